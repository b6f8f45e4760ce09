#pragma once
#include <cstdint>
#include <string>

#include "worker/epub/central_directory.hpp"

namespace aan::worker::pdf {

using epub::ReadAt;

/// What stands in a PDF's objects and no library function tells: things that act, things that hide,
/// and what the catalogue of the document says of itself (ISO 32000-2: 7.7.2, 12.6.4, 7.6).
struct Marks {
  bool is_encrypted = false;  ///< also with an empty password: rights are taken away
  bool has_javascript = false;
  bool has_launch = false;  ///< an action that starts a program
  bool has_embedded_files = false;
  bool has_rich_media = false;
  bool has_signature = false;
  bool is_tagged = false;
  bool shows_title = false;
  std::string language;  ///< of the document, as it stands there; empty: not stated
};

/// Looks through the whole file as it lies there, and through its object streams, for names. A
/// PDF can be broken in a hundred ways that readers forgive, so nothing is parsed: a name that
/// stands anywhere counts. May say too much of a file that only writes about such things, never
/// too little of one whose objects are plain or deflated.
Marks find_marks(const ReadAt& read_at, std::uint64_t file_bytes);

}  // namespace aan::worker::pdf
