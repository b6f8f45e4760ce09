#pragma once
#include <string>

#include "domain/catalog/pdf_stamp.hpp"

namespace aan::catalog {

/// Name of the font in the resources of a closing page.
inline constexpr const char* kPdfFontName = "F";

/// Content stream of a closing page (ISO 32000-1, 9.4): title and lines, centred, a third down the
/// page, small and grey, never beyond its edges.
[[nodiscard]] std::string pdf_closing_page(const PdfStampPlan& plan, const StampWords& words);

/// Hundredths as a PDF writes numbers: "595.28".
[[nodiscard]] std::string pdf_number(std::uint64_t hundredths);

}  // namespace aan::catalog
