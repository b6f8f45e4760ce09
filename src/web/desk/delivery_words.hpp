#pragma once
#include <optional>
#include <string>

#include "service/sale/still_to_come.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// Where an order stands, for the people of the shop. A fulfilled order says what of it is still to
/// come: books before their day, a gift that nobody has claimed.
std::string order_state_in_words(sales::OrderState state, const service::StillToCome& to_come,
                                 const Locale& locale);

/// When what was there at once reached somebody: with the payment, a gift with its claim. Nothing:
/// it did not, or all of the order was bought before its day.
std::optional<Timestamp> delivered_at(const service::OrderView& view);

}  // namespace aan::web
