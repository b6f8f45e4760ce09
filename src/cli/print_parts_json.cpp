#include "cli/print_parts_json.hpp"

#include <cstdio>

#include "base/codec.hpp"
#include "base/text.hpp"

namespace aan::cli {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return "";
  // Titles and file names come from strangers: nothing of them may steer the terminal.
  if (value->is_string()) return one_line(value->get_string().c_str());
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_bool()) return value->get_bool() ? "yes" : "no";
  return "";
}

std::string amount_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_object()) return "not set";
  const json::object& money = value->get_object();
  return text_of(money, "decimal") + " " + text_of(money, "currency");
}

std::string price_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  const bool is_zero =
      value != nullptr && value->is_object() && text_of(value->get_object(), "amount") == "0";
  return is_zero ? "free" : amount_of(object, name);
}

void print_rows(const json::object& answer, std::string_view list,
                void (*print)(const json::object&), const char* empty) {
  const json::array& rows = answer.at(list).as_array();
  for (const json::value& row : rows) print(row.as_object());
  if (rows.empty()) std::printf("%s\n", empty);
}

void print_page(const json::object& answer, const std::string& list,
                void (*print)(const json::object&), const std::string& empty) {
  const auto count = static_cast<std::int64_t>(answer.at(list).as_array().size());
  const std::int64_t offset = answer.at("offset").as_int64();
  const std::int64_t total = answer.at("total").as_int64();
  if (count == 0) {
    const std::string past =
        "There are no more: " + std::to_string(total) + " " + list + " in all.";
    std::printf("%s\n", total == 0 ? empty.c_str() : past.c_str());
    return;
  }
  print_rows(answer, list, print, "");
  const auto first = static_cast<long long>(offset);
  const long long next = first + count;
  std::printf("%s %lld to %lld of %lld.",
              list == "books"        ? "Books"
              : list == "coupons"    ? "Coupons"
              : list == "bundles"    ? "Bundles"
              : list == "publishers" ? "Publishers"
                                     : "Orders",
              first + 1, next, static_cast<long long>(total));
  if (next < total) std::printf(" The next ones: --offset %lld", next);
  std::printf("\n");
}

std::string lines_of(const json::object& object, std::string_view name) {
  std::string text = object.at(name).as_string().c_str();
  std::erase_if(text,
                [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 127; });
  return text;
}

void print_file(const json::object& object, std::string_view name) {
  const auto bytes = parse_base64url(text_of(object, name));
  if (bytes) std::fwrite(bytes->data(), 1, bytes->size(), stdout);
}

void print_play_left_out(const json::object& answer) {
  if (!answer.at("play_left_out").as_bool()) return;
  std::fprintf(stderr,
               "Nothing of that time was for real money. What was for play money is left out: "
               "--play shows it.\n");
}

}  // namespace aan::cli
