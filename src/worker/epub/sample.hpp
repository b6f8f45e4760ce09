#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// What reading the text from beginning to end tells.
struct TextReading {
  std::uint64_t words = 0;
  bool has_scripts = false;
  bool has_remote_resources = false;
  std::string sample_html;
  std::string no_sample;  ///< a sentence for the report: why a book with text has none
  std::vector<std::string> warnings;
};

/// A sample ends with the block that reaches this share of the text, a tenth,
inline constexpr std::uint64_t kSampleShare = 10;
/// or before the one that would take it beyond this one, a fifth.
inline constexpr std::uint64_t kSampleShareMost = 5;

/// Reads the chapters in order, counts their words, and makes the sample: whole blocks from
/// the beginning, to the one that reaches a tenth of the text and never more than a fifth, as one
/// <div> with one <section> a chapter. Cover, title page, imprint and contents are left out of it;
/// it is empty where the first block alone is more than a fifth. A chapter that cannot be read is a
/// warning. Errors: invalid when not one can be.
Result<TextReading> read_text(Archive& archive, const Package& package,
                              const std::string& language);

}  // namespace aan::worker::epub
