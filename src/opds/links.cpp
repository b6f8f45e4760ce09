#include "opds/links.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/delivery/sample_books.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::opds {

std::string page_path(const catalog::Work& work) { return web::book_path(work.slug); }
std::string buy_path(const catalog::Work& work) { return "/buy/" + percent_encode(work.slug); }
std::string entry_path(const catalog::Work& work) { return "/books/" + percent_encode(work.slug); }

std::vector<SampleLink> samples_of(const Publication& it) {
  std::vector<SampleLink> links;
  if (it.way == Way::own) return links;
  const std::string path = page_path(it.book.work) + "/sample";
  if (service::has_sample_file(it.book.edition))
    links.push_back({path + ".epub", "application/epub+zip", "opds_sample_epub"});
  if (it.book.edition.sample) links.push_back({path, "text/html", "opds_sample_page"});
  return links;
}

std::vector<Picture> pictures_of(const catalog::BookDetail& book) {
  constexpr int kThumbWidth = 320;
  std::vector<Picture> pictures;
  if (book.work.visibility != catalog::Visibility::listed) return pictures;
  const auto add = [&](std::string_view rel, const crypto::Cid& cid, int width) {
    if (!cid.empty()) pictures.push_back({rel, "/covers/" + cid.text() + ".jpg", width});
  };
  add(kImageRel, book.edition.cover, 0);
  add(kThumbRel, book.edition.thumb_320, kThumbWidth);
  return pictures;
}

std::vector<std::string> types_of(const catalog::BookDetail& book) {
  std::vector<std::string> types;
  for (const catalog::EditionFile& file : book.files)
    if (std::ranges::find(types, file.media_type) == types.end()) types.push_back(file.media_type);
  return types;
}

Timestamp changed_at(const catalog::BookDetail& book) {
  return std::max(book.work.created_at, book.work.updated_at);
}

}  // namespace aan::opds
