#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/timestamp.hpp"
#include "net/request.hpp"

namespace aan::net {

/// What identifies the representation that would be sent.
struct Validators {
  std::string_view etag;  ///< quoted, or W/"..."; empty: none
  std::optional<Timestamp> modified;
};

enum class Precondition : std::uint8_t { proceed, not_modified, failed };

/// RFC 9110 section 13.2.2, for GET and HEAD whose answer would be 200.
Precondition evaluate_preconditions(const Request& request, const Validators& validators);
/// RFC 9110 section 13.1.5: whether a Range header may be honoured.
[[nodiscard]] bool if_range_holds(const Request& request, const Validators& validators);

/// A part of `size` bytes, as asked for by one "bytes=" range.
struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
enum class RangeKind : std::uint8_t {
  whole,  ///< no header, a malformed one, another unit, or several ranges: send everything
  part,
  unsatisfiable,  ///< 416
};
RangeKind parse_range(std::string_view header, std::uint64_t size, ByteRange& out);

}  // namespace aan::net
