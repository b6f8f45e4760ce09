#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "web/view/sale/order_page.hpp"

namespace aan::web {

// What the page of an order is about, in words that its parts share.

/// A part of what it costs came, and not all.
[[nodiscard]] bool has_part(const OrderPage& page);
/// It is open, and a part of it came.
[[nodiscard]] bool is_underpaid(const OrderPage& page);
/// Paid, delivered or not.
[[nodiscard]] bool was_paid(sales::OrderState state);
/// A payment would be taken now.
[[nodiscard]] bool may_still_pay(sales::OrderState state);
/// Something will change without the buyer: the page may look again by itself.
[[nodiscard]] bool is_waiting(sales::OrderState state);
/// The attempt that can be paid now; null: there is none.
const OrderPageAttempt* open_attempt(const OrderPage& page);
/// The attempt of an open order whose voucher may be paid yet; null: there is none.
const OrderPageAttempt* open_voucher(const OrderPage& page);
/// A voucher that its buyer may still have, of an order that was paid another way, or that cannot
/// be delivered any more: it is better not paid.
[[nodiscard]] bool has_needless_voucher(const OrderPage& page);
/// The first day at which something more comes; empty: nothing does.
[[nodiscard]] std::string waiting_day(const OrderPage& page, const Locale& locale);
/// Of a paid order: all of its books wait for their day, or to be claimed.
[[nodiscard]] bool is_all_to_come(const OrderPage& page);
/// "buyer", "shop" or "time"; empty for an order of which that was not written down.
[[nodiscard]] std::string given_up_by(const OrderPage& page);
/// An open order that cannot be paid, because others have what it held.
[[nodiscard]] bool has_lost_hold(const OrderPage& page);
/// What the page is about: the order's state, while it is open what became of the last payment, and
/// when it is delivered what keeps its files from being fetched.
/// What the keys `order_state.` and `order_lead.` of the locales end in.
[[nodiscard]] std::string headline_of(const OrderPage& page);
/// The page is about damaged copies.
[[nodiscard]] bool is_restoring(const OrderPage& page);
/// What its lead says: what the key `order_lead.` ends in. It is the headline's, but where every
/// download has ended and some can be renewed ("used_up", "out_of_time", "spent": each has a reason
/// of its own), and of an order that was given up or paid back, where it goes by what became of the
/// money.
[[nodiscard]] std::string lead_of(const OrderPage& page);
/// Downloads ended that the page cannot renew any more: the shop can open them again.
[[nodiscard]] bool is_spent_for_good(const OrderPage& page);
/// The next step is to ask the shop: how stands beside the news.
[[nodiscard]] bool leads_to_the_shop(const OrderPage& page);
/// What goes back to the buyer in one of two ways: it is there, or on its way.
[[nodiscard]] std::int64_t refunds_in(const OrderPage& page, bool is_there);
/// The last payment came to nothing, and the order waits for another one.
[[nodiscard]] bool is_to_pay_again(const OrderPage& page);
/// This way to pay can be chosen now.
[[nodiscard]] bool works(const PaymentChoice& choice);
/// The class of its head: "tone-good", "tone-wait", "tone-care".
[[nodiscard]] std::string_view tone_of(const OrderPage& page);

}  // namespace aan::web
