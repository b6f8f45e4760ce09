#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/text.hpp"
#include "web/view/books/book_page.hpp"
#include "web/view/books/browse_pages.hpp"
#include "web/view/books/bundle_pages.hpp"
#include "web/view/gallery/gallery.hpp"
#include "web/view/sale/gift_page.hpp"
#include "web/view/sale/order_page.hpp"
#include "web/view/sale/sale_pages.hpp"
#include "web/view/text_pages.hpp"

namespace aan::web {

// What the pages of the gallery show.
inline const Asset kUsd = *find_asset("USD");
inline constexpr Timestamp kNow = Timestamp::from_unix_seconds(1'795'400'000);
inline constexpr const char* kCid = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
inline constexpr const char* kSha256 =
    "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069";
inline constexpr const char* kSecret = "3vQm7Wb2xXr9KfLh0aTzEwYcUo5NpJdGqSiBtMVkRgA";

inline Money usd(std::int64_t cents) { return {cents, kUsd}; }

/// A book of the demonstration, as its file says.
struct DemoBook {
  BookCard card;
  std::string description;
  std::vector<std::string> subjects;
  std::string publisher;
  std::string published;
};

/// Makes the gallery: what the pages share is in `gallery_test.cpp`, the pages are in
/// `gallery_*_test.cpp`, by what they are about.
class Gallery {
 public:
  explicit Gallery(const Words& words);
  std::vector<GalleryPage> all();

 private:
  Frame frame(NavItem current = NavItem::none, std::int64_t cart = 1) const;
  Error refusal(std::string reason, ErrorValues values = {}) const;
  std::vector<BookCard> cards(std::size_t first, std::size_t count) const;
  const DemoBook& find(std::string_view slug) const;
  std::vector<FacetChoice> subjects() const;
  std::vector<FacetChoice> languages() const;
  template <class Page>
  void add(const std::string& name, const Page& page, const Frame& frame) {
    pages_.push_back({name, render(page, frame)});
  }

  // Of books.
  void home();
  void lists();
  void many();
  void dates();
  void currencies();
  void about();
  void bundles();
  void search();
  BookPage book_page(const DemoBook& from) const;
  void book();
  void reading();

  // Of a sale.
  void cart();
  std::vector<PaymentChoice> many_methods() const;
  void checkout();
  OrderPage order(sales::OrderState state) const;
  OrderPage paid_order() const;
  void orders();
  void preorders();
  void gifts();
  void papers();
  void sandbox();
  void library();
  void own_keys();

  // Of words.
  void words();
  void errors();

  const Words& words_;
  std::vector<DemoBook> books_;
  std::vector<GalleryPage> pages_;
};

}  // namespace aan::web
