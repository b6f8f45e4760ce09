#pragma once
#include <string>
#include <vector>

#include "ports/payment_provider.hpp"
#include "service/shop.hpp"

namespace aan::api {

/// "primary" while a card or play money is offered, "crypto" when only coins are, "none" when
/// nothing is. ("federated" belongs to a shop that can send buyers to a peer.)
std::string payment_mode(const std::vector<ports::ProviderDescription>& offered);

std::string write_health(Timestamp now);
std::string write_ready(Timestamp now);
std::string write_config(const service::Shop& shop,
                         const std::vector<ports::ProviderDescription>& offered);

}  // namespace aan::api
