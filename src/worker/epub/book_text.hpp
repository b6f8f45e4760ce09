#pragma once
#include <functional>
#include <string>

#include "domain/catalog/reading_copy.hpp"
#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// Makes a picture of the book ours: JPEG bytes, or nothing for one that cannot be shown.
using DrawPicture = std::function<std::string(std::string_view bytes)>;

/// The whole text for the shop's own reader: every document of the reading order and what lies
/// beside it, sanitised as a sample is, with the pictures and the ways within the book. A document
/// that cannot be read is left out. Errors: invalid when not one can be, or when its pages are
/// pictures of pages; too_large.
Result<catalog::BookText> read_book_text(Archive& archive, const DrawPicture& draw);

}  // namespace aan::worker::epub
