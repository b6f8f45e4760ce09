#pragma once
#include <cstdint>
#include <optional>

#include "service/room.hpp"

namespace aan::service {

struct TermsView {
  ports::RecordStore::Terms text;
  bool is_in_force = false;  ///< the newest version
};

/// The terms of sale in force, or an earlier version of them. Errors: not_found "no_such_terms".
Result<TermsView> view_terms(const Room& room, std::optional<std::int64_t> version);

}  // namespace aan::service
