#pragma once
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/stamp.hpp"
#include "worker/epub/archive.hpp"

namespace aan::worker::epub {

/// How a file takes a stamp, or why it does not: one of `catalog::kUnstampable`.
using StampPlanOrWhy = std::variant<catalog::StampPlan, std::string_view>;

/// `read_at` and `file_bytes`: of the same file as `archive`. Errors: those of `read_package`.
Result<StampPlanOrWhy> plan_stamp(Archive& archive, const ReadAt& read_at,
                                  std::uint64_t file_bytes);

/// The stamps that a copy bears, as its package document names them, else its last pages; empty
/// when it bears none. At most `kStampsMax`. Errors: those of `read_package`.
Result<std::vector<catalog::Stamp>> read_stamps(Archive& archive);
inline constexpr std::size_t kStampsMax = 8;

}  // namespace aan::worker::epub
