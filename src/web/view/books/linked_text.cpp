#include "web/view/books/linked_text.hpp"

#include <algorithm>
#include <utility>

namespace aan::web {
namespace {

bool is_web_address(std::string_view url) {
  const auto is_part = [](char c) {
    return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\';
  };
  return (url.starts_with("https://") || url.starts_with("http://")) &&
         std::ranges::all_of(url, is_part);
}

}  // namespace

std::vector<TextPiece> linked_text(std::string_view text) {
  std::vector<TextPiece> pieces;
  std::string words;
  while (!text.empty()) {
    const auto middle = text.find("](");
    const auto open = middle == text.npos ? text.npos : text.substr(0, middle).rfind('[');
    const auto close = middle == text.npos ? text.npos : text.find(')', middle);
    if (middle == text.npos || close == text.npos) break;
    const std::string_view url = text.substr(middle + 2, close - middle - 2);
    if (open != text.npos && open + 1 < middle && is_web_address(url)) {
      words += text.substr(0, open);
      if (!words.empty()) pieces.push_back({std::exchange(words, {}), ""});
      pieces.push_back({std::string(text.substr(open + 1, middle - open - 1)), std::string(url)});
      text.remove_prefix(close + 1);
    } else {
      words += text.substr(0, middle + 2);
      text.remove_prefix(middle + 2);
    }
  }
  words += text;
  if (!words.empty()) pieces.push_back({std::move(words), ""});
  return pieces;
}

}  // namespace aan::web
