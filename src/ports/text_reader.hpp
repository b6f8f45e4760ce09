#pragma once
#include "base/result.hpp"
#include "domain/catalog/reading_copy.hpp"

namespace aan::ports {

/// Reads the whole text of a book file for the shop's own reader. Everything hostile happens
/// inside, as with `BookReader`. Thread-safe.
class TextReader {
 public:
  virtual ~TextReader() = default;
  /// `file_fd` is read from its beginning. Errors: invalid (nothing that can be read on pages),
  /// too_large; timeout (it took too long or ended on the way, and said nothing); unavailable (the
  /// worker could not run).
  virtual Result<catalog::BookText> read_text(int file_fd) = 0;
};

}  // namespace aan::ports
