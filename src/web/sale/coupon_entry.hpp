#pragma once
#include <string>
#include <string_view>

#include "service/sale/checkout.hpp"
#include "web/storefront.hpp"
#include "web/view/sale/sale_pages.hpp"

namespace aan::web {

/// What a purchase comes to, with the code taken off if it works, and else without it.
struct CouponReview {
  service::CheckoutReview review;
  CouponField coupon;  ///< what became of the basket's code
};

/// Errors: those of `Checkout::review`, but for those of a coupon, which are said in the field.
Result<CouponReview> review_with_coupon(const Storefront& front, service::Basket basket);

/// What was sent as a code: one line, cut at 64 bytes; empty: nothing to be seen.
std::string code_in(std::string_view sent);

/// The code in a form, one line; empty: it is to be taken out. Errors: invalid when the form has no
/// such field.
Result<std::string> coupon_in(const net::Request& request);

}  // namespace aan::web
