#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/frame.hpp"
#include "domain/catalog/pdf_stamp.hpp"

namespace aan::catalog {

/// A plan as a frame.
std::string encode_pdf_stamp_plan(const PdfStampPlan& plan);
/// A plan as a worker wrote it, which a hostile file may have taken over, and which another program
/// may have kept: every offset lies within the file, every number below those of new objects.
/// Errors: upstream_malformed.
Result<PdfStampPlan> parse_pdf_stamp_plan(std::string_view frame);
/// The same of fields that were read already.
Result<PdfStampPlan> parse_pdf_stamp_plan(const std::vector<FrameField>& fields);

/// Whether fields are those of such a plan.
[[nodiscard]] bool is_pdf_stamp_plan(const std::vector<FrameField>& fields);

}  // namespace aan::catalog
