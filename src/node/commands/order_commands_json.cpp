#include "node/commands/order_commands_json.hpp"

#include <map>

#include "base/codec.hpp"
#include "crypto/token.hpp"
#include "domain/catalog/typed_amount.hpp"
#include "domain/ledger/journal.hpp"
#include "domain/sales/consent.hpp"
#include "node/commands/command_parts_json.hpp"
#include "node/commands/licence_commands_json.hpp"
#include "service/delivery/book_readings.hpp"
#include "service/desk/evidence.hpp"
#include "service/desk/find_order.hpp"
#include "service/desk/grant_again.hpp"
#include "service/desk/list_disputes.hpp"
#include "service/desk/search_orders.hpp"
#include "service/letters/resend_receipt.hpp"
#include "service/sale/gifts.hpp"
#include "service/sale/order_link.hpp"
#include "service/sale/tax_place.hpp"
#include "service/sale/view_order.hpp"
#include "web/desk/evidence_page.hpp"
#include "web/sale/document_routes.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object order(const sales::Order& it) {
  return {{"id", it.id.value},          {"reference", it.reference},
          {"state", name_of(it.state)}, {"total", money(it.quote.total)},
          {"sandbox", it.is_sandbox},   {"created_at", rfc3339(it.created_at)}};
}

json::object refund(const payment::Refund& it) {
  return {{"id", it.id.value},
          {"provider", it.provider},
          {"network_ref", it.network_ref},
          {"payment", it.payment_id.value},
          {"amount", money(it.amount)},
          {"state", name_of(it.state)},
          {"reason", name_of(it.reason)},
          {"requested_by", it.requested_by},
          {"requested_at", rfc3339(it.requested_at)},
          {"state_at", rfc3339(it.state_at)}};
}

json::object dispute(const payment::Dispute& it) {
  return {{"id", it.id.value},
          {"provider", it.provider},
          {"network_ref", it.network_ref},
          {"payment", it.payment_id.value},
          {"amount", money(it.amount)},
          {"state", name_of(it.state)},
          {"withdrawn", it.is_withdrawn},
          {"reason", it.reason},
          {"evidence_due_at",
           it.evidence_due_at ? json::value(rfc3339(*it.evidence_due_at)) : json::value(nullptr)},
          {"opened_at", rfc3339(it.opened_at)}};
}

json::object bank_matter(const payment::BankMatter& it) {
  const auto moment = [](const std::optional<Timestamp>& at) {
    return at ? json::value(rfc3339(*at)) : json::value(nullptr);
  };
  return {{"kind", name_of(it.kind)},
          {"provider", it.provider},
          {"network_ref", it.network_ref},
          {"payment", it.payment_id.value},
          {"amount", money(it.amount)},
          {"reason", it.reason},
          {"due_at", moment(it.due_at)},
          {"opened_at", rfc3339(it.opened_at)},
          {"answered_at", moment(it.answered_at)},
          {"closed_at", moment(it.closed_at)}};
}

json::object order(const sales::Order& it, const service::OrderMoney& its) {
  json::object row = order(it);
  row["received"] = money(its.received);
  row["captured"] = money(its.captured);
  row["refund_due"] = money(its.refund_due);
  row["given_back"] = money(its.given_back);
  return row;
}

// Money as its facts have it, with the names under which the provider knows each of them.
json::object facts(const service::OrderView& view) {
  json::array payments;
  for (const payment::Payment& one : view.payments)
    payments.push_back({{"id", one.id.value},
                        {"provider", one.provider},
                        {"network_ref", one.network_ref},
                        {"amount", money(one.amount)},
                        {"state", name_of(one.state)},
                        {"at", rfc3339(one.seen_at)}});
  json::array refunds;
  for (const payment::Refund& one : view.refunds) refunds.push_back(refund(one));
  json::array fees;
  for (const payment::Fee& one : view.fees)
    fees.push_back({{"provider", one.provider},
                    {"network_ref", one.network_ref},
                    {"payment", one.payment_id.value},
                    {"amount", money(one.amount)},
                    {"at", rfc3339(one.at)}});
  json::array disputes;
  for (const payment::Dispute& one : view.disputes) disputes.push_back(dispute(one));
  json::array matters;
  for (const payment::BankMatter& one : view.bank_matters) matters.push_back(bank_matter(one));
  return {{"payments", std::move(payments)},
          {"refunds", std::move(refunds)},
          {"fees", std::move(fees)},
          {"disputes", std::move(disputes)},
          {"bank_matters", std::move(matters)}};
}

// What the journal says of the order's money: what the buyer paid and what the shop has of it.
json::object account_of(const payment::OrderAccount& it) {
  json::array other_fees;
  for (const Money& one : it.other_fees)
    if (!one.is_zero()) other_fees.push_back(money(one));
  return {{"paid", money(it.paid)},
          {"given_back", money(it.given_back)},
          {"taken_by_banks", money(it.taken)},
          {"left", money(it.left)},
          {"tax", money(it.tax)},
          {"owed", money(it.owed)},
          {"waiting", money(it.waiting)},
          {"fee", money(it.fee)},
          {"other_fees", std::move(other_fees)},
          {"net", money(it.net)}};
}

// Of whoever gets it nothing is told here: that stays between giver and taker.
json::value gift_of(const Node& node, const service::OrderView& view) {
  if (!view.gift) return nullptr;
  const sales::GiftState state =
      sales::gift_state_of(*view.gift, view.order.state, node.clock.wall());
  return json::object{
      {"state", name_of(state)},
      {"opens_at", rfc3339(view.gift->opens_at)},
      {"claimed_at",
       view.gift->claimed_at ? json::value(rfc3339(*view.gift->claimed_at)) : json::value(nullptr)},
      {"has_email", !view.gift->address_sealed.empty()}};
}

// What opens the files of a line, by the names with which each is opened again.
json::array versions_of(const service::OrderFile& file) {
  json::array versions;
  for (const service::OrderFileVersion& one : file.versions)
    versions.push_back({{"version", one.number},
                        {"file", one.file.file_name},
                        {"sha256", hex(one.file.sha256)},
                        {"size", one.file.size},
                        {"since", rfc3339(one.since)},
                        {"bought", one.file.id == file.grant.file_id},
                        {"stamped", one.is_stamped}});
  return versions;
}

json::value fetched_of(const service::OrderView& view, const sales::OrderEvent& event) {
  const auto file = service::file_of(view, event);
  if (!file || !file->went_out) return nullptr;
  const std::string& sha256 = file->sha256_hex;
  return json::object{{"file", file->file_name},
                      {"version", file->version && !sha256.empty() ? json::value(*file->version)
                                                                   : json::value(nullptr)},
                      {"sha256", sha256.empty() ? json::value(nullptr) : json::value(sha256)}};
}

json::array downloads_of(const service::OrderLineView& line) {
  json::array downloads;
  for (const service::OrderFile& one : line.files)
    downloads.push_back({{"grant", one.grant.id.value},
                         {"file", one.file.file_name},
                         {"versions", versions_of(one)},
                         {"uses_left", one.grant.uses_left},
                         {"expires_at", rfc3339(one.grant.expires_at)}});
  return downloads;
}

Result<sales::Order> find_order(const Node& node, const json::object& arguments) {
  return service::find_order(node.room, text_in(arguments, "order"));
}

std::unexpected<Error> no_such_state(const std::string& state) {
  std::string known;
  for (int i = 0; i <= static_cast<int>(sales::OrderState::payment_lost); ++i)
    known += (i == 0 ? "" : ", ") + std::string(name_of(static_cast<sales::OrderState>(i)));
  return refuse(Errc::invalid, "order", "No order is ever " + state + ", but: " + known + ".");
}

// What the journal says is owed to buyers, for each currency; of tests only while there are any.
Result<json::array> owed_in_all(const ports::Snapshot& at, const service::Providers& providers) {
  std::map<std::string, Money> sums;
  const std::string real = ledger::account(ledger::Book::main, "refund_due");
  for (const ledger::Balance& one : AAN_TRY(at.ledger().balances())) {
    if (!one.account.ends_with(":refund_due")) continue;
    if (one.account != real && !providers.take_test_money()) continue;
    const std::string code{one.amount.asset.code()};
    const auto sum = sums.try_emplace(code, Money{0, one.amount.asset}).first;
    sum->second = AAN_TRY(subtract(sum->second, one.amount));
  }
  json::array all;
  for (const auto& [code, sum] : sums)
    if (!sum.is_zero()) all.push_back(money(sum));
  return all;
}

json::object address(const Node& node, const sales::Order& it, const std::string& token,
                     bool is_renewed) {
  return {{"reference", it.reference},
          {"url", node.address + "/orders/" + token},
          {"renewed", is_renewed}};
}

}  // namespace

Result<json::object> list_orders(Node& node, const json::object& arguments) {
  ports::OrderQuery query;
  query.offset = offset_in(arguments);
  query.limit = AAN_TRY(limit_in(arguments));
  query.only_owed = number_in(arguments, "owed", 0) != 0;
  const bool is_to_come = number_in(arguments, "to_come", 0) != 0;
  if (const std::string state = text_in(arguments, "state"); !state.empty()) {
    query.state = sales::parse_order_state(state);
    if (!query.state) return no_such_state(state);
  }
  if (is_to_come && query.state && query.state != sales::OrderState::fulfilled)
    return refuse(Errc::invalid, "order",
                  "Something is still to come of orders that are fulfilled, and of no others.");
  if (is_to_come) query.is_to_come = true;
  // Who asks with a key that may not help buyers finds nobody by an address.
  const auto people = number_in(arguments, "may_help", 1) != 0 ? service::SearchForPeople::yes
                                                               : service::SearchForPeople::no;
  const std::string search = text_in(arguments, "search");
  const service::DeskOrders page = AAN_TRY(
      search.empty() ? service::desk_orders(node.room, node.providers, query)
                     : service::search_orders(node.room, node.providers, query, search, people));
  json::array orders;
  for (const service::DeskOrder& one : page.orders) {
    json::object row = order(one.order, one.money);
    row["to_come"] = one.to_come.is_any();
    orders.push_back(std::move(row));
  }
  json::object answer{
      {"orders", std::move(orders)}, {"offset", query.offset}, {"total", page.total}};
  if (query.only_owed)
    AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
      answer["owed"] = AAN_TRY(owed_in_all(at, node.providers));
      return {};
    }));
  return answer;
}

Result<json::object> list_disputes(Node& node, const json::object& arguments) {
  ports::DisputeQuery query{std::nullopt, offset_in(arguments), AAN_TRY(limit_in(arguments))};
  if (const std::string state = text_in(arguments, "state"); !state.empty()) {
    query.state = payment::parse_dispute_state(state);
    if (!query.state)
      return refuse(Errc::invalid, "dispute",
                    "No dispute is ever " + state + ", but: open, won, lost.");
  }
  const service::DeskDisputes page = AAN_TRY(service::list_disputes(node.room, query));
  json::array disputes;
  for (const service::DeskDispute& one : page.disputes) {
    json::object row = dispute(one.dispute);
    row["state"] = service::standing_of(one);
    row["order"] = one.reference;
    row["sandbox"] = one.is_sandbox;
    row["overdue"] = one.is_overdue;
    disputes.push_back(std::move(row));
  }
  return json::object{
      {"disputes", std::move(disputes)}, {"offset", query.offset}, {"total", page.total}};
}

Result<json::object> show_order(Node& node, const json::object& arguments) {
  const sales::OrderId id = AAN_TRY(find_order(node, arguments)).id;
  const service::OrderView view = AAN_TRY(service::view_order_by_id(node.room, node.providers, id));
  json::object answer = order(view.order);
  answer["to_come"] = service::still_to_come(view, node.clock.wall()).is_any();
  json::array lines;
  for (const service::OrderLineView& line : view.lines)
    lines.push_back({{"title", line.line.quoted.title},
                     {"bundle", line.line.quoted.bundle_title},
                     {"waits_until", line.waits_until ? json::value(rfc3339(*line.waits_until))
                                                      : json::value(nullptr)},
                     {"licence", licence_of(line)},
                     {"downloads", downloads_of(line)},
                     {"price", money(line.line.quoted.price)},
                     {"discount", money(line.line.quoted.discount)},
                     {"total", money(line.line.quoted.total())}});
  json::array attempts;
  for (const service::AttemptView& one : view.attempts)
    attempts.push_back({{"method", one.intent.method},
                        {"status", name_of(one.intent.status)},
                        {"exception", name_of(one.intent.exception)},
                        {"voucher", one.intent.is_voucher},
                        {"voucher_until", moment(one.intent.voucher_until)},
                        {"received", money(one.received)}});
  json::array events;
  for (const sales::OrderEvent& event : AAN_TRY(service::events_with_places(node.room, view)))
    events.push_back({{"at", rfc3339(event.at)},
                      {"kind", event.kind},
                      {"detail", event.detail},
                      {"fetched", fetched_of(view, event)}});
  answer["lines"] = std::move(lines);
  answer["gift"] = gift_of(node, view);
  answer["attempts"] = std::move(attempts);
  answer["events"] = std::move(events);
  const std::string& code = view.order.quote.coupon;
  answer["coupon"] = code.empty() ? json::value(nullptr) : json::value(code);
  answer["discount"] = money(view.order.quote.discount);
  json::array documents;
  for (const sales::Document& one : view.documents)
    documents.push_back({{"number", sales::document_name(one.series, one.number)},
                         {"kind", sales::name_of(one.kind)},
                         {"total", money(one.total)},
                         {"tax", money(one.tax)},
                         {"issued_at", rfc3339(one.issued_at)}});
  answer["documents"] = std::move(documents);
  answer["tax_number"] = nullptr;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    const auto proof = AAN_TRY(service::find_tax_number(node.room, at.sales(), view.order));
    if (proof)
      answer["tax_number"] = json::object{
          {"number", proof->number}, {"reference", proof->reference}, {"said_on", proof->said_on}};
    return {};
  }));
  answer["tax"] = money(view.order.quote.tax);
  answer["tax_treatment"] = tax::name_of(view.order.quote.treatment);
  answer["tax_country"] = view.order.quote.tax_country;
  answer["tax_rate_bps"] = view.order.quote.tax_bps;
  answer["tax_proof"] = tax::name_of(view.order.tax_proof);
  answer["captured"] = money(view.captured);
  answer["refund_due"] = money(view.refund_due);
  answer["given_back"] = money(view.given_back);
  answer["account"] = account_of(view.account);
  for (auto& [name, list] : facts(view)) answer[name] = std::move(list);
  return answer;
}

Result<json::object> refund_order(Node& node, const json::object& arguments) {
  const sales::Order it = AAN_TRY(find_order(node, arguments));
  service::RefundRequest request{.order_id = it.id, .requested_by = by_of(arguments)};
  // One that is empty is a slip and not a wish for everything.
  if (const std::string amount = text_in(arguments, "amount"); arguments.contains("amount"))
    request.amount = AAN_TRY(
        parse_decimal(catalog::plain_amount(amount, it.quote.total.asset), it.quote.total.asset));
  request.idempotency_key = text_in(arguments, "key");
  if (request.idempotency_key.empty()) request.idempotency_key = crypto::new_token(node.rng);
  const auto refunds = AAN_TRY(node.refund.request(request));
  json::object answer = AAN_TRY(show_order(node, arguments));
  json::array made;
  bool is_good = true;
  for (const payment::Refund& one : refunds) {
    made.push_back(refund(one));
    is_good = is_good && one.state != payment::RefundState::failed;
  }
  answer["made"] = std::move(made);
  answer["good"] = is_good;
  return answer;
}

Result<json::object> cancel_order(Node& node, const json::object& arguments) {
  AAN_TRY(node.confirm.cancel(AAN_TRY(find_order(node, arguments)).id, sales::GivenUpBy::shop,
                              by_of(arguments)));
  return show_order(node, arguments);
}

Result<json::object> mail_order(Node& node, const json::object& arguments) {
  const sales::Order it = AAN_TRY(find_order(node, arguments));
  AAN_TRY(service::resend_receipt(node.room, it.id));
  json::object answer = order(it);
  answer["mail"] = node.mail.is_on() ? "queued" : "waiting";
  return answer;
}

Result<json::object> grant_order(Node& node, const json::object& arguments) {
  AAN_TRY(service::grant_again(node.room, text_in(arguments, "order"),
                               sales::GrantId{text_in(arguments, "grant")}, by_of(arguments)));
  return show_order(node, arguments);
}

Result<json::object> draw_document(Node& node, const json::object& arguments) {
  const std::string name = text_in(arguments, "document");
  const service::DocumentView view = AAN_TRY(service::view_document(node.room, name));
  return json::object{{"document", name},
                      {"order", view.order.reference},
                      {"issued_at", rfc3339(view.document.issued_at)},
                      {"file_name", name + ".pdf"},
                      {"pdf_base64url", base64url(AAN_TRY(web::pdf_of(node.use, view)))}};
}

Result<json::object> gather_evidence(Node& node, const json::object& arguments) {
  const service::Evidence evidence =
      AAN_TRY(service::gather_evidence(node.room, text_in(arguments, "order"), by_of(arguments)));
  json::object answer = AAN_TRY(show_order(node, arguments));
  answer["receipt_name"] = evidence.view.receipt_name;
  const auto consent = sales::consent_of(evidence.view.events);
  answer["consent"] = consent ? json::value(json::object{{"text", consent->text},
                                                         {"at", rfc3339(consent->at)},
                                                         {"delivery", name_of(consent->to)}})
                              : json::value(nullptr);
  answer["terms_version"] = evidence.view.order.quote.terms_version;
  answer["terms"] = evidence.has_terms ? json::value(evidence.terms) : json::value(nullptr);
  answer["gathered_at"] = rfc3339(evidence.gathered_at);
  answer["file_name"] = web::evidence_file_name(evidence);
  answer["html"] = web::evidence_page(evidence, node.shop);
  return answer;
}

Result<json::object> link_gift(Node& node, const json::object& arguments) {
  const sales::Order order = AAN_TRY(find_order(node, arguments));
  const service::GiftLink link =
      AAN_TRY(service::give_gift_link(node.room, order.id, by_of(arguments)));
  return json::object{{"reference", order.reference},
                      {"url", node.address + "/gifts/" + link.token},
                      {"own", link.is_own}};
}

Result<json::object> link_order(Node& node, const json::object& arguments) {
  const sales::Order it = AAN_TRY(find_order(node, arguments));
  if (node.keys.ring().find(crypto::KeyPurpose::links, it.link_key_id) == nullptr)
    return refuse(Errc::conflict, "order.link",
                  "The key that this order's link was made with is gone. With --renew it gets a "
                  "new link.");
  return address(node, it, AAN_TRY(service::show_order_link(node.room, it.id, by_of(arguments))),
                 false);
}

Result<json::object> renew_order_link(Node& node, const json::object& arguments) {
  const sales::Order it = AAN_TRY(find_order(node, arguments));
  return address(node, it, AAN_TRY(service::renew_order_link(node.room, it.id, by_of(arguments))),
                 true);
}

}  // namespace aan::node
