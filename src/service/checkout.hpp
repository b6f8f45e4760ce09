#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/sales/quote.hpp"
#include "service/begin_payment.hpp"
#include "service/idempotency.hpp"
#include "service/order_pace.hpp"
#include "service/providers.hpp"

namespace aan::service {

inline constexpr std::size_t kReceiptNameBytesMax = 120;

/// What an order would be, of one moment: prices, and the books they are for.
struct CheckoutReview {
  sales::Quote quote;
  std::vector<catalog::OfferDetail> books;  ///< one for each line of the quote, in its order
};

/// What a buyer asks for. Amounts are not among it: prices come from the store alone.
struct CheckoutRequest {
  std::vector<catalog::OfferId> offers;
  std::string method;               ///< needed unless everything is free
  std::optional<Money> seen_total;  ///< what the buyer was shown; another total is refused
  std::string receipt_name;         ///< optional; personal; sealed before it is stored
  std::string locale = "en";
  std::string idempotency_key;
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
  Checkout(const Room& room, const Providers& providers, BeginPayment& begin, OrderPace& pace)
      : room_(room), providers_(providers), begin_(begin), pace_(pace) {}

  /// Prices offers as they stand now, in one snapshot; changes nothing. Errors: those of
  /// `make_quote`, and not_found for an offer that does not exist.
  Result<CheckoutReview> review(const std::vector<catalog::OfferId>& offers) const;
  /// The same for one book by its name (`find_book`). Errors: also not_found for the name.
  Result<CheckoutReview> review(std::string_view book) const;

  /// Write 1: freezes the quote into an order, with an attempt and its outbox row, or settles a
  /// total of zero at once. Then, after the commit, the provider begins (write 2). The same
  /// key with the same request gives the same order again. Errors: as `review`; invalid for the
  /// method or the name; conflict "idempotency_key_reused"; limited "orders_too_fast", with a time.
  Result<PlacedOrder> place(const CheckoutRequest& request);

 private:
  Result<CheckoutReview> review_in(const ports::CatalogStore& catalog,
                                   const ports::RecordStore& records,
                                   const std::vector<catalog::OfferId>& offers) const;
  Result<const ports::PaymentProvider*> choose(const CheckoutRequest& request,
                                               const Money& total) const;
  Result<bool> is_answered(const IdempotentRequest& once) const;
  const Room& room_;
  const Providers& providers_;
  BeginPayment& begin_;
  OrderPace& pace_;
};

}  // namespace aan::service
