#include "web/view/books/bundle_pages.hpp"

#include "base/text.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/opening.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/pager.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kDescriptionBytesMax = 160;
constexpr std::size_t kCoversShown = 4;

std::string head_description(const Locale& locale, const BundlePage& page) {
  if (!page.description.empty()) return opening(page.description, kDescriptionBytesMax);
  std::vector<std::string> titles;
  for (const BookCard& book : page.books) titles.push_back(book.title);
  if (titles.empty()) return {};
  return locale.text("bundle_description", {{"titles", locale.list(titles)}});
}

// Why the bundle cannot be had now; empty: it can.
std::string why_not(const Locale& locale, const BundlePage& page) {
  if (page.availability == catalog::Availability::available) return {};
  if (page.because_of.empty()) return locale.text("bundle_rests");
  return locale.text("bundle_rests." + std::string(catalog::name_of(page.availability)),
                     {{"title", page.because_of}});
}

void fill_buy(Block& main, const BundlePage& page, const Frame& frame) {
  const Locale& locale = main.locale();
  if (page.saved && page.apart)
    main.add("SAVED").set("TEXT",
                          locale.text("bundle_saved", {{"saved", locale.money(*page.saved)},
                                                       {"apart", locale.money(*page.apart)}}));
  if (!page.card.price && !page.card.sold_in.empty()) {
    Block elsewhere = main.add("ELSEWHERE");
    elsewhere.set("TEXT", locale.text("bundle_not_in_currency", {{"currency", frame.currency}}));
    fill_currencies(elsewhere, "CHOICE", frame, locale.text("currency_elsewhere"),
                    page.card.sold_in);
    return;
  }
  if (const std::string why = why_not(locale, page); !why.empty()) {
    main.add("RESTS").set("TEXT", why);
    return;
  }
  const bool is_free = page.card.price && page.card.price->is_zero();
  if (!is_free && !frame.has_ways_to_pay) {
    main.show("NOT_YET");
    return;
  }
  main.add("CART").set("OFFER", page.offer_id).set("CHECKOUT_PATH", checkout_path(page.offer_id));
}

}  // namespace

std::string render(const BundlePage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(frame,
                    {.title = page.card.title,
                     .description = head_description(locale, page),
                     .page_class = "book-page bundle-page"},
                    "bundle");
  Block& main = writer.main();
  fill_book(main, page.card, frame.prices);
  main.set("COUNT_TEXT", locale.plural("bundle_holds", page.card.bundled));
  for (std::size_t i = 0; i < page.books.size() && i < kCoversShown; ++i) {
    Block cover = main.include("COVERS", "bundle_cover");  // takes nothing from the bundle's own
    fill_book_cover(cover, page.books[i]);
  }
  fill_buy(main, page, frame);
  fill_description(main, page.description);
  fill_books(main, "ROW", "row", page.books);
  return writer.finish();
}

std::string render(const BundlesPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(frame, {.title = locale.text("nav_bundles"), .page_class = "books"}, "bundles");
  Block& main = writer.main();
  main.set("COUNT_TEXT", locale.plural("bundle_count", page.total));
  if (page.bundles.empty()) {
    main.show("EMPTY");
    return writer.finish();
  }
  Block list = main.add("LIST");
  fill_books(list, "CARD", "card", page.bundles);
  fill_pager(main, page.page, page.pages, [](std::int64_t number) {
    return std::string("/bundles") + (number > 1 ? "?page=" + std::to_string(number) : "");
  });
  return writer.finish();
}

}  // namespace aan::web
