#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"

namespace aan::ports {

/// A book as text, from which the writer makes an EPUB 3.
struct Manuscript {
  std::string identifier;  ///< "urn:uuid:..." or "urn:isbn:..."
  std::string title;
  std::string subtitle;
  std::vector<std::string> authors;
  std::vector<std::string> translators;
  std::string language;  ///< BCP 47
  std::string publisher;
  std::string rights;
  std::string description;
  std::string published;  ///< YYYY-MM-DD
  std::string series;
  std::string series_position;
  std::vector<std::string> subjects;
  std::string body;  ///< the markup of demo/README.md: # chapter, ## section, - > * **
};

/// A cover to draw for a book that has none.
struct CoverOrder {
  std::string title;
  std::string author;
  std::string series;  ///< keeps the palette of a series together; may be empty
};
struct DrawnCover {
  std::string cover_jpeg;
  std::vector<std::string> thumbnails;  ///< 160, 320 and 640 px wide
};

/// Makes documents. Deterministic: the same input gives the same bytes. Thread-safe.
class DocumentWriter {
 public:
  virtual ~DocumentWriter() = default;
  /// Bytes of a valid EPUB 3.3 with a drawn cover. Errors: invalid, unavailable, timeout.
  virtual Result<std::string> write_epub(const Manuscript& manuscript) = 0;
  virtual Result<DrawnCover> draw_cover(const CoverOrder& order) = 0;
};

}  // namespace aan::ports
