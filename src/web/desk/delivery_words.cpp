#include "web/desk/delivery_words.hpp"

#include <algorithm>

namespace aan::web {
namespace {

std::string gift_in_words(const sales::Gift& gift, sales::GiftState state, const Locale& locale) {
  return locale.text("desk_state_gift." + std::string(sales::name_of(state)),
                     {{"day", locale.date(gift.opens_at)}});
}

}  // namespace

std::string order_state_in_words(const service::OrderView& view, const Locale& locale,
                                 Timestamp now) {
  const sales::OrderState state = view.order.state;
  if (state == sales::OrderState::fulfilled) {
    if (view.gift) {
      const sales::GiftState gift = sales::gift_state_of(*view.gift, state, now);
      if (sales::may_hand_over(gift)) return gift_in_words(*view.gift, gift, locale);
    }
    std::size_t waiting = 0;
    std::optional<Timestamp> first;
    for (const service::OrderLineView& line : view.lines) {
      if (!line.waits_until) continue;
      ++waiting;
      first = first ? std::min(*first, *line.waits_until) : *line.waits_until;
    }
    if (first)
      return locale.text(waiting == view.lines.size() ? "desk_state_comes" : "desk_state_part",
                         {{"day", locale.date(*first)}});
  }
  return locale.text("desk_state." + std::string(sales::name_of(state)));
}

std::optional<Timestamp> delivered_at(const service::OrderView& view) {
  const bool is_all_late = std::ranges::all_of(view.lines, [](const service::OrderLineView& line) {
    return line.waits_until || line.released_at;
  });
  if (is_all_late || !view.order.fulfilled_at) return std::nullopt;
  return view.gift ? view.gift->claimed_at : view.order.fulfilled_at;
}

}  // namespace aan::web
