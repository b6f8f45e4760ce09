#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace aan::web {

/// A piece of a text: words, and the address they lead to where they are a link.
struct TextPiece {
  std::string text;
  std::string url;  ///< "https://..." or "http://...", or empty

  friend bool operator==(const TextPiece&, const TextPiece&) = default;
};

/// A text of a publisher in pieces: links that are written as in Markdown become links, everything
/// else stays what it is. Only addresses of the web are links.
std::vector<TextPiece> linked_text(std::string_view text);

}  // namespace aan::web
