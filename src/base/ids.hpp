#pragma once
#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/rng.hpp"

namespace aan {

/// A strong identifier: text that one kind of thing is known by. Compare with its own kind only.
template <class Tag>
struct Id {
  std::string value;
  [[nodiscard]] bool empty() const { return value.empty(); }
  auto operator<=>(const Id&) const = default;
};

/// Makes identifiers "<site>_<26 Crockford base32>": 48 bits of milliseconds and 80 random bits
/// (the layout of a ULID), after the site's prefix, so that two hosts of one shop that were cut
/// apart never make the same one and merging them is a union. Sorts by time within a site.
/// Ids are not secrets; a page reached by id alone must not show anything personal.
class IdSource {
 public:
  /// `site`: 4 characters of a-z and 0-9. Both references must outlive this. Thread-safe.
  IdSource(std::string site, const Clock& clock, Rng& rng);
  [[nodiscard]] std::string next() const;
  template <class IdType>
  [[nodiscard]] IdType make() const {
    return IdType{next()};
  }
  [[nodiscard]] const std::string& site() const { return site_; }

 private:
  std::string site_;
  const Clock& clock_;
  Rng& rng_;
};

/// True for text that could have come from `IdSource` (length and alphabet), so that anything
/// else is refused before it reaches a query.
[[nodiscard]] bool looks_like_id(std::string_view text);

}  // namespace aan

template <class Tag>
struct std::hash<aan::Id<Tag>> {
  std::size_t operator()(const aan::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.value);
  }
};
