#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/sales/coupon.hpp"
#include "domain/sales/quote.hpp"
#include "domain/tax/country.hpp"
#include "service/begin_payment.hpp"
#include "service/gifts.hpp"
#include "service/idempotency.hpp"
#include "service/order_pace.hpp"
#include "service/providers.hpp"
#include "service/tax_place.hpp"

namespace aan::service {

inline constexpr std::size_t kReceiptNameBytesMax = 120;

/// What a buyer wants, before any price.
struct Basket {
  std::vector<catalog::OfferId> offers;  ///< and bundles, by their ids
  sales::ChosenAmounts amounts;  ///< for offers whose price the buyer sets; ignored for all others
  std::string coupon;            ///< as typed; empty: none
  Asset currency;                ///< in which everything is sold and charged; empty: the shop's own
  /// Where the buyer lives, by ISO code; asked where tax depends on it, or whether it is sold.
  std::string country;
  std::string tax_number;  ///< of a business, as typed; empty: none
  bool asks_service =
      false;           ///< a service may be asked about it now; else what is remembered counts
  std::string sender;  ///< who asks, for the pace of wrong codes: never stored or logged
  /// Who asks, for what their unpaid orders hold; empty: cannot be told from others. A keyed digest
  /// of it is kept as long as the order holds something.
  std::string holder;
  /// The code is known to exist because it worked before, which whoever asks has proved: then it is
  /// looked at however often this sender was wrong about others.
  bool has_code_worked = false;
};

/// What an order would be, of one moment: prices, and the books they are for.
struct CheckoutReview {
  sales::Quote quote;
  std::optional<sales::CouponId> coupon;  ///< that gave the quote's discount
  bool is_coupon_limited = false;         ///< it has only so many uses
  NumberStanding number = NumberStanding::none;
  bool asks_country = false;  ///< where the buyer lives decides whether something is sold
  std::vector<catalog::OfferDetail> books;  ///< one for each line of the quote, in its order
};

/// What a buyer asks for. Prices come from the store, but for amounts that a buyer may choose.
struct CheckoutRequest : Basket {
  /// What the sender named, in words that do not change with the shop, where `offers` are only what
  /// of it can be bought at this moment; empty: `offers` and `amounts` are those words. The same
  /// key with the same words is the same request.
  std::string asked;
  std::string method;               ///< needed unless everything is free
  std::optional<Money> seen_total;  ///< what the buyer was shown; another total is refused
  std::string receipt_name;         ///< optional; personal; sealed before it is stored
  std::string email;                ///< the same; only where the shop sends mail
  std::string locale = "en";
  /// To hear of new versions at that address, which is kept for it. Never taken back by an order
  /// that does not say so: every letter has a link that does.
  bool wants_versions = false;
  GiftWish gift;                  ///< empty: the order is for the buyer; personal
  std::int64_t consent_text = 0;  ///< version of the words agreed to (`sales::Consent`); 0: none
  bool needs_consent = false;     ///< whoever has to pay is refused without it
  std::string idempotency_key;
  /// Somebody is written to, whoever that is.
  [[nodiscard]] bool writes_letters() const { return !email.empty() || !gift.email.empty(); }
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
  Result<CheckoutReview> review(const std::vector<catalog::OfferId>& offers) const;
  /// The same for one book by its name (`find_book`). Errors: also not_found for the name.
  Result<CheckoutReview> review(std::string_view book) const;

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
