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

/// Words of a paper in up to three columns.
struct PaperRow {
  std::string text;
  std::string detail;  ///< second column or second line; may be empty
  std::string amount;  ///< at the end of the line; may be empty
};

/// An invoice or another paper as its words, in its own language. At most 200 of each kind, each of
/// at most 2,000 bytes.
struct Paper {
  std::string language;  ///< BCP 47
  std::string title;
  std::vector<std::string> from;  ///< lines of who sends it; the first is the name
  std::string to_head;
  std::vector<std::string> to;  ///< lines of whom it is for; may be empty
  std::vector<PaperRow> facts;  ///< name and value
  PaperRow head;                ///< of the table
  std::vector<PaperRow> rows;   ///< at least one
  std::vector<PaperRow> sums;   ///< the last is the total
  std::vector<std::string> notes;
  PaperRow mark;  ///< across every page, and as a sentence at its top; empty: a real paper
  std::string foot;
  std::string page;     ///< "Page {number} of {count}"
  std::string made_at;  ///< RFC 3339
};

/// Makes documents. Deterministic: the same input gives the same bytes. Thread-safe.
class DocumentWriter {
 public:
  virtual ~DocumentWriter() = default;
  /// Bytes of a valid EPUB 3.3 with a drawn cover. Errors: invalid, unavailable, timeout.
  virtual Result<std::string> write_epub(const Manuscript& manuscript) = 0;
  virtual Result<DrawnCover> draw_cover(const CoverOrder& order) = 0;
  /// Bytes of a PDF. Errors: invalid (more words than fit), unavailable, timeout.
  virtual Result<std::string> write_paper(const Paper& paper) = 0;
};

}  // namespace aan::ports
