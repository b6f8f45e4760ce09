#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/view/block.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// "/books/{slug}", "/bundles/{slug}", "/books/{slug}/sample", "/books/{slug}/sample.epub",
/// "/checkout?book={offer}"
std::string book_path(std::string_view slug);
std::string bundle_path(std::string_view slug);
std::string sample_path(std::string_view slug, std::int64_t part = 1);
std::string sample_file_path(std::string_view slug);
std::string checkout_path(std::string_view offer_id);

/// A subject in words: the dashes of library headings ("Whaling -- Fiction") become "Whaling:
/// Fiction".
std::string subject_name(const Locale& locale, std::string_view name);

/// "$19.00", "Free", "Price not set"
std::string price_text(const Locale& locale, const std::optional<Money>& price);
/// The same for a book: "From $3.00", "Name your price" where the buyer sets it.
std::string price_text(const Locale& locale, const BookCard& card);
/// A line of a receipt: the title, and the bundle that it was bought in if any.
std::string line_title(const Locale& locale, const std::string& title, const std::string& bundle);
/// "EPUB"
std::string format_name(const Locale& locale, std::string_view format);
/// "240 pages" or "5 h 12 min"; empty for a file that has neither.
std::string extent_of(const Locale& locale, std::uint64_t pages, std::uint64_t play_seconds);
/// "EPUB · German": what lists say below a title.
std::string short_facts(const Locale& locale, const BookCard& card);

/// Includes at {{>marker}} the form that shows prices in another of these currencies, or the shop's
/// own with about what they are in one of `about`.
void fill_currencies(Block& block, std::string_view marker, const Frame& frame,
                     const std::string& legend, const std::vector<std::string>& codes,
                     const std::vector<std::string>& about = {});

/// HAS_COVER, SRC, SRCSET
void fill_cover(Block& block, const Cover& cover);
/// The same, and for a book without one at {{>DRAWN}} its title and authors in type.
void fill_book_cover(Block& block, const BookCard& card);
/// Cover, PATH, TITLE, BOOK_LANG, SUBTITLE, AUTHORS, FACTS, PRICE, and at {{>PRICE_LINE}}
/// the price with what it was before, and how few copies there are; `prices` says with it whether
/// it holds tax, which lists of cards leave to the foot of their page.
void fill_book(Block& block, const BookCard& card, std::optional<tax::Prices> prices = {});
/// "incl. VAT", or what is true of a price that holds none; empty where nothing is to be paid, or
/// no tax is charged.
std::string tax_word(const Locale& locale, std::optional<tax::Prices> prices, const Money& price);
void fill_books(Block& block, std::string_view marker, std::string_view file,
                const std::vector<BookCard>& books);
/// DESCRIPTION with a PARAGRAPH for each; nothing for an empty one. Blank lines part them.
void fill_description(Block& block, std::string_view text);
/// Includes a shelf at {{>marker}} unless it is empty. `id` names its heading in the page.
void fill_shelf(Block& block, std::string_view marker, std::string_view id, const Shelf& shelf);

}  // namespace aan::web
