#include "node/commands/commands_json.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/log.hpp"
#include "node/commands/api_key_commands_json.hpp"
#include "node/commands/attention_commands_json.hpp"
#include "node/commands/backup_commands_json.hpp"
#include "node/commands/book_commands_json.hpp"
#include "node/commands/broadcast_commands_json.hpp"
#include "node/commands/bundle_commands_json.hpp"
#include "node/commands/clock_commands_json.hpp"
#include "node/commands/command_parts_json.hpp"
#include "node/commands/coupon_commands_json.hpp"
#include "node/commands/desk_commands_json.hpp"
#include "node/commands/key_commands_json.hpp"
#include "node/commands/licence_commands_json.hpp"
#include "node/commands/list_commands_json.hpp"
#include "node/commands/order_commands_json.hpp"
#include "node/commands/page_commands_json.hpp"
#include "node/commands/privacy_commands_json.hpp"
#include "node/commands/queue_json.hpp"
#include "node/commands/sales_commands_json.hpp"
#include "node/commands/settings_commands_json.hpp"
#include "node/commands/stamp_commands_json.hpp"
#include "node/commands/tax_commands_json.hpp"
#include "node/commands/webhook_commands_json.hpp"
#include "node/doctor/check_steps_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;
using desk::Action;

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

Result<json::object> init(Node& node, const json::object&) {
  AAN_TRY(refuse_in_demo(node));
  return json::object{};
}

Result<json::object> publish_book(Node& node, const json::object& arguments) {
  return show_or_hide_book(node, arguments, catalog::Visibility::listed);
}

Result<json::object> hide_book(Node& node, const json::object& arguments) {
  return show_or_hide_book(node, arguments, catalog::Visibility::hidden);
}

Result<json::object> hide_sample(Node& node, const json::object& arguments) {
  return show_or_hide_sample(node, arguments, /*is_shown=*/false);
}

Result<json::object> show_sample(Node& node, const json::object& arguments) {
  return show_or_hide_sample(node, arguments, /*is_shown=*/true);
}

Result<json::object> close_place(Node& node, const json::object& arguments) {
  return set_place(node, arguments, /*is_disabled=*/true);
}

Result<json::object> open_place(Node& node, const json::object& arguments) {
  return set_place(node, arguments, /*is_disabled=*/false);
}

Result<json::object> rebuild_index(Node& node, const json::object& arguments) {
  std::int64_t number = number_in(arguments, "rebuild", 0);
  if (number == 0) number = AAN_TRY(node.index_rebuild.begin());
  const service::IndexStep step = AAN_TRY(node.index_rebuild.step(number));
  return json::object{{"works", step.works},
                      {"next", step.is_last ? json::value() : json::value(number)}};
}

constexpr std::array kCommands = {
    Command{"init", Purpose::write, init},
    Command{"ingest", Purpose::write, ingest},
    Command{"list.import", Purpose::write, import_list, {}, {}, /*is_step=*/true},
    Command{"list.runs", Purpose::look, list_runs, Action::see_books, "limit#"},
    Command{"list.show", Purpose::look, show_list, Action::see_books, "run"},
    Command{"catalogue.export", Purpose::look, export_catalogue, Action::change_books,
            "format after"},
    Command{"catalogue.hash", Purpose::look, hash_catalogue, Action::see_books},
    Command{"book.merge", Purpose::write, merge_book, Action::change_books, "book into"},
    Command{"book.unmerge", Purpose::write, unmerge_book, Action::change_books, "book"},
    Command{"book.list", Purpose::look, list_books, Action::see_books,
            "search state format offset# limit#"},
    Command{"book.show", Purpose::look, show_book, Action::see_books, "book"},
    Command{"book.check", Purpose::write, check_books},  // what it finds is noted
    Command{"book.edit", Purpose::write, edit_book, Action::change_books,
            "book title subtitle authors language description contributors series series_position "
            "subjects isbn publisher follow_lists"},
    Command{"book.price", Purpose::write, price_book, Action::change_books,
            "book price at_least suggested compare_at currency"},
    Command{"book.stock", Purpose::write, stock_book, Action::change_books, "book copies"},
    Command{"book.dates", Purpose::write, date_book, Action::change_books,
            "book from until release"},
    Command{"book.countries", Purpose::write, place_book, Action::change_books,
            "book territory countries"},
    Command{"book.licence", Purpose::write, licence_book, Action::change_books, "book devices"},
    Command{"book.cover", Purpose::write, cover_book},
    Command{"book.own-cover", Purpose::write, own_cover_book, Action::change_books, "book"},
    Command{"book.version", Purpose::write, version_book},
    Command{"book.versions", Purpose::look, list_versions, Action::see_books, "book"},
    Command{"book.publish", Purpose::write, publish_book, Action::change_books, "book"},
    Command{"book.hide", Purpose::write, hide_book, Action::change_books, "book"},
    Command{"book.take-out", Purpose::write, take_out_file, Action::change_books, "book format"},
    Command{"book.hide-sample", Purpose::write, hide_sample, Action::change_books, "book"},
    Command{"book.show-sample", Purpose::write, show_sample, Action::change_books, "book"},
    Command{"bundle.add", Purpose::write, add_bundle, Action::change_books,
            "title text price books"},
    Command{"bundle.list", Purpose::look, list_bundles, Action::see_books, "offset# limit#"},
    Command{"bundle.show", Purpose::look, show_bundle, Action::see_books, "bundle"},
    Command{"bundle.price", Purpose::write, price_bundle, Action::change_books,
            "bundle price currency"},
    Command{"bundle.publish", Purpose::write, publish_bundle, Action::change_books, "bundle"},
    Command{"bundle.hide", Purpose::write, hide_bundle, Action::change_books, "bundle"},
    Command{"broadcast.begin", Purpose::write, begin_broadcast, Action::change_books, "book"},
    Command{"broadcast.list", Purpose::look, list_broadcasts, Action::see_books},
    Command{"broadcast.stop", Purpose::write, stop_broadcast, Action::change_books, "broadcast"},
    Command{"publisher.list", Purpose::look, list_publishers, Action::see_books, "offset# limit#"},
    Command{"publisher.stamp", Purpose::write, stamp_publisher, Action::change_books,
            "publisher unnamed#"},
    Command{"publisher.unstamp", Purpose::write, unstamp_publisher, Action::change_books,
            "publisher unnamed#"},
    Command{"stamp.read", Purpose::look, read_stamps},
    Command{"clock.show", Purpose::look, show_clock, Action::see_overview},
    Command{"clock.advance", Purpose::write, advance_clock, Action::manage_shop, "advance now"},
    Command{"coupon.add", Purpose::write, add_coupon, Action::change_books,
            "code percent amount minimum currency from until uses# books"},
    Command{"coupon.list", Purpose::look, list_coupons, Action::see_books, "offset# limit#"},
    Command{"coupon.show", Purpose::look, show_coupon, Action::see_books, "code"},
    Command{"coupon.end", Purpose::write, end_coupon, Action::change_books, "code"},
    Command{"order.list", Purpose::look, list_orders, Action::see_orders,
            "state to_come# owed# search offset# limit#"},
    Command{"order.show", Purpose::look, show_order, Action::see_orders, "order"},
    Command{"order.cancel", Purpose::write, cancel_order, Action::help_buyers, "order"},
    Command{"order.mail", Purpose::write, mail_order, Action::help_buyers, "order"},
    Command{"order.refund", Purpose::write, refund_order, Action::refund, "order amount"},
    Command{"order.grant", Purpose::write, grant_order, Action::help_buyers, "order grant"},
    Command{"order.document", Purpose::look, draw_document, Action::see_documents, "document"},
    Command{"order.evidence", Purpose::write, gather_evidence, Action::help_buyers, "order"},
    Command{"order.link", Purpose::write, link_order, Action::help_buyers, "order"},
    Command{"demo.orders", Purpose::write, seed_demo_orders, Action::manage_shop,
            "count# seed# over"},
    Command{"dispute.list", Purpose::look, list_disputes, Action::see_orders,
            "state offset# limit#"},
    Command{"gift.link", Purpose::write, link_gift, Action::manage_customers, "order"},
    Command{"licence.show", Purpose::look, show_licence, Action::see_orders, "licence"},
    Command{"licence.disable", Purpose::write, disable_licence, Action::help_buyers, "licence"},
    Command{"licence.enable", Purpose::write, enable_licence, Action::help_buyers, "licence"},
    Command{"order.renew-link", Purpose::write, renew_order_link, Action::manage_customers,
            "order"},
    Command{"sales.days", Purpose::look, list_sales_days, Action::see_money, "month play#"},
    Command{"sales.export", Purpose::look, export_sales, Action::see_money, "month play#"},
    Command{"settings.list", Purpose::look, list_settings, Action::see_settings},
    Command{"settings.show", Purpose::look, show_setting, Action::see_settings, "name"},
    Command{"settings.change", Purpose::write, change_settings, Action::change_settings,
            "settings* name value"},
    Command{"settings.try-letters", Purpose::write, try_letters, Action::change_settings, "to"},
    Command{"page.list", Purpose::look, list_pages, Action::see_settings},
    Command{"page.show", Purpose::look, show_page, Action::see_settings, "page version#"},
    Command{"page.write", Purpose::write, write_page, Action::manage_shop, "page text"},
    Command{"index.rebuild", Purpose::write, rebuild_index, {}, {}, /*is_step=*/true},
    Command{"tax.rates", Purpose::look, list_tax_rates, Action::see_money},
    Command{"tax.doubts", Purpose::look, list_tax_doubts, Action::see_money, "one#"},
    Command{"tax.export", Purpose::look, export_tax, Action::see_money, "from until play#"},
    Command{"ledger.check", Purpose::look, check_ledger, Action::see_money},
    Command{"ledger.balances", Purpose::look, balances, Action::see_money},
    Command{"doctor.look", Purpose::look, look_at_shop},
    Command{"backup.begin", Purpose::look, begin_backup},
    Command{"backup.files", Purpose::look, copy_backup_files},
    Command{"backup.end", Purpose::look, end_backup},
    Command{"keys.rotate", Purpose::write, rotate_key},
    Command{"keys.accept-loss", Purpose::accept_loss, accept_lost_keys},
    Command{"privacy.show", Purpose::look, show_person, Action::help_buyers, "email order"},
    Command{"privacy.export", Purpose::write, export_person, Action::manage_customers,
            "email order"},
    Command{"privacy.erase", Purpose::write, erase_person, Action::manage_customers, "email order"},
    Command{"queue.list", Purpose::look, list_queues, Action::see_overview},
    Command{"queue.retry", Purpose::write, retry_job, Action::manage_shop, "job"},
    Command{"attention.list", Purpose::look, list_attention, Action::see_overview},
    Command{"attention.settle", Purpose::write, settle_item, Action::help_buyers, "item"},
    Command{"desk.link", Purpose::write, link_to_desk},
    Command{"desk.people", Purpose::look, list_people, Action::see_people},
    Command{"desk.role", Purpose::write, change_role},
    Command{"desk.disable", Purpose::write, close_place},
    Command{"desk.enable", Purpose::write, open_place},
    Command{"apikey.add", Purpose::write, add_api_key},
    Command{"apikey.list", Purpose::look, list_api_keys},
    Command{"apikey.end", Purpose::write, end_api_key},
    Command{"webhook.add", Purpose::write, add_webhook, Action::manage_webhooks, "name url events"},
    Command{"webhook.list", Purpose::look, list_webhooks, Action::see_settings},
    Command{"webhook.show", Purpose::look, show_webhook, Action::see_settings, "name"},
    Command{"webhook.deliveries", Purpose::look, list_deliveries, Action::see_settings,
            "name state offset# limit#"},
    Command{"webhook.change", Purpose::write, change_webhook, Action::manage_webhooks,
            "name url events"},
    Command{"webhook.roll", Purpose::write, roll_webhook, Action::manage_webhooks, "name hours#"},
    Command{"webhook.ping", Purpose::write, ping_webhook, Action::manage_webhooks, "name"},
    Command{"webhook.redeliver", Purpose::write, redeliver_webhook, Action::manage_webhooks,
            "name delivery"},
    Command{"webhook.end", Purpose::write, end_webhook, Action::manage_webhooks, "name"},
    Command{"audit.list", Purpose::look, list_audit, Action::see_audit, "before# limit#"},
    Command{"audit.verify", Purpose::look, verify_audit, Action::see_audit},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  const auto* const at = std::ranges::find(kCommands, name, &Command::name);
  return at == kCommands.end() ? nullptr : at;
}

Result<std::string> run_command(Node& node, const std::string& name, const std::string& arguments) {
  boost::system::error_code error;
  const json::value parsed = json::parse(arguments, error);
  if (error || !parsed.is_object())
    return refuse(Errc::invalid, "command", "The arguments are not a JSON object.");
  const Command* const command = find_command(name);
  if (command == nullptr)
    return refuse(Errc::invalid, "command", "There is no command " + name + ".");
  const json::object answer = AAN_TRY(command->run(node, parsed.get_object()));
  if (command->purpose == Purpose::look) return json::serialize(answer);
  // After one step of many the others are still to come.
  const auto* const next = command->is_step ? answer.if_contains("next") : nullptr;
  const bool has_more = next != nullptr && !next->is_null();
  // What was asked is done; the jobs try again to follow it.
  const CommandNote note = note_of(arguments, "");
  if (const auto told = has_more ? Result<>{}
                                 : write_down_command(node, name, by_of(parsed.get_object()),
                                                      note.about, note.value);
      !told)
    log::error("command.not_written_down", {{"why", told.error().to_string()}});
  // While a server runs, its jobs follow; else whoever asked, after the last step.
  if (command->is_step && (node.is_serving() || has_more)) return json::serialize(answer);
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
