#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/frame.hpp"

namespace aan::book_worker {

inline constexpr std::size_t kPictureBytesMax = std::size_t{16} << 20;
inline constexpr std::size_t kDocumentBytesMax = std::size_t{48} << 20;
inline constexpr std::size_t kWarningsMax = 64;
inline constexpr std::size_t kThumbnailCount = 3;
inline constexpr std::size_t kSamplePicturesMax = 16;

/// By its ends, and not larger than a picture may be.
[[nodiscard]] bool is_jpeg(std::string_view bytes);

/// Cover and thumbnails of an answer, both or neither.
struct AnsweredPictures {
  std::string cover_jpeg;
  std::vector<std::string> thumbnails;
};

/// Fields of an answer. Errors: the refusal that the worker states (invalid, too_large, or
/// unavailable; its sentence checked to be clean text), upstream_malformed for bytes that are no
/// answer.
Result<std::vector<catalog::FrameField>> parse_answer(std::string_view answer);

/// Errors: upstream_malformed (not JPEG, too large, not three thumbnails).
Result<AnsweredPictures> parse_pictures(const std::vector<catalog::FrameField>& fields);

/// Turns upstream_malformed into what the caller of a port is told: the file took the worker over
/// or our two programs are of different builds. Other errors pass.
Error as_port_error(Error error);

}  // namespace aan::book_worker
