#include "node/commands_json.hpp"

#include <boost/json.hpp>
#include <filesystem>

#include "base/log.hpp"
#include "node/backup_commands_json.hpp"
#include "node/book_commands_json.hpp"
#include "node/command_parts_json.hpp"
#include "node/coupon_commands_json.hpp"
#include "node/desk_commands_json.hpp"
#include "node/key_commands_json.hpp"
#include "node/order_commands_json.hpp"
#include "node/queue_json.hpp"
#include "service/search.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

constexpr std::size_t kReferenceBytesMax = 12;

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
  if (name == "init") {
    AAN_TRY(refuse_in_demo(node));
    return json::object{};
  }
  if (name == "ingest") return ingest(node, arguments);
  if (name == "book.list") return list_books(node, arguments);
  if (name == "book.show") return show_book(node, arguments);
  if (name == "book.check") return check_books(node, arguments);
  if (name == "book.price") return price_book(node, arguments);
  if (name == "book.stock") return stock_book(node, arguments);
  if (name == "book.publish") return show_or_hide_book(node, arguments, Visibility::listed);
  if (name == "book.hide") return show_or_hide_book(node, arguments, Visibility::hidden);
  if (name == "coupon.add") return add_coupon(node, arguments);
  if (name == "coupon.list") return list_coupons(node, arguments);
  if (name == "coupon.show") return show_coupon(node, arguments);
  if (name == "coupon.end") return end_coupon(node, arguments);
  if (name == "order.list") return list_orders(node, arguments);
  if (name == "order.show") return show_order(node, arguments);
  if (name == "order.cancel") return cancel_order(node, arguments);
  if (name == "order.refund") return refund_order(node, arguments);
  if (name == "order.link") return link_order(node, arguments);
  if (name == "index.rebuild")
    return json::object{{"works", AAN_TRY(service::rebuild_index(node.room, *node.index))}};
  if (name == "ledger.check") return check_ledger(node, arguments);
  if (name == "ledger.balances") return balances(node, arguments);
  if (name == "backup.begin") return begin_backup(node, arguments);
  if (name == "backup.files") return copy_backup_files(node, arguments);
  if (name == "backup.end") return end_backup(node, arguments);
  if (name == "keys.rotate") return rotate_key(node, arguments);
  if (name == "queue.list") return list_queues(node);
  if (name == "queue.retry") return retry_job(node, text_in(arguments, "job"));
  if (name == "desk.link") return link_to_desk(node, arguments);
  if (name == "desk.people") return list_people(node);
  if (name == "desk.disable") return set_place(node, arguments, /*is_disabled=*/true);
  if (name == "desk.enable") return set_place(node, arguments, /*is_disabled=*/false);
  if (name == "audit.list") return list_audit(node, arguments);
  if (name == "audit.verify") return verify_audit(node);
  return refuse(Errc::invalid, "command", "There is no command " + name + ".");
}

}  // namespace

Purpose purpose_of(std::string_view name) {
  constexpr std::array kLooking = {"backup.begin",    "backup.files", "backup.end",  "book.list",
                                   "book.show",       "coupon.list",  "coupon.show", "order.list",
                                   "order.show",      "ledger.check", "desk.people", "audit.list",
                                   "ledger.balances", "audit.verify", "queue.list"};
  return std::ranges::find(kLooking, name) == kLooking.end() ? Purpose::write : Purpose::look;
}

Result<std::string> run_command(Node& node, const std::string& name, const std::string& arguments) {
  boost::system::error_code error;
  const json::value parsed = json::parse(arguments, error);
  if (error || !parsed.is_object())
    return refuse(Errc::invalid, "command", "The arguments are not a JSON object.");
  const json::object answer = AAN_TRY(dispatch(node, name, parsed.get_object()));
  // What was asked is done; the jobs try again to follow it.
  if (purpose_of(name) == Purpose::look) return json::serialize(answer);
  const CommandNote note = note_of(arguments, "");
  if (const auto told = write_down_command(node, name, note.about, note.value); !told)
    log::error("command.not_written_down", {{"why", told.error().to_string()}});
  if (const auto followed = node.follow_catalogue(); !followed)
    log::warn("index.not_followed", {{"why", followed.error().to_string()}});
  return json::serialize(answer);
}

CommandNote note_of(const std::string& arguments, const std::string& answer) {
  boost::system::error_code error;
  const json::value asked = json::parse(arguments, error);
  if (error || !asked.is_object()) return {};
  CommandNote note;
  note.about = text_in(asked.get_object(), "book");
  const std::string order = text_in(asked.get_object(), "order");
  // Whoever types the secret end of an address instead of a reference does not find it here.
  if (!order.empty())
    note.about =
        looks_like_id(order) || order.size() <= kReferenceBytesMax ? order : "(no reference)";
  if (note.about.empty()) note.about = text_in(asked.get_object(), "purpose");
  note.value = text_in(asked.get_object(), "price");
  if (note.value.empty()) note.value = text_in(asked.get_object(), "amount");
  const std::filesystem::path path = text_in(asked.get_object(), "path");
  if (path.empty()) return note;
  note.about = path.filename().string();
  const json::value answered = json::parse(answer, error);
  if (error || !answered.is_object()) return note;
  const json::object& report = answered.get_object();
  note.value = text_in(report, "verdict");
  if (note.value == "refused" && report.contains("notes"))
    for (const json::value& why : report.at("notes").as_array())
      note.value += ": " + std::string(why.as_string().c_str());
  return note;
}

}  // namespace aan::node
