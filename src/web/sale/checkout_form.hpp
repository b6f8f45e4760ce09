#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/http.hpp"
#include "service/sale/checkout.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// What a visitor typed or chose at the checkout, in this request or before.
struct Typed {
  std::string book;
  std::string method;
  std::string receipt_name;
  std::string key;
  std::string cart;  ///< `cart_mark` of the cart that the form was shown of; empty: no such form
  std::string coupon;
  std::string currency;  ///< code of the one that the form was shown in; empty: no form
  std::string amount;    ///< for the one book, where the buyer sets its price
  std::string country;   ///< where the buyer lives, by ISO code
  std::string consent;
  std::string email;
  bool wants_versions = false;
  std::string tax_number;
  std::string wrong_number;   ///< stays in its field, and counts for nothing
  bool asks_service = false;  ///< not when a page is only looked at
  service::GiftWish gift;

  /// There is more on the page than the address of another one can keep.
  [[nodiscard]] bool is_about_paying() const {
    return !(receipt_name.empty() && email.empty() && consent.empty() && gift.name.empty() &&
             gift.email.empty() && gift.message.empty() && gift.day.empty());
  }
};

/// Everything of the form that pays, however it is sent: its code and its place may have their own
/// buttons, and what stands beside them must not be lost.
Typed typed_in(const Storefront& front, const net::FormFields& form);

/// The currency of the form is one in which the shop does not sell any more: what was typed in it,
/// and the currency itself, are left out, so that the page can be shown in what it sells in now.
/// Gives back what is to be said: conflict "currency_gone". Nothing: it still does.
std::optional<Error> leave_lost_currency(const Storefront& front, const net::Request& request,
                                         Typed& typed);

/// Where this visitor lives, as was said before; empty once the country is none any more.
std::string known_country(const Storefront& front, const net::Request& request);

/// What is to be ordered, and what of the cart cannot be and stays there.
struct Wanted {
  std::vector<catalog::OfferId> offers;
  sales::ChosenAmounts amounts;
  std::vector<catalog::OfferId> left_out;
  std::vector<std::string> left_out_titles;
  std::vector<std::string> elsewhere_titles;  ///< of what is left out for its currency alone
};

/// `?book=` of the original names one book; without it the cart is bought. Errors: not_found;
/// invalid for an amount that is none, and "currency_not_sold" for the currency of the form.
Result<Wanted> wanted_of(const Storefront& front, const net::Request& request, const Typed& typed);

/// Tells one cart from another: the digest of what lies in it.
std::string cart_mark(const Storefront& front, const net::Request& request);

/// What was asked for, in words that stay the same whatever becomes of the books and of the
/// visitor's cookie meanwhile: the book of the form, or the cart that it was shown of.
std::string asked_for(const Storefront& front, const net::Request& request, const Typed& typed);

/// Version of the words that were agreed to: 0 when the box was not ticked, -1 for one that nobody
/// is shown.
std::int64_t consent_in(const std::string& typed);

/// What the shop is asked to reckon with.
service::Basket basket_of(const Storefront& front, const net::Request& request,
                          const Wanted& wanted, const Typed& typed);

}  // namespace aan::web
