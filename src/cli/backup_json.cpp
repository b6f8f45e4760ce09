#include "cli/backup_json.hpp"

#include <boost/json.hpp>

namespace aan::cli {

namespace json = boost::json;

std::string BackupReport::add(const std::string& step) {
  const json::object it = json::parse(step).as_object();
  files += it.at("files").as_int64();
  for (const json::value& name : it.at("damaged").as_array())
    damaged.emplace_back(name.as_string());
  return std::string(it.at("next").as_string());
}

std::string BackupReport::json() const {
  json::object answer = json::parse(manifest).as_object();
  json::array names;
  for (const std::string& name : damaged) names.emplace_back(name);
  answer["damaged"] = std::move(names);
  return json::serialize(answer);
}

std::string with_checks(const std::string& restored, const std::string& ledger,
                        const std::string& books) {
  json::object answer = json::parse(restored).as_object();
  answer["ledger"] = json::parse(ledger);
  answer["books"] = json::parse(books);
  answer["good"] =
      answer.at("ledger").at("good").as_bool() && answer.at("books").at("good").as_bool();
  return json::serialize(answer);
}

std::string text_of(const std::string& object, const std::string& name) {
  const json::object it = json::parse(object).as_object();
  const json::value* value = it.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

}  // namespace aan::cli
