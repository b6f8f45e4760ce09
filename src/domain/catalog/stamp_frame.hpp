#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/frame.hpp"
#include "domain/catalog/stamp.hpp"

namespace aan::catalog {

/// A plan as a frame.
std::string encode_stamp_plan(const StampPlan& plan);
/// A plan as a worker wrote it, which a hostile file may have taken over: every range lies within
/// the file, and each line of the directory within what is kept of it. Errors: upstream_malformed.
Result<StampPlan> parse_stamp_plan(std::string_view frame);
/// The same of fields that were read already.
Result<StampPlan> parse_stamp_plan(const std::vector<FrameField>& fields);

/// Fields of a plan, and of its parts, are at most so many.
inline constexpr std::size_t kStampFieldsMax = 32;

}  // namespace aan::catalog
