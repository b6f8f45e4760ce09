#include "cli/print_json.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <map>

namespace aan::cli {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return "";
  if (value->is_string()) return value->get_string().c_str();
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_bool()) return value->get_bool() ? "yes" : "no";
  return "";
}

std::string money_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_object()) return "not set";
  const json::object& money = value->get_object();
  if (text_of(money, "amount") == "0") return "free";
  return text_of(money, "decimal") + " " + text_of(money, "currency");
}

void print_book(const json::object& book) {
  std::printf("%-44s %12s  %s%s\n", text_of(book, "slug").c_str(), money_of(book, "price").c_str(),
              text_of(book, "title").c_str(), text_of(book, "listed") == "no" ? "  (hidden)" : "");
  for (const json::value& file : book.at("files").as_array())
    if (text_of(file.as_object(), "damaged") == "yes")
      std::printf("    damaged: %s; import the same file again\n",
                  text_of(file.as_object(), "name").c_str());
}

void print_damaged(const json::object& file) {
  std::printf("damaged: %s, %s; import the same file again\n", text_of(file, "name").c_str(),
              text_of(file, "cid").c_str());
}

void print_order_line(const json::object& order) {
  std::printf("%s  %-12s %12s  %s%s\n", text_of(order, "reference").c_str(),
              text_of(order, "state").c_str(), money_of(order, "total").c_str(),
              text_of(order, "created_at").c_str(),
              text_of(order, "sandbox") == "yes" ? "  play money" : "");
}

void print_rows(const json::object& answer, std::string_view list,
                void (*print)(const json::object&), const char* empty) {
  const json::array& rows = answer.at(list).as_array();
  for (const json::value& row : rows) print(row.as_object());
  if (rows.empty()) std::printf("%s\n", empty);
}

void print_order(const json::object& order) {
  print_order_line(order);
  for (const json::value& line : order.at("lines").as_array())
    std::printf("  %-50s %s\n", text_of(line.as_object(), "title").c_str(),
                money_of(line.as_object(), "price").c_str());
  for (const json::value& event : order.at("events").as_array())
    std::printf("  %s  %s %s\n", text_of(event.as_object(), "at").c_str(),
                text_of(event.as_object(), "kind").c_str(),
                text_of(event.as_object(), "detail").c_str());
  std::printf("  received %s, to be given back %s\n", money_of(order, "captured").c_str(),
              money_of(order, "refund_due").c_str());
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

}  // namespace

void print_for_people(const std::string& command, const std::string& answer) {
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  if (command == "book.list")
    print_rows(it, "books", print_book, "No books yet. Bring some in with aan import.");
  else if (command == "book.check")
    print_rows(it, "damaged", print_damaged, "Every file is whole.");
  else if (command.starts_with("book."))
    print_book(it);
  else if (command == "order.list")
    print_rows(it, "orders", print_order_line, "No orders yet.");
  else if (command.starts_with("order."))
    print_order(it);
  else if (command == "ledger.check")
    print_rows(it, "findings", print_finding, "The ledger is in order.");
  else if (command == "ledger.balances")
    print_rows(it, "balances", print_balance, "Nothing was posted yet.");
  else if (command == "index.rebuild")
    std::printf("The search index was built again from %s books.\n", text_of(it, "works").c_str());
}

std::string verdict_of(const std::string& answer) {
  return text_of(json::parse(answer).as_object(), "verdict");
}

bool is_good(const std::string& answer) {
  return json::parse(answer).as_object().at("good").as_bool();
}

std::string import_line(const std::string& answer) {
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  std::string line = text_of(it, "verdict");
  line.resize(std::max<std::size_t>(line.size(), 8), ' ');
  line += text_of(it, "file");
  if (const std::string title = text_of(it, "title"); !title.empty())
    line += ": " + title + ", " + money_of(it, "price");
  for (const json::value& note : it.at("notes").as_array())
    line += "\n        " + std::string(note.as_string().c_str());
  return line;
}

std::string json_object(std::initializer_list<std::pair<std::string, std::string>> members) {
  json::object object;
  for (const auto& [name, value] : members)
    if (!value.empty()) object[name] = value;
  return json::serialize(object);
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
