#include "node/commands_json.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>

#include "base/log.hpp"
#include "domain/catalog/price.hpp"
#include "node/queue_json.hpp"
#include "service/keep_files.hpp"
#include "service/manage_catalog.hpp"
#include "service/search.hpp"
#include "service/view_order.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

std::string text_in(const json::object& arguments, std::string_view name) {
  const json::value* value = arguments.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : "";
}

std::int64_t number_in(const json::object& arguments, std::string_view name,
                       std::int64_t otherwise) {
  const json::value* value = arguments.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : otherwise;
}
std::int64_t limit_in(const json::object& arguments) {
  return std::clamp<std::int64_t>(number_in(arguments, "limit", 50), 1, 100);
}
std::int64_t offset_in(const json::object& arguments) {
  return std::max<std::int64_t>(number_in(arguments, "offset", 0), 0);
}

json::value money(const Money& amount) {
  return {{"amount", std::to_string(amount.amount)},
          {"currency", amount.asset.code()},
          {"decimal", decimal(amount)}};
}
json::value price(const std::optional<Money>& amount) {
  return amount ? money(*amount) : json::value(nullptr);
}

// What a visitor finds of it: nothing, a page without a button, a gift, or something to buy.
std::string_view state_of(const catalog::BookDetail& it) {
  if (it.work.visibility == catalog::Visibility::hidden) return "hidden";
  if (catalog::is_being_restored(it.files)) return "damaged";
  if (!it.offer.price) return "price not set";
  return it.offer.price->amount == 0 ? "free" : "listed";
}

json::object file(const catalog::EditionFile& it) {
  return {{"id", it.id.value},
          {"name", it.file_name},
          {"cid", it.cid.text()},
          {"damaged", it.is_damaged}};
}

json::object book(const catalog::BookDetail& it) {
  json::array authors;
  for (const catalog::Contributor& one : it.work.contributors)
    if (one.role == catalog::ContributorRole::author) authors.emplace_back(one.name);
  json::array files;
  for (const catalog::EditionFile& one : it.files) files.push_back(file(one));
  return {{"id", it.work.id.value},
          {"offer_id", it.offer.id.value},
          {"slug", it.work.slug},
          {"title", it.work.title},
          {"authors", std::move(authors)},
          {"language", it.edition.language},
          {"price", price(it.offer.price)},
          {"state", state_of(it)},
          {"listed", it.work.visibility == catalog::Visibility::listed},
          {"being_restored", catalog::is_being_restored(it.files)},
          {"files", std::move(files)}};
}

json::object order(const sales::Order& it) {
  return {{"id", it.id.value},          {"reference", it.reference},
          {"state", name_of(it.state)}, {"total", money(it.quote.total)},
          {"sandbox", it.is_sandbox},   {"created_at", rfc3339(it.created_at)}};
}

// The demonstration's books and a shop's own never share a folder.
Result<> refuse_in_demo(Node& node) {
  bool is_demo = false;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    is_demo = AAN_TRY(at.records().find("shop", "demo")).has_value();
    return {};
  }));
  if (!is_demo) return {};
  return refuse(Errc::conflict, "demo",
                "This data directory belongs to the demonstration, which takes in no other books. "
                "Give your shop a folder of its own with --data.",
                "demonstration");
}

json::object import_entry(const service::IngestReport& report) {
  json::array notes;
  for (const std::string& note : report.notes) notes.emplace_back(note);
  return {{"file", report.file_name},  {"verdict", name_of(report.verdict)},
          {"title", report.title},     {"slug", report.slug},
          {"work_id", report.work_id}, {"offer_id", report.offer_id},
          {"cid", report.cid},         {"price", price(report.price)},
          {"notes", std::move(notes)}};
}

// A file that cannot be opened is one refused file, as a damaged one is: the rest goes on.
json::object refused_file(const std::string& name, const std::string& why) {
  service::IngestReport report;
  report.file_name = name;
  report.verdict = service::IngestVerdict::refused;
  report.notes = {why};
  return import_entry(report);
}

Result<json::object> ingest(Node& node, const json::object& arguments) {
  AAN_TRY(refuse_in_demo(node));
  const std::string path = text_in(arguments, "path");
  std::optional<Money> asked;
  if (const std::string text = text_in(arguments, "price"); !text.empty())
    asked = AAN_TRY(catalog::parse_price(text, node.config.currency));
  if (const std::string code = text_in(arguments, "currency");
      !code.empty() && code != node.config.currency.code())
    return refuse(Errc::invalid, "import",
                  "This shop sells in " + std::string(node.config.currency.code()) +
                      "; SHOP_CURRENCY chose it. Give prices in it.");
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const int why = errno;
  const std::string name = std::filesystem::path(path).filename().string();
  if (!file.valid())
    return refused_file(name, "It cannot be opened: " + std::string(std::strerror(why)) + ".");
  struct stat info{};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
    return refused_file(name, S_ISDIR(info.st_mode) ? "It is a folder, not a file."
                                                    : "It is not an ordinary file.");
  return import_entry(AAN_TRY(node.ingest.ingest(file.get(), name, asked)));
}

Result<json::object> list_books(Node& node, const json::object& arguments) {
  json::array books;
  std::int64_t total = 0;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    const ports::WorkPage page =
        AAN_TRY(at.catalog().list_works(offset_in(arguments), limit_in(arguments)));
    total = page.total;
    for (const catalog::WorkId& id : page.works)
      if (const auto detail = AAN_TRY(at.catalog().find_work(id))) books.push_back(book(*detail));
    return {};
  }));
  return json::object{
      {"books", std::move(books)}, {"offset", offset_in(arguments)}, {"total", total}};
}

// Reads every stored byte, then looks at every file of the catalogue.
Result<json::object> check_books(Node& node, const json::object&) {
  AAN_TRY(node.blobs->scrub([](const crypto::Cid&, bool) { return true; }));
  const auto check = AAN_TRY(service::check_files(node.room, [] { return true; }));
  json::array damaged;
  for (catalog::EditionFile one : check.damaged) {
    one.is_damaged = true;
    damaged.push_back(file(one));
  }
  return json::object{{"good", check.damaged_count == 0},
                      {"files", check.files},
                      {"damaged_count", check.damaged_count},
                      {"damaged", std::move(damaged)}};
}

Result<json::object> price_book(Node& node, const json::object& arguments) {
  const std::string text = text_in(arguments, "price");
  std::optional<Money> asked;
  if (text != "none")
    asked = AAN_TRY(catalog::parse_price(text == "free" ? "0" : text, node.config.currency));
  return book(AAN_TRY(service::set_price(node.room, text_in(arguments, "book"), asked)));
}

Result<sales::OrderId> find_order(Node& node, const std::string& which) {
  std::optional<sales::Order> found;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    found = looks_like_id(which) ? AAN_TRY(at.sales().find_order({which}))
                                 : AAN_TRY(at.sales().find_order_by_reference(which));
    return {};
  }));
  if (!found) return refuse(Errc::not_found, "order", "There is no order " + which + ".");
  return found->id;
}

std::unexpected<Error> no_such_state(const std::string& state) {
  std::string known;
  for (int i = 0; i <= static_cast<int>(sales::OrderState::payment_lost); ++i)
    known += (i == 0 ? "" : ", ") + std::string(name_of(static_cast<sales::OrderState>(i)));
  return refuse(Errc::invalid, "order", "No order is ever " + state + ", but: " + known + ".");
}

Result<json::object> list_orders(Node& node, const json::object& arguments) {
  ports::OrderQuery query;
  query.offset = offset_in(arguments);
  query.limit = limit_in(arguments);
  if (const std::string state = text_in(arguments, "state"); !state.empty()) {
    query.state = sales::parse_order_state(state);
    if (!query.state) return no_such_state(state);
  }
  ports::OrderPage page;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    page = AAN_TRY(at.sales().list_orders(query));
    return {};
  }));
  json::array orders;
  for (const sales::Order& one : page.orders) orders.push_back(order(one));
  return json::object{
      {"orders", std::move(orders)}, {"offset", query.offset}, {"total", page.total}};
}

Result<json::object> show_order(Node& node, const json::object& arguments) {
  const auto id = AAN_TRY(find_order(node, text_in(arguments, "order")));
  const service::OrderView view = AAN_TRY(service::view_order_by_id(node.room, id));
  json::object answer = order(view.order);
  json::array lines;
  for (const service::OrderLineView& line : view.lines)
    lines.push_back({{"title", line.line.quoted.title}, {"price", money(line.line.quoted.price)}});
  json::array attempts;
  for (const service::AttemptView& one : view.attempts)
    attempts.push_back({{"method", one.intent.method},
                        {"status", name_of(one.intent.status)},
                        {"exception", name_of(one.intent.exception)},
                        {"received", money(one.received)}});
  json::array events;
  for (const sales::OrderEvent& event : view.events)
    events.push_back({{"at", rfc3339(event.at)}, {"kind", event.kind}, {"detail", event.detail}});
  answer["lines"] = std::move(lines);
  answer["attempts"] = std::move(attempts);
  answer["events"] = std::move(events);
  answer["captured"] = money(view.captured);
  answer["refund_due"] = money(view.refund_due);
  return answer;
}

Result<json::object> check_ledger(Node& node, const json::object&) {
  json::array findings;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    for (const ledger::Finding& one : AAN_TRY(at.ledger().check()))
      findings.push_back({{"rule", one.rule}, {"subject", one.subject}, {"detail", one.detail}});
    // A provider's word that nobody understood may be money: a person has to look at it.
    // So may an effect of ours that cannot be carried out.
    return add_dead_jobs(at, findings);
  }));
  const bool good = findings.empty();
  return json::object{{"good", good}, {"findings", std::move(findings)}};
}

Result<json::object> balances(Node& node, const json::object&) {
  json::array rows;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    for (const ledger::Balance& one : AAN_TRY(at.ledger().balances()))
      rows.push_back({{"account", one.account}, {"balance", money(one.amount)}});
    return {};
  }));
  return json::object{{"balances", std::move(rows)}};
}

Result<json::object> dispatch(Node& node, const std::string& name, const json::object& arguments) {
  using catalog::Visibility;
  const std::string which = text_in(arguments, "book");
  if (name == "init") {
    AAN_TRY(refuse_in_demo(node));
    return json::object{};
  }
  if (name == "ingest") return ingest(node, arguments);
  if (name == "book.list") return list_books(node, arguments);
  if (name == "book.show") return book(AAN_TRY(service::find_book(node.room, which)));
  if (name == "book.check") return check_books(node, arguments);
  if (name == "book.price") return price_book(node, arguments);
  if (name == "book.publish")
    return book(AAN_TRY(service::set_visibility(node.room, which, Visibility::listed)));
  if (name == "book.hide")
    return book(AAN_TRY(service::set_visibility(node.room, which, Visibility::hidden)));
  if (name == "order.list") return list_orders(node, arguments);
  if (name == "order.show") return show_order(node, arguments);
  if (name == "order.cancel") {
    AAN_TRY(node.confirm.cancel(AAN_TRY(find_order(node, text_in(arguments, "order")))));
    return show_order(node, arguments);
  }
  if (name == "index.rebuild")
    return json::object{{"works", AAN_TRY(service::rebuild_index(node.room, *node.index))}};
  if (name == "ledger.check") return check_ledger(node, arguments);
  if (name == "ledger.balances") return balances(node, arguments);
  if (name == "queue.list") return list_queues(node);
  if (name == "queue.retry") return retry_job(node, text_in(arguments, "job"));
  return refuse(Errc::invalid, "command", "There is no command " + name + ".");
}

}  // namespace

Result<std::string> run_command(Node& node, const std::string& name, const std::string& arguments) {
  boost::system::error_code error;
  const json::value parsed = json::parse(arguments, error);
  if (error || !parsed.is_object())
    return refuse(Errc::invalid, "command", "The arguments are not a JSON object.");
  const json::object answer = AAN_TRY(dispatch(node, name, parsed.get_object()));
  // What was asked is done; the jobs try again to follow it.
  if (const auto followed = node.follow_catalogue(); !followed)
    log::warn("index.not_followed", {{"why", followed.error().to_string()}});
  return json::serialize(answer);
}

}  // namespace aan::node
