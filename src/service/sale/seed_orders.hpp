#pragma once
#include <functional>
#include <string>
#include <vector>

#include "service/use_cases.hpp"

namespace aan::service {

inline constexpr std::int64_t kSeededOrdersMax = 500;

struct SeedWish {
  std::int64_t seed = 1;    ///< the same seed makes the same orders of the same books
  std::int64_t count = 30;  ///< 1 to `kSeededOrdersMax`
};

struct SeededOrder {
  std::string story;  ///< "paid", "refunded", "disputed", ...
  std::string reference;
  sales::OrderState state = sales::OrderState::open;
};

/// Makes orders up, paid with play money, so that an integrator has some of every state: first one
/// of each story, then more by chance. Everything goes the way a buyer's order goes. `between` is
/// called before each but the first, so that time may pass. The same wish again, within a week,
/// adds nothing. Errors: not_found "no_play_money"; invalid "seed_count"; conflict
/// "nothing_to_seed" in a shop without priced books; those of the steps.
Result<std::vector<SeededOrder>> seed_orders(const UseCases& use, const SeedWish& wish,
                                             const std::function<Result<>()>& between);

}  // namespace aan::service
