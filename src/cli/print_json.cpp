#include "cli/print_json.hpp"

#include <boost/json.hpp>

#include "cli/book_print_json.hpp"
#include "cli/desk_print_json.hpp"
#include "cli/offer_print_json.hpp"
#include "cli/order_print_json.hpp"
#include "cli/print_parts_json.hpp"
#include "cli/stamp_print_json.hpp"
#include "cli/upkeep_print_json.hpp"

namespace aan::cli {

namespace json = boost::json;

void print_for_people(const std::string& command, const std::string& answer) {
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  if (command.starts_with("book."))
    print_books(command, it);
  else if (command.starts_with("coupon."))
    print_coupons(command, it);
  else if (command.starts_with("bundle."))
    print_bundles(command, it);
  else if (command.starts_with("publisher.") || command == "stamp.read")
    print_stamps(command, it);
  else if (command.starts_with("licence."))
    print_licence(it.at("licence").as_object());
  else if (command.starts_with("order.") || command.starts_with("dispute.") ||
           command == "gift.link")
    print_order_answer(command, it);
  else if (!print_desk(command, it))
    print_upkeep(command, it);
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

}  // namespace aan::cli
