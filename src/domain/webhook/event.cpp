#include "domain/webhook/event.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::webhook {
namespace {

using enum EventKind;

struct Row {
  EventKind kind;
  std::string_view name;
};
constexpr Row kRows[] = {
    {order_placed, "order.placed"},
    {order_paid, "order.paid"},
    {order_fulfilled, "order.fulfilled"},
    {order_cancelled, "order.cancelled"},
    {order_refunded, "order.refunded"},
    {order_disputed, "order.disputed"},
    {order_charged_back, "order.charged_back"},
    {order_payment_lost, "order.payment_lost"},
    {refund_settled, "refund.settled"},
    {refund_failed, "refund.failed"},
    {book_version, "book.version"},
    {attention_opened, "attention.opened"},
    {attention_cleared, "attention.cleared"},
    {ping, "ping"},
};
constexpr std::size_t kSubscribable = std::size(kRows) - 1;  // a ping is the last

constexpr std::array<EventKind, kSubscribable> subscribable() {
  std::array<EventKind, kSubscribable> kinds{};
  for (std::size_t i = 0; i < kSubscribable; ++i) kinds[i] = kRows[i].kind;
  return kinds;
}
constexpr auto kSubscribableKinds = subscribable();

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return kRows[kSubscribable].kind == ping;
}
static_assert(is_in_order());

}  // namespace

std::span<const EventKind> subscribable_kinds() { return kSubscribableKinds; }

std::string_view name_of(EventKind kind) { return kRows[static_cast<std::size_t>(kind)].name; }

std::optional<EventKind> parse_event_kind(std::string_view name) {
  const auto* const at = std::ranges::find(kRows, name, &Row::name);
  return at == std::end(kRows) ? std::nullopt : std::optional(at->kind);
}

Result<std::vector<EventKind>> parse_event_kinds(std::string_view text) {
  if (trim(text) == "all")
    return std::vector<EventKind>(kSubscribableKinds.begin(), kSubscribableKinds.end());
  const auto wrong = [] {
    return refuse(Errc::invalid, "webhook.events",
                  "Events are words such as order.paid and refund.settled, with blanks between, or "
                  "all.",
                  "webhook_events");
  };
  std::string words(text);
  std::ranges::replace(words, ',', ' ');
  std::vector<EventKind> named;
  for (const std::string_view word : split(words, ' ')) {
    if (word.empty()) continue;
    const auto kind = parse_event_kind(word);
    if (!kind || *kind == ping) return wrong();
    named.push_back(*kind);
  }
  if (named.empty()) return wrong();
  std::ranges::sort(named);
  const auto twice = std::ranges::unique(named);
  named.erase(twice.begin(), twice.end());
  return named;
}

std::string text_of(std::span<const EventKind> kinds) {
  std::string text;
  for (const EventKind kind : kinds) text += (text.empty() ? "" : " ") + std::string(name_of(kind));
  return text;
}

}  // namespace aan::webhook
