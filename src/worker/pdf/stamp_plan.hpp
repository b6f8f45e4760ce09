#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/pdf_stamp.hpp"
#include "worker/pdf/marks.hpp"

namespace aan::worker::pdf {

/// How a PDF takes a stamp, or why it does not: one of `catalog::kUnstampable`.
using StampPlanOrWhy = std::variant<catalog::PdfStampPlan, std::string_view>;
StampPlanOrWhy plan_stamp(const ReadAt& read_at, std::uint64_t file_bytes);

/// The stamps that the last pages of a copy bear, the newest first; empty when it bears none. At
/// most `kStampedPagesRead`. Errors: invalid (damaged, or no PDF).
Result<std::vector<catalog::Stamp>> read_stamps(const ReadAt& read_at, std::uint64_t file_bytes);
inline constexpr std::size_t kStampedPagesRead = 3;

}  // namespace aan::worker::pdf
