#include "web/desk/webhook_view.hpp"

#include <algorithm>
#include <charconv>

namespace aan::web {

WebhookStanding standing_of(const Locale& locale, const webhook::Endpoint& endpoint,
                            Timestamp now) {
  if (endpoint.ended_at) return {"ended", locale.text("desk_hook_state.ended")};
  if (webhook::is_dead(endpoint, now)) return {"dead", locale.text("desk_hook_state.dead")};
  if (endpoint.health.failing_since) return {"failing", locale.text("desk_hook_state.failing")};
  if (endpoint.health.ok_at) return {"works", locale.text("desk_hook_state.works")};
  return {"fresh", locale.text("desk_hook_state.fresh")};
}

std::string webhook_error_text(const Locale& locale, std::string_view error) {
  if (error.empty()) return "";
  constexpr std::string_view kStatus = "status ";
  if (error.starts_with(kStatus))
    return locale.text("desk_hook_status", {{"status", std::string(error.substr(kStatus.size()))}});
  std::string key(error);
  std::ranges::replace(key, ' ', '_');
  const std::string* words = locale.find("desk_hook_error." + key);
  return words != nullptr ? *words : std::string(error);
}

void fill_event_choices(Block& form, const std::vector<webhook::EventKind>& chosen) {
  for (const webhook::EventKind kind : webhook::subscribable_kinds()) {
    Block choice = form.add("CHOICE");
    choice.set("VALUE", name_of(kind));
    choice.set("TEXT", form.locale().text("desk_event." + std::string(name_of(kind))));
    choice.show_if("TICKED", std::ranges::find(chosen, kind) != chosen.end());
  }
}

void fill_delivery(Block& row, const webhook::Delivery& delivery, const std::string& path,
                   bool may_send) {
  const Locale& locale = row.locale();
  const std::string state{name_of(delivery.state)};
  row.set("STAMP", rfc3339(delivery.created_at)).set("WHEN", locale.date_time(delivery.created_at));
  row.set("EVENT", name_of(delivery.event.kind)).set("ABOUT", delivery.event.label);
  row.set("STATE_NAME", "hook-" + state).set("STATE", locale.text("desk_delivery." + state));
  row.set("TRIES", locale.number(delivery.attempts)).set("ID", delivery.event.id.value);
  row.set_if("WHY", webhook_error_text(locale, delivery.last_error));
  if (delivery.state == webhook::DeliveryState::waiting && delivery.attempts > 0)
    row.add("NEXT")
        .set("STAMP", rfc3339(delivery.due_at))
        .set("WHEN", locale.date_time(delivery.due_at));
  if (may_send && delivery.state != webhook::DeliveryState::waiting)
    row.add("AGAIN")
        .set("PATH", path)
        .set("DELIVERY", delivery.id.value)
        .set("EVENT", name_of(delivery.event.kind));
}

}  // namespace aan::web
