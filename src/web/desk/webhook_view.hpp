#pragma once
#include "service/webhook/manage.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// "works", "fails", "rests ...", "ended": NAME is for the style sheet, TEXT for people.
struct WebhookStanding {
  std::string_view name;
  std::string text;
};
WebhookStanding standing_of(const Locale& locale, const webhook::Endpoint& endpoint, Timestamp now);
/// What went wrong last, for people: "no connection", "it answered 500".
std::string webhook_error_text(const Locale& locale, std::string_view error);
/// A CHOICE for every kind of event, ticked as in `chosen`.
void fill_event_choices(Block& form, const std::vector<webhook::EventKind>& chosen);
/// A row of the table of deliveries.
void fill_delivery(Block& row, const webhook::Delivery& delivery, const std::string& path,
                   bool may_send);

}  // namespace aan::web
