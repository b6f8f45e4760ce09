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
  std::vector<std::string> warnings;
};

/// The sample is at most this share of the text.
inline constexpr std::uint64_t kSampleShare = 10;

/// Reads the chapters in order, counts their words, and makes the sample: the first tenth of the
/// text, cut before the block that would exceed it, as one <div> with one <section> a chapter.
/// Cover, title page, imprint and contents are left out of it. A chapter that cannot be read is a
/// warning. Errors: invalid when not one can be.
Result<TextReading> read_text(Archive& archive, const Package& package,
                              const std::string& language);

}  // namespace aan::worker::epub
