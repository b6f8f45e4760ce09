#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace aan::ports {

/// What a sample as a file is made of: a book's facts, and what the shop shows of its beginning.
struct SampleBook {
  std::string identifier;  ///< "urn:uuid:..."
  std::string title;
  std::string subtitle;
  std::vector<std::string> authors;
  std::vector<std::string> translators;
  std::map<std::string, std::string> sort_names;  ///< by the name; of whom one is known
  std::string language;                           ///< BCP 47
  std::string publisher;
  std::string rights;
  std::string published;     ///< YYYY-MM-DD, or empty
  std::string xhtml;         ///< passes `catalog::is_safe_sample`
  std::string cover_jpeg;    ///< as the shop keeps it
  std::string book_address;  ///< of the book's page; may be empty
};

/// Makes samples that can be carried away. Deterministic: the same input gives the same bytes.
/// Thread-safe.
class SampleWriter {
 public:
  virtual ~SampleWriter() = default;
  /// Bytes of a valid EPUB 3.3. Errors: invalid (no text), unavailable, timeout.
  virtual Result<std::string> write_sample(const SampleBook& book) = 0;
};

}  // namespace aan::ports
