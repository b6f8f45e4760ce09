#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "worker/pdf/poppler.hpp"

namespace aan::worker::pdf {

/// Of this share of the pages the text is the sample.
inline constexpr int kSampleShare = 10;

struct Sample {
  std::string html;       ///< empty: there is none
  std::size_t words = 0;  ///< of the pages, also where they are too few
};

/// The text of the first tenth of the pages (at most 40), a section for each page, as elements of
/// `domain/catalog/sample_rules.hpp`. Empty when a tenth is no page, and when the pages have hardly
/// any text: those of a scan are pictures.
Sample make_sample(const Poppler& poppler, PopplerDocument* document, const std::string& language);

/// The lines of one page as paragraphs: a word that was cut at a line's end is one again, a line
/// that ends early ends a paragraph, a number that stands alone at an end of the page is left out.
std::vector<std::string> paragraphs_of(std::string_view page_text);

}  // namespace aan::worker::pdf
