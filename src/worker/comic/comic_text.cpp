#include "worker/comic/comic_text.hpp"

#include <algorithm>

#include "domain/catalog/comic_text.hpp"
#include "worker/comic/comic.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/plain_text.hpp"

namespace aan::worker::comic {
namespace {

constexpr std::size_t kStep = 10;  // pages that an entry of the contents is for
constexpr std::size_t kTitleBytesMax = 120;

std::string folder_of(const std::string& name) {
  const std::size_t end = name.rfind('/');
  return end == name.npos ? std::string() : name.substr(0, end);
}

std::string title_of(const std::string& folder) {
  return epub::clean_line(folder.substr(folder.rfind('/') + 1), kTitleBytesMax);
}

// Chapters are folders; where all pages are in one, their numbers lead to them.
std::vector<catalog::ReadingEntry> contents_of(const std::vector<std::string>& pages) {
  std::vector<catalog::ReadingEntry> entries;
  for (std::size_t at = 0; at < pages.size(); ++at) {
    const std::string folder = folder_of(pages[at]);
    if (at > 0 && folder == folder_of(pages[at - 1])) continue;
    if (std::string title = title_of(folder); !title.empty())
      entries.push_back({std::move(title), 0, "s" + std::to_string(at + 1)});
  }
  if (entries.size() > 1) return entries;
  entries.clear();
  for (std::size_t at = 0; pages.size() > kStep && at < pages.size(); at += kStep) {
    const std::size_t last = std::min(at + kStep, pages.size());
    const std::string first = std::to_string(at + 1);
    entries.push_back(
        {at + 1 == last ? first : first + "\u2013" + std::to_string(last), 0, "s" + first});
  }
  return entries;
}

}  // namespace

Result<catalog::BookText> read_comic_text(epub::Archive& archive, const DrawPage& draw) {
  const std::vector<std::string> pages = pages_in(archive.names());
  if (pages.empty())
    return refuse(Errc::invalid, "comic.text", "This archive holds no pages: it is no comic.");
  if (pages.size() > catalog::kReadingPicturesMax)
    return refuse(Errc::too_large, "comic.text", "The comic has more pages than are shown.");
  const int width = pages.size() > kFewPages ? kManyPagesWidth : kPageWidth;
  catalog::BookText text{catalog::begin_comic_text(is_from_right(archive)), {}, contents_of(pages)};
  std::size_t bytes = 0;
  for (const std::string& name : pages) {
    const std::string source = AAN_TRY(archive.read(name, epub::kImageBytesMax));
    std::string drawn = draw(source, width);
    if (drawn.empty())
      return refuse(Errc::invalid, "comic.text", "Not all pages of this comic can be drawn.");
    bytes += drawn.size();
    if (bytes > catalog::kReadingPictureBytesMax)
      return refuse(Errc::too_large, "comic.text", "The comic has larger pages than are shown.");
    text.pictures.push_back(std::move(drawn));
    text.html += catalog::comic_section(text.pictures.size());
  }
  text.html += catalog::kComicTextEnd;
  return text;
}

}  // namespace aan::worker::comic
