#pragma once
#include <span>
#include <string_view>

#include "node/config/config_values.hpp"
#include "service/customer/ages.hpp"

namespace aan::node {

/// A key that says how many days something is kept.
struct AgeKey {
  std::string_view name;
  Duration service::Ages::* age;
  std::int64_t least = 0;  ///< days
  std::int64_t most = 0;
  std::string_view why;       ///< why no less, at the end of a sentence
  bool may_be_never = false;  ///< 0: nothing goes by its age
};
std::span<const AgeKey> age_keys();

/// The ages that were configured. Errors: invalid with the key, where it stands and its range.
Result<service::Ages> read_ages(const Values& values);

}  // namespace aan::node
