#pragma once
#include <string>

#include "domain/payment/dispute.hpp"
#include "web/desk/desk_front.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// Where the money of a dispute is, where that is not with the shop: the bank holds it until it
/// decides, or has taken it for good; else empty.
std::string where_money_is(const Locale& locale, const payment::Dispute& dispute);

/// Disputes with their deadlines, each with the way to its order and to its evidence.
Result<net::Response> show_disputes(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
