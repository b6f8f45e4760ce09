#pragma once
#include "domain/customer/customer.hpp"
#include "domain/sales/gift.hpp"
#include "domain/sales/order.hpp"
#include "domain/webhook/delivery.hpp"

namespace aan::service {

/// How long a shop keeps what it can do without: what the jobs forget when it is older. What
/// accounts and the law need is not among it. `node/config/config_ages` has the ranges.
struct Ages {
  Duration unpaid_orders = sales::kUnpaidOrderKeptFor;
  Duration addresses = customer::kAddressKeptFor;        ///< after the last delivery
  Duration gift_addresses = sales::kGiftAddressKeptFor;  ///< after the day of the gift
  Duration names = Duration::days(90);                   ///< on receipts; zero: until forgotten
  Duration downloads = Duration::days(30);               ///< addresses that have expired
  Duration jobs = Duration::days(90);                    ///< that are done, letters among them
  Duration attention = Duration::days(90);               ///< items that are cleared
  Duration events = webhook::kDeliveriesKeptFor;         ///< and deliveries of them
};

}  // namespace aan::service
