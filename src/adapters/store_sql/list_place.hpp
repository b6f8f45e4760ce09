#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/store_sql/engine/value.hpp"
#include "base/result.hpp"

namespace aan::store_sql {

/// What a list is ordered by, before the id.
enum class PlaceKey : std::uint8_t { moment, text };

/// A place in an ordered list: behind the row with this key and id. Rows that come and go do not
/// move it, and the row itself need not be there any more.
struct Place {
  std::string text;  ///< of a list that is ordered by it
  std::string id;
  std::int64_t moment_us = 0;  ///< of a list that is ordered by time
  PlaceKey kind = PlaceKey::text;

  Place(std::string text_key, std::string row_id)
      : text(std::move(text_key)), id(std::move(row_id)) {}
  Place(std::int64_t moment, std::string row_id)
      : id(std::move(row_id)), moment_us(moment), kind(PlaceKey::moment) {}
  [[nodiscard]] Value key() const {
    return kind == PlaceKey::moment ? Value(moment_us) : Value(text);
  }
};

/// As text for an address: letters, digits, '-', '_' and '.'.
std::string write_place(const Place& place);
/// Errors: invalid "cursor" for text that is none, or that belongs to another order.
Result<Place> parse_place(std::string_view text, PlaceKey kind);

}  // namespace aan::store_sql
