#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_record.hpp"
#include "worker/pdf/poppler.hpp"

namespace aan::worker::pdf {

/// All that is read from a PDF but its picture. The title may be empty: many PDFs have none.
struct PdfFacts {
  catalog::BookRecord record;
  std::string sample_html;
  std::vector<std::string> warnings;  ///< sentences for the report: something to look at
  std::vector<std::string> remarks;   ///< sentences for the report: harmless
};

/// Reads the file behind `fd`, which is taken over. Errors: invalid (damaged, encrypted, without
/// pages, starts programs), too_large, each with a sentence for a bookseller.
Result<PdfFacts> read_pdf(const Poppler& poppler, int fd);

/// The first page as somebody would see it: pixels of 3 bytes RGB, rows without gaps.
struct DrawnPage {
  std::string rgb;
  int width = 0;
  int height = 0;
};
/// Draws the first page, at most 1200 pixels high and 1600 wide. `fd` is taken over. Errors:
/// invalid (cannot be drawn, an odd shape, or letters from fonts that the file does not bring:
/// there are none in the sandbox), with a sentence.
Result<DrawnPage> draw_first_page(const Poppler& poppler, int fd);

}  // namespace aan::worker::pdf
