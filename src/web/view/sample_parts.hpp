#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace aan::web {

/// A stretch of a sample that is read on one page.
struct SamplePart {
  std::string title;   ///< its first heading as plain text; empty: it has none
  std::string markup;  ///< as safe as the whole: the same elements, closed where it ends
};

/// Divides a sample (div > section for each chapter > blocks) into parts of about a chapter: short
/// chapters together, long ones between two blocks. Together the parts are the whole text in its
/// order. `markup` must have passed `catalog::is_safe_sample`; a sample of another shape is one
/// part.
std::vector<SamplePart> sample_parts(std::string_view markup);

}  // namespace aan::web
