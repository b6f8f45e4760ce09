#include "cli/print_json.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <map>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "cli/offer_print_json.hpp"
#include "cli/print_parts_json.hpp"
#include "cli/wrap.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kNamesMax = 10;
constexpr std::size_t kVerdictColumns = 10;  // "restored" and a gap

// A text of many lines; nothing of it steers the terminal either.
std::string lines_of(const json::object& object, std::string_view name) {
  std::string text = object.at(name).as_string().c_str();
  std::erase_if(text,
                [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 127; });
  return text;
}

// The bytes of a file, for a pipe.
void print_file(const json::object& object, std::string_view name) {
  const auto bytes = parse_base64url(text_of(object, name));
  if (bytes) std::fwrite(bytes->data(), 1, bytes->size(), stdout);
}

// "cover missing, sample damaged": each kind once.
std::string pictures_of(const json::object& book) {
  std::string text;
  for (const json::value& one : book.at("bad_pictures").as_array()) {
    const std::string what =
        text_of(one.as_object(), "kind") + " " + text_of(one.as_object(), "state");
    if (text.find(what) == std::string::npos) text += (text.empty() ? "" : ", ") + what;
  }
  return text;
}

void print_book_line(const json::object& book) {
  const bool has_price = !book.at("price").is_null();
  const std::string pictures = pictures_of(book);
  std::printf("%-13s %15s  %s  %s%s%s\n", text_of(book, "state").c_str(),
              has_price ? amount_of(book, "price").c_str() : "-", text_of(book, "slug").c_str(),
              text_of(book, "title").c_str(), pictures.empty() ? "" : "; ", pictures.c_str());
}

void print_book(const json::object& book) {
  std::string authors;
  for (const json::value& one : book.at("authors").as_array())
    authors += (authors.empty() ? "" : ", ") + one_line(one.as_string().c_str());
  std::printf("%s\n", text_of(book, "title").c_str());
  if (!authors.empty()) std::printf("  by        %s\n", authors.c_str());
  std::printf("  state     %s\n", text_of(book, "state").c_str());
  const bool is_set_by_buyer = text_of(book, "buyer_sets_price") == "yes";
  std::printf("  price     %s%s\n", is_set_by_buyer ? "set by the buyer, from " : "",
              is_set_by_buyer ? amount_of(book, "price").c_str() : price_of(book, "price").c_str());
  for (const auto& [name, label] : {std::pair{"suggested", "suggested"}, {"compare_at", "before"}})
    if (const json::value* money = book.if_contains(name); money != nullptr && money->is_object())
      std::printf("  %-9s %s\n", label, amount_of(book, name).c_str());
  if (const std::string left = text_of(book, "copies_left"); !left.empty())
    std::printf("  copies    %s left\n", left.c_str());
  if (const std::string seats = text_of(book, "licence_seats"); !seats.empty())
    std::printf("  licence   a key for %s devices\n", seats.c_str());
  for (const auto& [name, label] :
       {std::pair{"sold_from", "from"}, {"sold_until", "until"}, {"release_at", "released"}})
    if (const std::string at = text_of(book, name); !at.empty())
      std::printf("  %-9s %s\n", label, at.c_str());
  if (const std::string where = text_of(book, "territory"); where != "everywhere") {
    std::string countries;
    for (const json::value& one : book.at("countries").as_array())
      countries += " " + std::string(one.as_string().c_str());
    std::printf("  sold      %s%s\n", where == "only" ? "only in" : "everywhere but in",
                countries.c_str());
  }
  std::printf("  language  %s\n", text_of(book, "language").c_str());
  std::printf("  page      /books/%s\n", text_of(book, "slug").c_str());
  std::printf("  id        %s\n", text_of(book, "id").c_str());
  for (const json::value& file : book.at("files").as_array())
    if (text_of(file.as_object(), "state") != "whole")
      std::printf("  %-8s  %s; import the same file again\n",
                  text_of(file.as_object(), "state").c_str(),
                  text_of(file.as_object(), "name").c_str());
  if (const std::string pictures = pictures_of(book); !pictures.empty())
    std::printf("  pictures  %s; made again by a running shop or aan book check\n",
                pictures.c_str());
}

void print_bad_copy(const json::object& copy) {
  const std::string kind = text_of(copy, "kind");
  const std::string what =
      (kind == "file" ? "" : kind + " of ") + text_of(copy, "name") + ", " + text_of(copy, "cid");
  if (text_of(copy, "restored") == "yes")
    std::printf("made again: %s; it was %s\n", what.c_str(), text_of(copy, "state").c_str());
  else
    std::printf("%s: %s; import the same file again\n", text_of(copy, "state").c_str(),
                what.c_str());
}

void print_link(const json::object& link) { std::printf("%s\n", text_of(link, "url").c_str()); }

// What an operator has to act on: money to give back, or a payment that is not all there.
std::string mark_of(const json::object& order) {
  const auto is_some = [&](std::string_view name) {
    const json::value* value = order.if_contains(name);
    return value != nullptr && text_of(value->as_object(), "amount") != "0";
  };
  if (is_some("refund_due")) return "owed " + amount_of(order, "refund_due");
  const std::string state = text_of(order, "state");
  const bool is_waiting = state == "open" || state == "pending" || state == "cancelled";
  return is_waiting && is_some("received") ? "received " + amount_of(order, "received") : "";
}

void print_order_line(const json::object& order) {
  const std::string mark = mark_of(order);
  std::printf("%s  %-12s %15s  %s%s%s%s\n", text_of(order, "reference").c_str(),
              text_of(order, "state").c_str(), amount_of(order, "total").c_str(),
              text_of(order, "created_at").c_str(),
              text_of(order, "sandbox") == "yes" ? "  play money" : "",
              mark.empty() ? "" : "\n    ", mark.c_str());
}

// "20 %", "12.5 %" or "5.00 USD"
std::string taken_off(const json::object& coupon) {
  const std::int64_t points = coupon.at("percent_bps").as_int64();
  if (points == 0) return amount_of(coupon, "amount");
  std::string text = std::to_string(points / 100);
  if (points % 100 != 0) text += "." + std::to_string(points % 100 / 10);
  if (points % 10 != 0) text += std::to_string(points % 10);
  return text + " %";
}

std::string uses_of(const json::object& coupon) {
  const std::string most = text_of(coupon, "uses_max");
  return text_of(coupon, "uses") + (most.empty() ? "" : " of " + most);
}

void print_coupon_line(const json::object& coupon) {
  std::printf("%-8s %15s  %-20s used %s\n", text_of(coupon, "state").c_str(),
              taken_off(coupon).c_str(), text_of(coupon, "code").c_str(), uses_of(coupon).c_str());
}

void print_coupon(const json::object& coupon) {
  std::printf("%s\n", text_of(coupon, "code").c_str());
  std::printf("  state     %s\n", text_of(coupon, "state").c_str());
  std::printf("  takes off %s\n", taken_off(coupon).c_str());
  std::printf("  used      %s\n", uses_of(coupon).c_str());
  if (!coupon.at("minimum").is_null())
    std::printf("  minimum   %s\n", amount_of(coupon, "minimum").c_str());
  if (!coupon.at("starts_at").is_null())
    std::printf("  from      %s\n", text_of(coupon, "starts_at").c_str());
  if (!coupon.at("ends_at").is_null())
    std::printf("  until     %s\n", text_of(coupon, "ends_at").c_str());
  for (const json::value& book : coupon.at("books").as_array())
    std::printf("  book      %s\n", text_of(book.as_object(), "slug").c_str());
}

// One movement of money: what, how much, where it stands, and the provider's name for it.
void print_money(const char* what, const json::value& fact, const char* state) {
  const json::object& it = fact.as_object();
  const std::string ref = text_of(it, "network_ref");
  std::printf("  %15s  %s %s, %s%s%s\n", amount_of(it, "amount").c_str(), what, state,
              text_of(it, "provider").c_str(), ref.empty() ? "" : " ", ref.c_str());
}

void print_facts(const json::object& order) {
  for (const json::value& one : order.at("payments").as_array())
    print_money("payment", one, text_of(one.as_object(), "state").c_str());
  for (const json::value& one : order.at("refunds").as_array())
    print_money("refund", one,
                (text_of(one.as_object(), "state") + " (" + text_of(one.as_object(), "reason") +
                 ", by " + text_of(one.as_object(), "requested_by") + ")")
                    .c_str());
  for (const json::value& one : order.at("fees").as_array()) print_money("fee", one, "kept");
  for (const json::value& one : order.at("disputes").as_array()) {
    const std::string due = text_of(one.as_object(), "evidence_due_at");
    print_money("dispute", one,
                (text_of(one.as_object(), "state") +
                 (text_of(one.as_object(), "withdrawn") == "yes" ? ", with the bank" : "") +
                 (due.empty() ? "" : ", evidence until " + due))
                    .c_str());
  }
}

std::string in_bundle(const json::object& line) {
  const std::string bundle = text_of(line, "bundle");
  return text_of(line, "title") + (bundle.empty() ? "" : " (of the bundle " + bundle + ")");
}

std::string waits_of(const json::object& line) {
  const std::string day = text_of(line, "waits_until");
  return day.empty() ? "" : " (paid, comes on " + day + ")";
}

void print_order(const json::object& order) {
  print_order_line(order);
  for (const json::value& line : order.at("lines").as_array()) {
    std::printf("  %15s  %s\n", price_of(line.as_object(), "price").c_str(),
                (in_bundle(line.as_object()) + waits_of(line.as_object())).c_str());
    if (const json::value& licence = line.at("licence"); licence.is_object())
      print_licence(licence.get_object());
  }
  if (const std::string code = text_of(order, "coupon"); !code.empty())
    std::printf("  %15s  off, by the coupon %s\n", amount_of(order, "discount").c_str(),
                code.c_str());
  if (const json::value& gift = order.at("gift"); gift.is_object())
    std::printf("  a gift, %s; from %s\n", text_of(gift.get_object(), "state").c_str(),
                text_of(gift.get_object(), "opens_at").c_str());
  for (const json::value& event : order.at("events").as_array())
    std::printf("  %s  %s %s\n", text_of(event.as_object(), "at").c_str(),
                text_of(event.as_object(), "kind").c_str(),
                text_of(event.as_object(), "detail").c_str());
  print_facts(order);
  std::printf("  received %s, given back %s, to be given back %s\n",
              amount_of(order, "captured").c_str(), amount_of(order, "given_back").c_str(),
              amount_of(order, "refund_due").c_str());
}

void print_refund(const json::object& answer) {
  for (const json::value& one : answer.at("made").as_array())
    print_money("refund", one, text_of(one.as_object(), "state").c_str());
  if (!answer.at("good").as_bool())
    std::printf("The processor refused: nothing was given back. aan attention says what to do.\n");
  print_order_line(answer);
}

// "2026-12-09T00:00:00Z  7K2M-93QD  open        12.00 EUR  fraudulent, stripe dp_1"
void print_dispute_line(const json::object& it) {
  const std::string due = text_of(it, "evidence_due_at");
  std::printf("%-20s  %s  %-8s %15s  %s, %s %s%s%s\n",
              text_of(it, "state") == "open" && !due.empty() ? due.c_str() : "-",
              text_of(it, "order").c_str(), text_of(it, "state").c_str(),
              amount_of(it, "amount").c_str(), text_of(it, "reason").c_str(),
              text_of(it, "provider").c_str(), text_of(it, "network_ref").c_str(),
              text_of(it, "withdrawn") == "yes" ? ", with the bank" : "",
              text_of(it, "overdue") == "yes" ? ", too late for evidence" : "");
}

void print_orders(const json::object& answer) {
  const json::value* owed = answer.if_contains("owed");
  print_page(answer, "orders", print_order_line,
             owed == nullptr ? "No orders." : "Nothing is owed to anybody.");
  if (owed == nullptr) return;
  for (const json::value& sum : owed->as_array())
    std::printf("Owed in all: %s %s\n", text_of(sum.as_object(), "decimal").c_str(),
                text_of(sum.as_object(), "currency").c_str());
}

void print_api_key(const json::object& key) {
  const std::string used = text_of(key, "used_at");
  const std::string expires = text_of(key, "expires_at");
  std::printf("%-24s %-6s %s\n  made by %s at %s%s%s, %s%s\n", text_of(key, "name").c_str(),
              text_of(key, "live") == "yes" ? "works" : "ended", text_of(key, "scopes").c_str(),
              text_of(key, "created_by").c_str(), text_of(key, "created_at").c_str(),
              expires.empty() ? "" : ", until ", expires.c_str(),
              used.empty() ? "never used" : "last used ", used.c_str());
}

void print_page_line(const json::object& page) {
  if (text_of(page, "written") != "yes")
    std::printf("%-8s  not written\n", text_of(page, "page").c_str());
  else
    std::printf("%-8s  version %s since %s%s\n", text_of(page, "page").c_str(),
                text_of(page, "version").c_str(), text_of(page, "since").c_str(),
                text_of(page, "from") == "file"      ? ", from terms.md"
                : text_of(page, "from") == "program" ? ", as it comes with the program"
                                                     : "");
}

void print_finding(const json::object& finding) {
  std::printf("%s: %s: %s\n", text_of(finding, "rule").c_str(), text_of(finding, "subject").c_str(),
              text_of(finding, "detail").c_str());
}

void print_balance(const json::object& row) {
  const json::object& money = row.at("balance").as_object();
  std::printf("%-36s %16s %s\n", text_of(row, "account").c_str(), text_of(money, "decimal").c_str(),
              text_of(money, "currency").c_str());
}

void print_key(const json::object& key) {
  const std::string retired = text_of(key, "retired_at");
  std::printf("%s  %-14s made %s%s%s\n", text_of(key, "id").c_str(),
              text_of(key, "purpose").c_str(), text_of(key, "created_at").c_str(),
              retired.empty() ? "" : ", retired ", retired.c_str());
}

void print_moment(const json::object& moment) {
  const std::string problem = text_of(moment, "problem");
  std::printf("%s  %s\n", text_of(moment, "moment").c_str(),
              problem.empty() ? (text_of(moment, "files") + " books").c_str() : problem.c_str());
}

void print_backup(const json::object& it) {
  std::printf("Backup %s: %s books.\n", text_of(it, "moment").c_str(),
              text_of(it, "files").c_str());
  for (const json::value& name : it.at("damaged").as_array())
    std::printf("Not whole in this shop, so not in the backup: %s\n",
                one_line(name.as_string().c_str()).c_str());
}

void print_restored(const json::object& it) {
  std::printf("Restored the shop of %s: %s rows, %s books and pictures.\n",
              text_of(it, "made_at").c_str(), text_of(it, "rows").c_str(),
              text_of(it, "contents").c_str());
  print_rows(it.at("ledger").as_object(), "findings", print_finding, "The ledger is in order.");
  print_rows(it.at("books").as_object(), "damaged", print_bad_copy, "Every file is whole.");
}

void print_job(const json::object& job) {
  const std::string next = text_of(job, "next_try");
  std::printf("%s  %-6s %s, tried %s times, %s%s\n", text_of(job, "id").c_str(),
              text_of(job, "queue").c_str(), text_of(job, "kind").c_str(),
              text_of(job, "attempts").c_str(), next.empty() ? "buried" : "next at ", next.c_str());
  if (const std::string why = text_of(job, "last_error"); !why.empty())
    std::printf("    %s\n", why.c_str());
}

void print_queues(const json::object& answer) {
  for (const char* list : {"dead", "waiting"})
    for (const json::value& job : answer.at(list).as_array()) print_job(job.as_object());
  std::printf("Waiting: %s. Buried: %s.\n", text_of(answer, "waiting_count").c_str(),
              text_of(answer, "dead_count").c_str());
}

void print_person(const json::object& it) {
  std::printf("%-32s  %-10s  %-8s  since %s\n", text_of(it, "name").c_str(),
              text_of(it, "role").c_str(), text_of(it, "disabled") == "yes" ? "disabled" : "open",
              text_of(it, "created_at").c_str());
}

void print_desk_link(const json::object& it) {
  std::printf("%s\n", text_of(it, "url").c_str());
  std::fprintf(stderr, "Opens one place (%s), once, until %s.\n", text_of(it, "role").c_str(),
               text_of(it, "expires_at").c_str());
}

void print_item(const json::object& it) {
  const std::string due = text_of(it, "due_at");
  std::printf("%-4s  %s: %s%s%s\n", text_of(it, "urgency").c_str(), text_of(it, "label").c_str(),
              text_of(it, "what").c_str(), due.empty() ? "" : " Until ", due.c_str());
  std::printf("      %s, %s since %s\n", text_of(it, "detail").c_str(), text_of(it, "kind").c_str(),
              text_of(it, "raised_at").c_str());
  const std::string by = text_of(it, "settled_by");
  if (!by.empty()) std::printf("      settled by %s\n", by.c_str());
  if (by.empty()) std::printf("      %s\n", wrapped(text_of(it, "next_step"), 74, 6).c_str());
  if (by.empty() && text_of(it, "settled_by_hand") == "yes")
    std::printf("      aan attention --settle %s\n", text_of(it, "id").c_str());
}

void print_audit_entry(const json::object& it) {
  std::printf("%6s  %s  %-12s %-16s %s %s\n", text_of(it, "number").c_str(),
              text_of(it, "at").c_str(), text_of(it, "actor").c_str(),
              text_of(it, "action").c_str(), text_of(it, "subject").c_str(),
              text_of(it, "detail").c_str());
}

void print_audit_check(const json::object& it) {
  const std::string entries = text_of(it, "entries");
  if (text_of(it, "good") == "yes")
    std::printf("The audit log is whole. Entries: %s. It ends with %s\n", entries.c_str(),
                text_of(it, "digest").c_str());
  else
    std::printf("Entry %s is not what was written, or is missing (%s). Good before it: %s.\n",
                text_of(it, "broken_at").c_str(), text_of(it, "fault").c_str(), entries.c_str());
}

}  // namespace

void print_for_people(const std::string& command, const std::string& answer) {
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  if (command == "book.list")
    print_page(it, "books", print_book_line, "No books yet. Bring some in with aan import.");
  else if (command == "book.check")
    print_rows(it, "damaged", print_bad_copy, "Every file is whole.");
  else if (command.starts_with("book."))
    print_book(it);
  else if (command == "coupon.list")
    print_page(it, "coupons", print_coupon_line, "No coupons yet. Make one with aan coupon add.");
  else if (command.starts_with("coupon."))
    print_coupon(it);
  else if (command.starts_with("bundle."))
    print_bundles(command, it);
  else if (command.starts_with("licence."))
    print_licence(it.at("licence").as_object());
  else if (command == "order.list")
    print_orders(it);
  else if (command == "dispute.list")
    print_page(it, "disputes", print_dispute_line, "No bank asks anything back.");
  else if (command == "order.link" || command == "order.renew-link" || command == "gift.link")
    print_link(it);
  else if (command == "order.mail")
    std::printf("The receipt of order %s %s.\n", text_of(it, "reference").c_str(),
                text_of(it, "mail") == "queued" ? "is on its way to the order's address"
                                                : "waits: no mail server is configured");
  else if (command == "apikey.list")
    print_rows(it, "keys", print_api_key, "There are no keys for programs.");
  else if (command == "apikey.add")
    std::printf("%s\nIt is not shown again. Send it as: Authorization: Bearer KEY\n",
                text_of(it, "key").c_str());
  else if (command == "apikey.end")
    print_api_key(it);
  else if (command == "sales.export")
    std::printf("%s", lines_of(it, "csv").c_str());
  else if (command == "page.list")
    print_rows(it, "pages", print_page_line, "There are no pages.");
  else if (command == "page.show")
    std::printf("%s\n", lines_of(it, "text").c_str());
  else if (command == "page.write")
    print_page_line(it);
  else if (command == "order.refund")
    print_refund(it);
  else if (command == "order.document")
    print_file(it, "pdf_base64url");
  else if (command == "order.evidence")
    std::printf("%s", lines_of(it, "html").c_str());
  else if (command.starts_with("order."))
    print_order(it);
  else if (command == "ledger.check")
    print_rows(it, "findings", print_finding, "The ledger is in order.");
  else if (command == "ledger.balances")
    print_rows(it, "balances", print_balance, "Nothing was posted yet.");
  else if (command == "backup")
    print_backup(it);
  else if (command == "restore")
    print_restored(it);
  else if (command == "restore.list")
    print_rows(it, "moments", print_moment, "There are no backups.");
  else if (command.starts_with("keys."))
    print_rows(it, "keys", print_key, "There are no keys.");
  else if (command == "queue.list")
    print_queues(it);
  else if (command == "queue.retry")
    print_job(it);
  else if (command == "attention.list")
    print_rows(it, "items", print_item, "Nothing needs attention.");
  else if (command == "attention.settle")
    print_item(it);
  else if (command == "desk.link")
    print_desk_link(it);
  else if (command == "desk.people")
    print_rows(it, "people", print_person, "Nobody has a place at the desk yet.");
  else if (command.starts_with("desk."))
    print_person(it);
  else if (command == "audit.list")
    print_rows(it, "entries", print_audit_entry, "Nothing has happened yet.");
  else if (command == "audit.verify")
    print_audit_check(it);
  else if (command == "privacy.export")
    std::printf("%s\n", json::serialize(it).c_str());
  else if (command == "privacy.erase")
    std::printf("Forgotten: names on %s receipts, %s. Orders, accounts and links stay.\n",
                text_of(it, "names").c_str(),
                text_of(it, "address") == "yes" ? "the address" : "no address was known");
  else if (command == "index.rebuild")
    std::printf("The search index was built again; books in it: %s.\n",
                text_of(it, "works").c_str());
}

std::string verdict_of(const std::string& answer) {
  return text_of(json::parse(answer).as_object(), "verdict");
}

bool is_good(const std::string& answer) {
  return json::parse(answer).as_object().at("good").as_bool();
}

std::string CheckReport::add(const std::string& step) {
  const json::value parsed = json::parse(step);
  const json::object& it = parsed.as_object();
  files_ += it.at("files").as_int64();
  for (const json::value& one : it.at("bad").as_array()) {
    if (text_of(one.as_object(), "restored") != "yes") ++damaged_;
    if (rows_.size() < kRowsMax) rows_.push_back(json::serialize(one));
  }
  return text_of(it, "next");
}

std::string CheckReport::json() const {
  json::array rows;
  for (const std::string& row : rows_) rows.push_back(json::parse(row));
  return json::serialize(json::object{{"good", damaged_ == 0},
                                      {"files", files_},
                                      {"damaged_count", damaged_},
                                      {"damaged", std::move(rows)}});
}

std::string ImportText::line(const std::string& answer) {
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  std::string line = text_of(it, "verdict");
  line.resize(kVerdictColumns, ' ');
  line += text_of(it, "file");
  if (const std::string title = text_of(it, "title"); !title.empty())
    line +=
        ": " + title + ", " + (it.at("price").is_null() ? "price not set" : price_of(it, "price"));
  const bool is_refused = text_of(it, "verdict") == "refused";
  for (const json::value& note : it.at("notes").as_array()) {
    const std::string sentence = one_line(note.as_string().c_str());
    // Why a file was refused stands beside it, however many share the reason.
    if (!is_refused) said_[sentence].push_back(text_of(it, "file"));
    if (is_refused || said_[sentence].size() == 1)
      line += "\n" + std::string(kVerdictColumns, ' ') + sentence;
  }
  return line;
}

std::string ImportText::repeated() const {
  std::string text;
  for (const auto& [sentence, files] : said_) {
    if (files.size() < 2) continue;
    const std::string_view bare = sentence;
    text += std::to_string(files.size()) + " files: ";
    text += bare.ends_with('.') ? bare.substr(0, bare.size() - 1) : bare;
    for (std::size_t i = 0; i < std::min(files.size(), kNamesMax); ++i)
      text += (i == 0 ? ": " : ", ") + files[i];
    if (files.size() > kNamesMax)
      text += " and " + std::to_string(files.size() - kNamesMax) + " more";
    text += "\n";
  }
  return text;
}

std::string json_object(
    std::initializer_list<std::pair<std::string, std::variant<std::string, std::int64_t>>>
        members) {
  json::object object;
  for (const auto& [name, value] : members) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
      object[name] = *number;
    else if (const auto& text = std::get<std::string>(value); !text.empty())
      object[name] = text;
  }
  return json::serialize(object);
}

std::string json_list(const std::string& name, const std::vector<std::string>& objects) {
  json::array list;
  for (const std::string& one : objects) list.push_back(json::parse(one));
  return json::serialize(json::object{{name, std::move(list)}});
}

std::string refused_entry(const std::string& file, const std::string& why) {
  const std::string name = is_utf8(file) ? file : "(a name that is not UTF-8)";
  return json::serialize(json::object{{"file", name},
                                      {"verdict", "refused"},
                                      {"title", ""},
                                      {"slug", ""},
                                      {"work_id", ""},
                                      {"offer_id", ""},
                                      {"cid", ""},
                                      {"price", nullptr},
                                      {"notes", json::array{json::string(why)}}});
}

std::string import_report(const std::vector<std::string>& answers) {
  json::array files;
  std::map<std::string, std::int64_t> counts = {
      {"ok", 0}, {"warned", 0}, {"refused", 0}, {"known", 0}, {"restored", 0}};
  for (const std::string& answer : answers) {
    files.push_back(json::parse(answer));
    ++counts[verdict_of(answer)];
  }
  json::object summary;
  for (const auto& [verdict, count] : counts) summary[verdict] = count;
  return json::serialize(json::object{{"files", std::move(files)}, {"summary", summary}});
}

}  // namespace aan::cli
