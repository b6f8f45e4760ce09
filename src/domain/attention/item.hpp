#pragma once
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/timestamp.hpp"
#include "domain/attention/kind.hpp"

namespace aan::attention {

using ItemId = Id<struct ItemTag>;

/// A fault as a look finds it. Holds no personal data.
struct Finding {
  Kind kind = Kind::paid_late;
  std::string subject;  ///< id of the order, job or file; name of the way to pay; "disk", "backup"
  std::string label;    ///< what people call the subject: an order's reference, a book's slug
  std::string detail;   ///< what exactly, in a few words; the same as long as the fault is the same
  std::optional<Timestamp> due_at;  ///< until when something has to be done
  /// It is of this machine, not of what is stored: only the process that sees it may clear it, or
  /// anyone once that one is gone.
  bool is_local = false;
  auto operator<=>(const Finding&) const = default;
};

/// A fault that stands, or stood. At most one of a kind and subject stands at a time.
struct Item {
  ItemId id;
  Finding what;
  std::string observer;  ///< of local ones: the process that sees it; empty for all others
  Timestamp raised_at;
  Timestamp seen_at;                    ///< of local ones: when its observer saw it last
  std::optional<Timestamp> settled_at;  ///< a person said that it is dealt with
  std::string settled_by;
  std::optional<Timestamp> cleared_at;
  /// Somebody has to look at it.
  [[nodiscard]] bool is_open() const { return !cleared_at && !settled_at; }
};

/// The order in which items are told: the most urgent first, of one kind the oldest.
bool is_more_urgent(const Item& a, const Item& b);

/// Of a local item: after so long without a sight of it, its observer counts as gone.
inline constexpr Duration kObserverGoneAfter = Duration::minutes(5);

}  // namespace aan::attention
