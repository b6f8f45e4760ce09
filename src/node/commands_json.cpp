#include "node/commands_json.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>

#include "base/log.hpp"
#include "service/keep_files.hpp"
#include "service/manage_catalog.hpp"
#include "service/search.hpp"
#include "service/view_order.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

constexpr std::int64_t kDeadMessagesShown = 100;

std::string text_in(const json::object& arguments, std::string_view name) {
  const json::value* value = arguments.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : "";
}

std::int64_t limit_in(const json::object& arguments) {
  const json::value* value = arguments.if_contains("limit");
  const std::int64_t limit = value != nullptr && value->is_int64() ? value->get_int64() : 50;
  return std::clamp<std::int64_t>(limit, 1, 100);
}

json::value money(const Money& amount) {
  return {{"amount", std::to_string(amount.amount)},
          {"currency", amount.asset.code()},
          {"decimal", decimal(amount)}};
}
json::value price(const std::optional<Money>& amount) {
  return amount ? money(*amount) : json::value(nullptr);
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

Result<json::object> ingest(Node& node, const json::object& arguments) {
  AAN_TRY(refuse_in_demo(node));
  const std::string path = text_in(arguments, "path");
  std::optional<Money> asked;
  if (const std::string text = text_in(arguments, "price"); !text.empty())
    asked = AAN_TRY(parse_decimal(text, node.config.currency));
  if (const std::string code = text_in(arguments, "currency");
      !code.empty() && code != node.config.currency.code())
    return refuse(Errc::invalid, "import",
                  "This shop sells in " + std::string(node.config.currency.code()) +
                      "; SHOP_CURRENCY chose it. Give prices in it.");
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid())
    return refuse(Errc::not_found, "import",
                  "Cannot read " + path + ": " + std::strerror(errno) + ".");
  struct stat info{};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
    return refuse(Errc::invalid, "import", path + " is not a file.");
  const std::string name = std::filesystem::path(path).filename().string();
  const service::IngestReport report = AAN_TRY(node.ingest.ingest(file.get(), name, asked));
  json::array notes;
  for (const std::string& note : report.notes) notes.emplace_back(note);
  return json::object{{"file", report.file_name},  {"verdict", name_of(report.verdict)},
                      {"title", report.title},     {"slug", report.slug},
                      {"work_id", report.work_id}, {"offer_id", report.offer_id},
                      {"cid", report.cid},         {"price", price(report.price)},
                      {"notes", std::move(notes)}};
}

Result<json::object> list_books(Node& node, const json::object& arguments) {
  json::array books;
  std::int64_t total = 0;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    ports::BookQuery query;
    query.limit = limit_in(arguments);
    const ports::BookPage page = AAN_TRY(at.catalog().list(query));
    total = page.total;
    for (const catalog::BookSummary& one : page.books)
      if (const auto detail = AAN_TRY(at.catalog().find_work(one.work_id)))
        books.push_back(book(*detail));
    return {};
  }));
  return json::object{{"books", std::move(books)}, {"total", total}};
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
    asked = AAN_TRY(parse_decimal(text == "free" ? "0" : text, node.config.currency));
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

Result<json::object> list_orders(Node& node, const json::object& arguments) {
  json::array orders;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    for (const sales::Order& one :
         AAN_TRY(at.sales().list_orders(std::nullopt, limit_in(arguments))))
      orders.push_back(order(one));
    return {};
  }));
  return json::object{{"orders", std::move(orders)}};
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
    for (const ports::QueuedJob& one :
         AAN_TRY(at.queues().dead(ports::Queue::inbox, kDeadMessagesShown)))
      findings.push_back({{"rule", "message_not_understood"},
                          {"subject", one.id.value},
                          {"detail", one.kind + ": " + one.last_error}});
    return {};
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
