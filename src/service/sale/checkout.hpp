#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/sales/coupon.hpp"
#include "domain/sales/quote.hpp"
#include "domain/tax/country.hpp"
#include "service/idempotency.hpp"
#include "service/payment/begin_payment.hpp"
#include "service/payment/providers.hpp"
#include "service/sale/checkout_request.hpp"
#include "service/sale/order_pace.hpp"
#include "service/sale/tax_place.hpp"

namespace aan::service {

/// What an order would be, of one moment: prices, and the books they are for.
struct CheckoutReview {
  sales::Quote quote;
  std::optional<sales::CouponId> coupon;  ///< that gave the quote's discount
  bool is_coupon_limited = false;         ///< it has only so many uses
  NumberStanding number = NumberStanding::none;
  std::string country;        ///< where the buyer lives; empty: not known
  bool asks_country = false;  ///< where the buyer lives decides whether something is sold
  std::vector<catalog::OfferDetail> books;  ///< one for each line of the quote, in its order
  /// The words that whoever pays for it has to agree to (`sales::consent_text_due`); 0: none.
  [[nodiscard]] std::int64_t consent_text() const;
};

struct PlacedOrder {
  sales::OrderId id;
  std::string reference;
  std::string token;       ///< of the secret link /orders/{token}
  std::string prompt_url;  ///< where to pay; empty when nothing is to be paid or begin failed yet
};

/// From a cart to an order. Thread-safe.
class Checkout {
 public:
  Checkout(const Room& room, const Providers& providers, BeginPayment& begin, OrderPace& pace,
           const TaxRules& taxes, CheckTaxNumber& numbers)
      : room_(room),
        providers_(providers),
        begin_(begin),
        pace_(pace),
        taxes_(taxes),
        numbers_(numbers) {}

  /// Prices offers as they stand now, in one snapshot; changes nothing. Errors: those of
  /// `make_quote`, and not_found for an offer that does not exist; with a coupon also those of
  /// `sales::apply_coupon`, not_found "coupon_unknown", and limited "coupon_tries_too_fast", with
  /// a time, after too many wrong codes of one sender. Reasons of coupons begin with "coupon_".
  /// Invalid "currency_not_sold" for a currency that the shop does not sell in.
  /// Conflict "not_sold_there" when the country is known. Those of `tax::decide`. Without a country
  /// the tax of a registered shop is undecided; with a number also those of `CheckTaxNumber::look`.
  Result<CheckoutReview> review(const Basket& basket) const;

  /// Whether a business abroad can be charged no tax: the shop is of the Union and has a service.
  [[nodiscard]] bool asks_tax_number() const {
    return tax::is_in_eu(taxes_.regime.country) && numbers_.has_service();
  }

  /// Write 1: freezes the quote into an order that holds a use of its coupon and copies for a
  /// while, with an attempt and its outbox row, or settles a total of zero at once. Then, after the
  /// commit, the provider begins (write 2). The same key with the same request gives the same order
  /// again. Errors: as `review`; invalid for the method, the name, "mail_address",
  /// "versions_address", "consent", "name_needed" (a reverse charge names its buyer), "tax_country"
  /// while the tax is undecided, "sale_country" while it is not known whether it may be sold, or
  /// what `read_gift` says; conflict "idempotency_key_reused"; limited "orders_too_fast" and
  /// "free_letters_too_fast", with a time; with something of which there is little also those of
  /// `check_holder` and `take_free`.
  Result<PlacedOrder> place(const CheckoutRequest& request);

  /// The order that this request was answered with before, without an address to pay at; nothing
  /// when it is new. Changes nothing. Errors: as `IdempotentRequest::create` and `find_answer`.
  Result<std::optional<PlacedOrder>> find_placed(const CheckoutRequest& request) const;

 private:
  /// What is known before the unit of work that places an order.
  struct Placing {
    const CheckoutRequest& request;
    const IdempotentRequest& once;
    std::optional<customer::MailAddress> address = std::nullopt;
    std::optional<GiftRequest> gift = std::nullopt;
    NumberOutcome number = {};
    Timestamp now = {};
    std::optional<Duration> code_wait = std::nullopt;    ///< before its code is looked at
    std::optional<Duration> free_wait = std::nullopt;    ///< before an order of nothing to pay
    std::optional<Duration> letter_wait = std::nullopt;  ///< before a letter about one
  };
  /// What came of it; `attempt` is empty when nothing is to be paid.
  struct Placed {
    PlacedOrder order = {};
    payment::IntentId attempt = {};
    bool is_new = false;
    bool is_free = false;
  };
  Result<Placed> place_in(ports::UnitOfWork& unit, const Placing& placing) const;
  Result<> keep_what_was_said(ports::UnitOfWork& unit, const sales::Order& order,
                              const Placing& placing) const;
  /// `at`: a snapshot or a unit of work. `code_wait`: before a code of this sender is looked at.
  template <class Look>
  Result<CheckoutReview> review_in(Look& at, const Basket& basket, Timestamp now,
                                   std::optional<Duration> code_wait,
                                   NumberStanding number = NumberStanding::none) const;
  /// What is known of the number, where it can make a difference. May do network.
  Result<NumberOutcome> look_at_number(const Basket& basket) const;
  void count_miss(const Basket& basket, const Error& error) const;
  std::optional<Duration> take_letter(const CheckoutRequest& request);
  void end_letter(const CheckoutRequest& request, const std::optional<Duration>& wait,
                  bool is_written);
  [[nodiscard]] std::optional<Duration> code_wait(const Basket& basket) const;
  Result<const ports::PaymentProvider*> choose(const CheckoutRequest& request,
                                               const Money& total) const;
  const Room& room_;
  const Providers& providers_;
  BeginPayment& begin_;
  OrderPace& pace_;
  const TaxRules& taxes_;
  CheckTaxNumber& numbers_;
};

}  // namespace aan::service
