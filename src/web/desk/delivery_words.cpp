#include "web/desk/delivery_words.hpp"

#include <algorithm>

namespace aan::web {

std::string order_state_in_words(sales::OrderState state, const service::StillToCome& to_come,
                                 const Locale& locale) {
  if (to_come.gift)
    return locale.text("desk_state_gift." + std::string(sales::name_of(*to_come.gift)),
                       {{"day", locale.date(to_come.gift_opens_at)}});
  if (to_come.first_day)
    return locale.text(to_come.is_all ? "desk_state_comes" : "desk_state_part",
                       {{"day", locale.date(*to_come.first_day)}});
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
