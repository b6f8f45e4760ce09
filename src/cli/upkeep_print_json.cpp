#include "cli/upkeep_print_json.hpp"

#include <cstdio>

#include "base/text.hpp"
#include "cli/book_print_json.hpp"
#include "cli/print_parts_json.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

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

void print_day(const json::object& day) {
  std::printf("%s  sold %14s  given back %14s\n", text_of(day, "day").c_str(),
              amount_of(day, "sold").c_str(), amount_of(day, "given_back").c_str());
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

void print_seeded(const json::object& one) {
  std::printf("%s  %-14s %s\n", text_of(one, "order").c_str(), text_of(one, "story").c_str(),
              text_of(one, "state").c_str());
}

void print_queues(const json::object& answer) {
  for (const char* list : {"dead", "waiting"})
    for (const json::value& job : answer.at(list).as_array()) print_job(job.as_object());
  std::printf("Waiting: %s. Buried: %s.\n", text_of(answer, "waiting_count").c_str(),
              text_of(answer, "dead_count").c_str());
}

// Counts with the day of the last, where there is one.
void print_count(const json::object& answer, const char* name, const char* words) {
  const json::object& one = answer.at(name).as_object();
  const std::string last = text_of(one, "last_at");
  std::printf("%s: %s%s%s\n", words, text_of(one, "count").c_str(),
              last.empty() ? "" : ", the last at ", last.c_str());
}

void print_customer(const json::object& answer) {
  const std::string since = text_of(answer, "known_since");
  std::printf("%s%s%s\n", text_of(answer, "customer").c_str(),
              since.empty() ? "" : ", known since ", since.c_str());
  std::printf("E-mail address: %s\n", text_of(answer, "has_email") == "yes" ? "kept" : "none");
  print_count(answer, "orders", "Orders");
  for (const json::value& one : answer.at("orders").at("newest").as_array())
    std::printf("  %s  %-14s %s\n", text_of(one.as_object(), "reference").c_str(),
                text_of(one.as_object(), "state").c_str(),
                text_of(one.as_object(), "created_at").c_str());
  std::printf("With a name on the receipt: %s\n",
              text_of(answer.at("orders").as_object(), "with_receipt_name").c_str());
  std::printf("Invoices and receipts: %s\n", text_of(answer, "documents").c_str());
  print_count(answer, "downloads", "Downloads");
  print_count(answer, "letters", "Letters");
  std::printf("Keys of their library: %s\n",
              text_of(answer.at("library").as_object(), "keys").c_str());
  std::printf("Gifts for them: %s\n", text_of(answer, "gifts_for_them").c_str());
}

// "2026-11-27T09:00:00Z  done     1,200 of 1,200  books.csv, by ada: 1,200 rows ..."
void print_list_run(const json::object& it) {
  const std::string said = text_of(it, "said");
  std::printf("%s  %-8s %s of %s  %s, by %s%s%s\n", text_of(it, "begun_at").c_str(),
              text_of(it, "state").c_str(), text_of(it, "done").c_str(),
              text_of(it, "rows").c_str(), text_of(it, "file").c_str(), text_of(it, "by").c_str(),
              said.empty() ? "" : "\n    ", said.c_str());
}

// "line 17  Walden: price 7.50 is now 6.00", "line 18  Emma: Its ISBN is none. Write it with 13
// digits."
void print_finding_of_list(const json::object& it) {
  if (const std::string line = text_of(it, "line"); line == "0")
    std::printf("the whole list: ");
  else
    std::printf("line %s  %s: ", line.c_str(), text_of(it, "title").c_str());
  if (it.contains("said"))
    std::printf("%s\n", text_of(it, "said").c_str());
  else if (it.contains("why"))
    std::printf("%s %s\n", text_of(it, "why").c_str(), text_of(it, "next_step").c_str());
  else
    std::printf("%s %s is now %s\n", text_of(it, "field").c_str(), text_of(it, "before").c_str(),
                text_of(it, "after").c_str());
}

void print_shown_list(const json::object& answer) {
  print_list_run(answer.at("list").as_object());
  print_rows(answer, "refused", print_finding_of_list, "No row was refused.");
  print_rows(answer, "remarks", print_finding_of_list,
             "Nothing is to be said of rows that came in.");
  if (const std::string unset = text_of(answer.at("list").as_object(), "price_not_set");
      unset != "0")
    std::printf("Listed with price not set, and cannot be bought: %s.\n", unset.c_str());
  print_rows(answer, "changed", print_finding_of_list, "Nothing of a book with a file changed.");
}

}  // namespace

bool print_upkeep(const std::string& command, const json::object& answer) {
  if (command.starts_with("sales.")) print_play_left_out(answer);
  if (command == "ledger.check")
    print_rows(answer, "findings", print_finding, "The ledger is in order.");
  else if (command == "ledger.balances")
    print_rows(answer, "balances", print_balance, "Nothing was posted yet.");
  else if (command == "sales.days")
    print_rows(answer, "days", print_day, "Nothing was sold.");
  else if (command == "sales.export")
    std::printf("%s", lines_of(answer, "csv").c_str());
  else if (command == "backup")
    print_backup(answer);
  else if (command == "restore")
    print_restored(answer);
  else if (command == "restore.list")
    print_rows(answer, "moments", print_moment, "There are no backups.");
  else if (command.starts_with("keys."))
    print_rows(answer, "keys", print_key, "There are no keys.");
  else if (command == "queue.list")
    print_queues(answer);
  else if (command == "queue.retry")
    print_job(answer);
  else if (command == "privacy.show")
    print_customer(answer);
  else if (command == "privacy.export")
    std::printf("%s\n", json::serialize(answer).c_str());
  else if (command == "privacy.erase")
    std::printf("Forgotten: names on %s receipts, %s. Orders, accounts and links stay.\n",
                text_of(answer, "names").c_str(),
                text_of(answer, "address") == "yes" ? "the address" : "no address was known");
  else if (command == "list.runs")
    print_rows(answer, "runs", print_list_run, "No list was brought in.");
  else if (command == "list.show")
    print_shown_list(answer);
  else if (command == "demo.orders")
    print_rows(answer, "orders", print_seeded, "No order was made up.");
  else if (command.starts_with("clock."))
    std::printf("It is %s in this shop: %s seconds ahead.\n", text_of(answer, "now").c_str(),
                text_of(answer, "ahead_seconds").c_str());
  else if (command == "index.rebuild")
    std::printf("The search index was built again; books in it: %s.\n",
                text_of(answer, "works").c_str());
  else
    return false;
  return true;
}

}  // namespace aan::cli
