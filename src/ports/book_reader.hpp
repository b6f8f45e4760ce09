#pragma once
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "domain/catalog/book_record.hpp"

namespace aan::ports {

/// What came out of one file: the facts, and pictures and sample pages as bytes.
struct ReadBook {
  catalog::BookRecord record;
  std::string cover_jpeg;               ///< at most 1200 px high; empty when the file has none
  std::vector<std::string> thumbnails;  ///< JPEG 160, 320 and 640 px wide, in this order
  /// The beginning of the text, to the end of the block that reaches a tenth and at most a fifth,
  /// as one sanitised XHTML fragment; may be "".
  std::string sample_html;
  std::vector<std::string> sample_pictures;  ///< JPEG: first pages of a comic, instead of a text
  std::vector<std::string> warnings;         ///< sentences for the report: something to look at
  std::vector<std::string> remarks;          ///< sentences for the report: harmless, nothing to do
};

/// A stranger's picture, decoded and drawn anew.
struct ReadPicture {
  std::string cover_jpeg;               ///< as of `ReadBook`
  std::vector<std::string> thumbnails;  ///< as of `ReadBook`
};

/// Reads a stranger's book file. Everything hostile happens inside: an implementation must not
/// let a file reach memory, disk or network of this process. Thread-safe.
class BookReader {
 public:
  virtual ~BookReader() = default;
  /// `file_fd` is read from its beginning. Errors: invalid (not a book we can sell, with a sentence
  /// for the report), too_large, timeout, unavailable (the worker could not run).
  virtual Result<ReadBook> read(int file_fd) = 0;
  /// A picture (JPEG, PNG, WebP or GIF) as a cover. Errors: invalid (none that can be shown, with a
  /// sentence), too_large, timeout, unavailable.
  virtual Result<ReadPicture> read_picture(int file_fd) = 0;
};

}  // namespace aan::ports
