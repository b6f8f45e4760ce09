#pragma once
#include "net/http.hpp"
#include "web/sale/checkout_form.hpp"
#include "web/sale/coupon_entry.hpp"

namespace aan::web {

/// What was refused is about where the buyer lives, or about its VAT number: said at those fields.
bool is_about_place(const Error& error);
/// What was refused is about the gift that the order is to be.
bool is_about_gift(const Error& error, const service::GiftWish& gift);

/// The page of the checkout, with what was reckoned and everything that was typed. `problem`: why
/// the last try was not accepted, said at its field, else above the form.
Result<net::Response> answer_checkout(const Storefront& front, const net::Request& request,
                                      const Typed& typed, const Wanted& wanted,
                                      const CouponReview& with, int status,
                                      const Error* problem = nullptr);

/// Reckons anew and answers with the page: 200, or 422 with a problem. What keeps it from being
/// reckoned at all, a country that it is not sold in or what cannot be a VAT number, is left out
/// and said. An empty cart leads to /cart.
Result<net::Response> review_checkout(const Storefront& front, const net::Request& request,
                                      const Typed& typed, const Error* problem);

}  // namespace aan::web
