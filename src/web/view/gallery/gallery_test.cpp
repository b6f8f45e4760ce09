// Every page in every state. With AAN_GALLERY_DIR set the pages are written there, to be looked at
// in a browser:  AAN_GALLERY_DIR=/tmp/shop test_web_view --gtest_filter='Gallery.*'
#include "web/view/gallery/gallery.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "web/view/assets.hpp"
#include "web/view/gallery/gallery_maker.hpp"

namespace aan::web {
namespace {

// The header of a demonstration text: lines "key: value" up to "---".
DemoBook read_demo(const std::filesystem::path& path, const Words& words) {
  DemoBook book;
  std::ifstream file(path);
  book.card.slug = path.stem().string();
  const std::string cover = "/covers/" + book.card.slug;
  book.card.cover = {cover + "-160.svg", cover + "-320.svg", cover + "-640.svg"};
  book.card.formats = {"epub"};
  for (std::string line; std::getline(file, line) && line != "---";) {
    const auto colon = line.find(": ");
    if (colon == line.npos) continue;
    const std::string key = line.substr(0, colon);
    const std::string value = line.substr(colon + 2);
    if (key == "title") book.card.title = words(value);
    if (key == "subtitle") book.card.subtitle = words(value);
    if (key == "language") book.card.language = value;
    if (key == "description") book.description = words(value) + "\n\n" + words("And more of it.");
    if (key == "publisher") book.publisher = words(value);
    if (key == "published") book.published = value;
    if (key == "price") book.card.price = value == "free" ? usd(0) : *parse_decimal(value, kUsd);
    if (key == "author")
      for (const auto name : split(value, ';'))
        book.card.authors.push_back(words(std::string(trim(name))));
    if (key == "subjects")
      for (const auto name : split(value, ';'))
        book.subjects.push_back(words(std::string(trim(name))));
    if (key == "series") {
      book.card.series = words(std::string(trim(value.substr(0, value.find('|')))));
      book.card.series_position = trim(value.substr(value.find('|') + 1));
    }
  }
  return book;
}

}  // namespace

Gallery::Gallery(const Words& words) : words_(words) {
  const char* source = std::getenv("AAN_SOURCE_DIR");
  const std::filesystem::path root = source != nullptr ? source : ".";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(root / "demo" / "books"))
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  std::ranges::sort(paths);
  for (const auto& path : paths) books_.push_back(read_demo(path, words));
}

std::vector<GalleryPage> Gallery::all() {
  home();
  lists();
  many();
  bundles();
  dates();
  currencies();
  about();
  search();
  book();
  cart();
  checkout();
  orders();
  preorders();
  gifts();
  sandbox();
  library();
  words();
  errors();
  return std::move(pages_);
}

Frame Gallery::frame(NavItem current, std::int64_t cart) const {
  Frame frame;
  frame.shop_name = words_("Calder & Daughters");
  frame.canonical_path = "/";
  frame.address = "https://books.example";
  frame.current = current;
  frame.cart_count = cart;
  frame.catalogue_size = static_cast<std::int64_t>(books_.size());
  frame.has_free_books = true;
  frame.has_imprint = frame.has_privacy = true;
  frame.seller_name = words_("Calder & Daughters Ltd");
  frame.is_sandbox = true;
  frame.contact = "desk@calder.example";
  return frame;
}

Error Gallery::refusal(std::string reason, ErrorValues values) const {
  Error error;
  error.reason = std::move(reason);
  error.safe = "what the API says";
  error.values = std::move(values);
  return error;
}

std::vector<BookCard> Gallery::cards(std::size_t first, std::size_t count) const {
  std::vector<BookCard> out;
  for (std::size_t i = first; i < first + count; ++i) out.push_back(books_[i % books_.size()].card);
  return out;
}

const DemoBook& Gallery::find(std::string_view slug) const {
  for (const DemoBook& book : books_)
    if (book.card.slug == slug) return book;
  return books_.front();
}

std::vector<FacetChoice> Gallery::subjects() const {
  return {{"bookselling", words_("Bookselling"), 16},
          {"craft", words_("Craft of books"), 9},
          {"editing", words_("Editing"), 3},
          {"essays", words_("Essays"), 5},
          {"fiction", words_("Fiction"), 6},
          {"history", words_("History"), 2},
          {"money", words_("Money"), 12},
          {"payments", words_("Payments"), 7},
          {"self-hosting", words_("Self-hosting"), 9},
          {"typography", words_("Typography"), 4}};
}

std::vector<FacetChoice> Gallery::languages() const {
  return {{"en", "", 28}, {"de", "", 7}, {"es", "", 5}};
}

void Gallery::words() {
  add("help", HelpPage{}, frame(NavItem::help));
  Frame silent = frame(NavItem::help);
  silent.contact.clear();
  add("help-no-contact", HelpPage{}, silent);
  add("about", AboutPage{words_("Ines Calder"), "", "ed25519:8a6f0c2b9d", "0.1.0"},
      frame(NavItem::about));
  add("about-story", AboutPage{"", words_("# We sell\n\nbooks *and* tea"), "", ""}, frame());
  add("about-fallback", AboutFallbackPage{many_methods(), {"http://calder.onion"}}, frame());
  add("about-fallback-bare", AboutFallbackPage{}, frame());
  const std::string terms(default_terms());
  add("terms", TermsPage{terms, 2, kNow, true, words_("Ines Calder")}, frame());
  add("terms-replaced", TermsPage{terms, 1, kNow, false, words_("Ines Calder")}, frame());
}

void Gallery::errors() {
  for (const int status :
       {400, 403, 404, 405, 409, 410, 413, 414, 415, 417, 421, 429, 431, 500, 502, 503}) {
    ErrorPage page{{status, {}}, "01JD5Y8T3K9W2B7Q4N6M0XHZCV"};
    if (status == 429) page.problem.error.retry_after_s = 30;
    page.is_from_cart = status == 409;
    if (status == 409) page.problem.error = refusal("not_for_sale", {{"title", words_("Margins")}});
    Frame around = frame();
    if (status == 500) around.contact = words_("@desk:calder.example");
    if (status == 503) around.contact.clear();
    add("error-" + std::to_string(status), page, around);
  }
  add("maintenance", MaintenancePage{5, "01JD5Y8T3K9W2B7Q4N6M0XHZCV"}, frame());
}

TEST(Gallery, HasEveryPageInEveryState) {
  const std::vector<GalleryPage> pages = gallery([](std::string text) { return text; });
  EXPECT_GE(pages.size(), 50U);
  const char* folder = std::getenv("AAN_GALLERY_DIR");
  if (folder == nullptr) return;
  const auto write = [&](std::string_view name, std::string_view bytes) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  };
  for (const GalleryPage& page : pages) write(page.name + ".html", page.html);
  for (const AssetFile& asset : all_assets()) write(asset.path.substr(1), asset.bytes);
}

std::vector<GalleryPage> gallery(const Words& words) { return Gallery(words).all(); }

}  // namespace aan::web
