#include "cli/webhook_print_json.hpp"

#include <boost/json.hpp>
#include <cstdio>

#include "cli/print_parts_json.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

std::int64_t number_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::string standing_of(const json::object& hook) {
  if (!hook.at("live").as_bool()) return "ended";
  const std::string since = text_of(hook, "failing_since");
  if (since.empty()) return text_of(hook, "taken_at").empty() ? "nothing sent yet" : "works";
  return (hook.at("dead").as_bool() ? "dead since " : "fails since ") + since + ": " +
         text_of(hook, "last_error");
}

void print_hook(const json::object& hook) {
  std::printf("%-20s %s\n  %s\n  %s\n", text_of(hook, "name").c_str(), standing_of(hook).c_str(),
              text_of(hook, "url").c_str(), text_of(hook, "events").c_str());
  if (hook.contains("waiting"))
    std::printf("  %lld wait, %lld given up\n", static_cast<long long>(number_in(hook, "waiting")),
                static_cast<long long>(number_in(hook, "given_up")));
}

void print_secret(const json::object& hook) {
  std::printf(
      "%s\nIt is not shown again. Messages to %s are signed with it%s%s.\n",
      text_of(hook, "secret").c_str(), text_of(hook, "name").c_str(),
      text_of(hook, "secret_before_until").empty() ? "" : ", and with the one before until ",
      text_of(hook, "secret_before_until").c_str());
}

void print_delivery(const json::object& one) {
  const std::string error = text_of(one, "last_error");
  std::printf("%s  %-20s %-10s %-7s %lld tries%s%s  %s\n", text_of(one, "created_at").c_str(),
              text_of(one, "event").c_str(), text_of(one, "about").c_str(),
              text_of(one, "state").c_str(), static_cast<long long>(number_in(one, "attempts")),
              error.empty() ? "" : ": ", error.c_str(), text_of(one, "id").c_str());
}

void print_all(const json::object& answer, std::string_view rows,
               void (*print)(const json::object&), const char* none) {
  const json::array& all = answer.at(rows).as_array();
  if (all.empty()) std::printf("%s\n", none);
  for (const json::value& one : all) print(one.as_object());
}

}  // namespace

bool print_webhook(const std::string& command, const std::string& answer) {
  if (!command.starts_with("webhook.")) return false;
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  if (command == "webhook.list")
    print_all(it, "webhooks", print_hook, "No program is told of anything.");
  else if (command == "webhook.deliveries")
    print_all(it, "deliveries", print_delivery, "There are no such messages.");
  else if (command == "webhook.add" || command == "webhook.roll")
    print_secret(it);
  else if (command == "webhook.ping")
    print_delivery(it);
  else if (command == "webhook.redeliver")
    std::printf("Queued once more: %lld.\n", static_cast<long long>(number_in(it, "queued")));
  else
    print_hook(it);
  return true;
}

}  // namespace aan::cli
