#pragma once
#include <string>

#include "domain/payment/payment_intent.hpp"

namespace aan::payment {

/// What a provider kept of a payment, or charged for a dispute about it. (provider, network_ref)
/// is unique.
struct Fee {
  std::string provider;
  std::string network_ref;
  PaymentId payment_id;
  sales::OrderId order_id;
  Money amount;  ///< never zero; negative: a fee that came back. May be in another currency.
  Timestamp at;
};

/// What two words about one fee amount to: a fee does not change, so the earlier moment is all that
/// is left to choose. Amount and payment are those of `known`.
Fee merged(const Fee& known, const Fee& report);

}  // namespace aan::payment
