#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/timestamp.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/books/own_price.hpp"
#include "web/view/error_text.hpp"
#include "web/view/frame.hpp"
#include "web/view/locale.hpp"
#include "web/view/sale/tax_row.hpp"

namespace aan::web {

/// Where the forms of a purchase lead, and what they send. All are POST.
///   /cart/add      book (offer id)
///   /cart/remove   book (offer id)
///   /cart/coupon, /checkout/coupon  coupon (empty: none), book (as of /checkout)
///   /checkout/place  country (ISO code), tax_number, book and amount as of /checkout
///   /checkout      country, tax_number, coupon, idempotency_key, method, receipt_name, email,
///   gift_name, gift_email, gift_message, gift_day (all empty: it is no gift), consent (version of
///   the words agreed to), book (only when bought without the cart), cart (else)
inline constexpr std::string_view kCartCouponPath = "/cart/coupon";
inline constexpr std::string_view kCheckoutCouponPath = "/checkout/coupon";
inline constexpr std::string_view kCheckoutPlacePath = "/checkout/place";
/// Where the checkout is shown in another language with what was typed: "/de/checkout/language".
inline constexpr std::string_view kCheckoutLanguagePath = "/checkout/language";
/// The same in another currency, whose code stands behind it.
inline constexpr std::string_view kCheckoutCurrencyPath = "/checkout/currency";

struct CartLine {
  BookCard card;
  std::string offer_id;
  bool can_be_bought = true;       ///< false: stays visible, with the reason, and is not counted
  bool is_being_restored = false;  ///< why it cannot be bought
  bool is_sold_out = false;        ///< why it cannot be bought
  bool is_all_held = false;        ///< the same, for a while
  std::string in_bundle;           ///< title of the bundle of this cart that brings it: not counted
  std::string because_of;          ///< of a bundle: title of its book that cannot be bought
  std::string shared_title;        ///< of a bundle: its book that another one of this cart brings
  std::string shared_with;         ///< title of that other bundle
  Money price;                     ///< what it costs now; chosen where the buyer sets the price
  std::optional<WrongPrice> wrong_price = {};  ///< that was written for it
};

/// The code of a coupon on the pages of a purchase: either taken off, or to be typed.
struct CouponField {
  std::string applied;             ///< code whose discount is taken off; empty: none
  bool leaves_own_prices = false;  ///< the buyer set a price, which the code leaves as it is
  std::string typed;               ///< what stands in the field
  std::optional<Problem> problem;  ///< why `typed` takes nothing off
};

/// Where the buyer lives, asked where tax depends on it, or whether something is sold.
struct PlaceField {
  std::string chosen;        ///< ISO code; empty: not said yet, and nothing can be paid
  bool asks_number = false;  ///< a business may name its VAT number
  std::string number;        ///< as typed
  std::string number_news;   ///< what became of it: "confirmed", "unknown", "no_answer"; empty
  std::optional<Problem> problem;  ///< why the last choice was not accepted
  bool is_for_sale = false;        ///< asked because not everything is sold everywhere
};

/// An order that this browser placed a moment ago: whoever comes back by the browser's own button
/// finds it, and does not order twice.
struct JustPlaced {
  std::string reference;  ///< "7K2M-93QD"
  std::string path;       ///< of the order's page; only for private pages
  bool is_unpaid = true;
};

/// `/cart`
struct CartPage {
  std::vector<CartLine> lines;
  Money discount;  ///< by the coupon; zero: none
  Money total;     ///< of what can be bought, discount taken off
  CouponField coupon;
  std::string just_removed;  ///< title
  std::optional<JustPlaced> just_placed;
};
std::string render(const CartPage& page, const Frame& frame);

/// What the discount of a coupon is called among the amounts.
std::string discount_name(const Locale& locale, const std::string& code);

/// Why a way to pay rests.
struct MethodRest {
  std::optional<Timestamp> since;
  std::string reason;  ///< a sentence for the customer; empty: the general one
};

struct PaymentChoice {
  std::string method;  ///< "sandbox", "card", "lightning", "bitcoin", "monero"
  bool is_selected = false;
  std::optional<MethodRest> rest;  ///< set: shown, cannot be chosen, says why
};

/// The order is for somebody else; as typed before.
struct GiftField {
  std::string name;
  std::string email;
  std::string message;
  std::string day;
  std::optional<Problem> problem;  ///< why the last try was not accepted
  [[nodiscard]] bool is_wished() const {
    return !name.empty() || !email.empty() || !message.empty() || !day.empty();
  }
};

struct CheckoutLine {
  BookCard card;
  Money price;
};

/// `/checkout`
struct CheckoutPage {
  std::vector<CheckoutLine> lines;
  std::vector<std::string> left_out;  ///< titles that stay in the cart: they cannot be bought now
  std::vector<std::string> left_elsewhere;  ///< the same: they are not sold in this currency
  std::optional<JustPlaced> just_placed;
  Money subtotal;
  Money discount;
  TaxShown tax;
  std::optional<PlaceField> place;
  Money total;  ///< zero: no payment is asked for
  std::vector<PaymentChoice> methods;
  std::string idempotency_key;
  std::string book;          ///< offer id when a single book is bought past the cart; else empty
  std::string amount;        ///< chosen for that book, as typed; else empty
  std::string cart;          ///< tells the cart that is bought from any other; empty: none is
  std::string receipt_name;  ///< as typed before
  GiftField gift;
  bool takes_email = false;     ///< the shop sends letters
  std::int64_t name_days = 0;   ///< after which the name is forgotten; 0: it is kept
  std::int64_t email_days = 0;  ///< for which the address is kept after the delivery
  std::string email;            ///< as typed before
  bool wants_versions = false;  ///< ticked before
  std::int64_t consent = 0;     ///< version of the words that the box shows; 0: it is not asked for
  bool has_consented = false;   ///< ticked before
  CouponField coupon;
  bool is_stamped = false;         ///< copies of some of them bear the order's reference
  std::optional<Problem> problem;  ///< why the last try was not accepted
};
std::string render(const CheckoutPage& page, const Frame& frame);

}  // namespace aan::web
