#include "domain/catalog/comic_text.hpp"

#include <charconv>

#include "domain/catalog/book_format.hpp"
#include "domain/catalog/reading_copy.hpp"

namespace aan::catalog {
namespace {

constexpr std::string_view kFromRight = "<div dir=\"rtl\">";
constexpr std::string_view kPicture = "<img src=\"p";

}  // namespace

std::string begin_comic_text(bool is_from_right) {
  return std::string(is_from_right ? kFromRight : "<div>");
}

std::string comic_section(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return "<section id=\"s" + digits + "\"><p>" + std::string(kPicture) + digits + "\" alt=\"" +
         digits + "\"/></p></section>";
}

std::optional<ComicPicture> comic_picture(std::string_view format, std::string_view markup) {
  const std::size_t at = markup.find(kPicture);
  if (!is_comic(format) || at == markup.npos) return std::nullopt;
  if (markup.find("<img", at + 1) != markup.npos || characters_of(markup) > 0) return std::nullopt;
  ComicPicture picture;
  picture.is_from_right = markup.starts_with(kFromRight);
  const char* const begin = markup.data() + at + kPicture.size();
  const auto [end, error] = std::from_chars(begin, markup.data() + markup.size(), picture.number);
  return error == std::errc{} && picture.number > 0 ? std::optional(picture) : std::nullopt;
}

}  // namespace aan::catalog
