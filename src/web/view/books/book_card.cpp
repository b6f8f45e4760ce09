#include "base/text.hpp"
#include "domain/catalog/subject_heading.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/drawn_cover.hpp"
#include "web/view/books/own_price.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kLongTitleBytes = 140;  // beyond it a title is set smaller

std::string shelf_heading(const Locale& locale, const Shelf& shelf) {
  switch (shelf.kind) {
    case ShelfKind::newest: return locale.text("shelf_newest");
    case ShelfKind::free_books: return locale.text("shelf_free");
    case ShelfKind::subject:
      return locale.text("shelf_subject", {{"name", shortened(subject_name(locale, shelf.name))}});
    case ShelfKind::series: return locale.text("shelf_series", {{"name", shortened(shelf.name)}});
    case ShelfKind::related: return locale.text("shelf_related");
    case ShelfKind::more: return locale.text("shelf_more");
    case ShelfKind::bundles: return locale.text("nav_bundles");
    case ShelfKind::of_this_book: return locale.text("shelf_of_this_book");
  }
  return {};
}

}  // namespace

std::string book_path(std::string_view slug) { return "/books/" + percent_encode(slug); }
std::string bundle_path(std::string_view slug) { return "/bundles/" + percent_encode(slug); }
std::string sample_path(std::string_view slug, std::int64_t part) {
  return book_path(slug) + "/sample" + (part > 1 ? "?page=" + std::to_string(part) : "");
}
std::string sample_file_path(std::string_view slug) { return book_path(slug) + "/sample.epub"; }
std::string checkout_path(std::string_view offer_id) {
  return "/checkout?book=" + percent_encode(offer_id);
}

std::string subject_name(const Locale& locale, std::string_view name) {
  std::string out;
  int parts = 0;
  for (const std::string_view view : catalog::heading_parts(name)) {
    const std::string part(view);
    out = parts++ == 0 ? part
                       : locale.text(parts == 2 ? "subject_aspect" : "subject_aspects",
                                     {{"before", out}, {"after", part}});
  }
  return out;
}

std::string price_text(const Locale& locale, const std::optional<Money>& price) {
  if (!price) return locale.text("price_unset");
  return price->is_zero() ? locale.text("price_free") : locale.money(*price);
}

namespace {

bool is_not_sold_here(const BookCard& card) {
  return card.is_resting || (card.formats.empty() && card.bundled == 0);
}

}  // namespace

std::string price_text(const Locale& locale, const BookCard& card) {
  if (is_not_sold_here(card)) return locale.text("price_no_file");
  if (!card.price && !card.sold_in.empty())
    return locale.text("price_elsewhere", {{"currencies", locale.list(card.sold_in)}});
  if (!card.price || !card.buyer_sets_price) return price_text(locale, card.price);
  return card.price->is_zero() ? locale.text("price_own")
                               : locale.text("price_from", {{"price", locale.money(*card.price)}});
}

std::string line_title(const Locale& locale, const std::string& title, const std::string& bundle) {
  if (bundle.empty()) return title;
  return locale.text("line_of_bundle", {{"title", title}, {"bundle", bundle}});
}

std::string format_name(const Locale& locale, std::string_view format) {
  if (const std::string* name = locale.find("format." + std::string(format))) return *name;
  return std::string(format);
}

std::string extent_of(const Locale& locale, std::uint64_t pages, std::uint64_t play_seconds) {
  if (pages > 0) return locale.plural("extent_pages", static_cast<std::int64_t>(pages));
  if (play_seconds == 0) return {};
  constexpr std::uint64_t kMinute = 60;
  const auto minutes = static_cast<std::int64_t>((play_seconds + kMinute / 2) / kMinute);
  if (minutes < 60)
    return locale.text("extent_minutes",
                       {{"minutes", locale.number(std::max<std::int64_t>(1, minutes))}});
  return locale.text("extent_hours", {{"hours", locale.number(minutes / 60)},
                                      {"minutes", locale.number(minutes % 60)}});
}

std::string short_facts(const Locale& locale, const BookCard& card) {
  if (card.bundled > 0) return locale.plural("book_count", card.bundled);
  std::vector<std::string> formats;
  for (const std::string& format : card.formats) formats.push_back(format_name(locale, format));
  std::string facts = locale.list(formats);
  if (card.language.empty() || card.language == "und") return facts;
  std::string language = locale.language(card.language);
  if (facts.empty()) return language;
  return locale.text("facts_join", {{"before", facts}, {"after", language}});
}

void fill_own_price(Block& block, const Money& least, const Money& shown,
                    const std::optional<WrongPrice>& wrong) {
  const Locale& locale = block.locale();
  block.set("AMOUNT", wrong ? wrong->typed : decimal(shown)).set("CURRENCY", shown.asset.code());
  block.show_if("WRONG", wrong.has_value());
  block.set_if("PROBLEM", wrong ? error_text(locale, wrong->problem).sentence : "");
  block.set("LEAST_TEXT", least.is_zero()
                              ? locale.text("own_price_any")
                              : locale.text("own_price_least", {{"price", locale.money(least)}}));
}

void fill_currencies(Block& block, std::string_view marker, const Frame& frame,
                     const std::string& legend, const std::vector<std::string>& codes,
                     const std::vector<std::string>& about) {
  Block form = block.include(marker, "currency");
  form.set("BACK", frame.here.empty() ? "/" : frame.here).set("LEGEND", legend);
  const std::string& with_form = frame.currencies_take_form_to;
  form.show(with_form.empty() ? "ALONE" : "BESIDE_FORM");
  const auto add = [&](Block& beside, const std::string& code, bool is_chosen) {
    Block option = beside.add("OPTION");
    option.set("CODE", code).show_if("CHOSEN", is_chosen);
    if (with_form.empty())
      option.show("ALONE");
    else
      option.add("WITH_FORM").set("ACTION", with_form + "/" + code);
  };
  for (const std::string& code : codes) add(form, code, code == frame.currency);
  if (about.empty()) return;
  Block beside = form.add("ABOUT");
  beside.set("HINT", block.locale().text("currency_about_hint", {{"currency", codes.front()}}));
  for (const std::string& code : about)
    add(beside, code, frame.about && code == frame.about->asset.code());
}

void fill_cover(Block& block, const Cover& cover) {
  std::string srcset;
  const auto add = [&srcset](const std::string& path, std::string_view width) {
    if (path.empty()) return;
    if (!srcset.empty()) srcset += ", ";
    srcset += path;
    srcset += width;
  };
  add(cover.src_160, " 160w");
  add(cover.src_320, " 320w");
  add(cover.src_640, " 640w");
  if (srcset.empty()) return;
  block.show("HAS_COVER").set("SRCSET", srcset);
  block.set("SRC", cover.src_320.empty() ? std::string_view(srcset).substr(0, srcset.find(' '))
                                         : std::string_view(cover.src_320));
}

namespace {

void fill_price(Block line, const BookCard& card, std::optional<tax::Prices> prices) {
  const Locale& locale = line.locale();
  const bool is_not_sold = is_not_sold_here(card);
  // Words in the place of an amount look the same on every page, whatever stands around them.
  const std::string text = price_text(locale, card);
  if (!card.price || is_not_sold)
    line.add("UNSET").set("PRICE", text);
  else
    line.add("SET").set("PRICE", text);
  if (is_not_sold) return;
  if (card.price)
    line.set_if("ABOUT", line.about(*card.price))
        .set_if("TAX", tax_word(locale, prices, *card.price));
  if (card.price && card.compare_at && card.compare_at->amount > card.price->amount)
    line.add("WAS").set("AMOUNT", locale.money(*card.compare_at));
  const bool is_announced = card.sale_state == catalog::SaleState::preorder ||
                            card.sale_state == catalog::SaleState::not_yet;
  if (is_announced && card.sale_day && card.copies_left != 0) {
    const bool is_preorder = card.sale_state == catalog::SaleState::preorder;
    line.add("TAG").set("TEXT", locale.text(is_preorder ? "tag_preorder" : "tag_not_yet",
                                            {{"day", locale.date(*card.sale_day)}}));
    return;
  }
  if (!card.copies_left) return;
  line.add("TAG").set("TEXT", card.copies_back_at ? locale.text("all_held")
                              : *card.copies_left == 0
                                  ? locale.text("sold_out")
                                  : locale.plural("copies_left", *card.copies_left));
}

}  // namespace

void fill_book_cover(Block& block, const BookCard& card) {
  fill_cover(block, card.cover);
  if (card.cover.src_160.empty() && card.cover.src_320.empty() && card.cover.src_640.empty())
    fill_drawn_cover(block, card);
}

std::string tax_word(const Locale& locale, std::optional<tax::Prices> prices, const Money& price) {
  if (!prices || price.is_zero()) return {};
  return locale.text(*prices == tax::Prices::inclusive ? "price_with_tax" : "price_without_tax");
}

void fill_book(Block& block, const BookCard& card, std::optional<tax::Prices> prices) {
  const Locale& locale = block.locale();
  fill_book_cover(block, card);
  block.set("PATH", card.bundled > 0 ? bundle_path(card.slug) : book_path(card.slug));
  block.set("TITLE", shortened(card.title))
      .show_if("LONG_TITLE", card.title.size() > kLongTitleBytes);
  block.set("BOOK_LANG", card.language.empty() ? "und" : card.language);
  block.set_if("SUBTITLE", shortened(card.subtitle));
  block.set_if("AUTHORS", shown_names(locale, card.authors));
  block.set("FACTS", short_facts(locale, card)).set("PRICE", price_text(locale, card));
  fill_price(block.include("PRICE_LINE", "price"), card, prices);
}

void fill_books(Block& block, std::string_view marker, std::string_view file,
                const std::vector<BookCard>& books) {
  for (const BookCard& card : books) {
    Block one = block.include(marker, file);
    fill_book(one, card);
  }
}

void fill_description(Block& block, std::string_view text) {
  if (text.empty()) return;
  Block description = block.add("DESCRIPTION");
  while (!text.empty()) {
    const auto end = text.find("\n\n");
    const std::string_view paragraph = trim(text.substr(0, end));
    if (!paragraph.empty()) description.add("PARAGRAPH").set("TEXT", paragraph);
    text.remove_prefix(end == text.npos ? text.size() : end + 2);
  }
}

namespace {

// Its name is that of an author, which other words lead to than to a subject or a series.
bool is_of_a_person(const Shelf& shelf) {
  return shelf.kind == ShelfKind::related && shelf.more_path.starts_with("/authors/");
}

}  // namespace

void fill_shelf(Block& block, std::string_view marker, std::string_view id, const Shelf& shelf) {
  if (shelf.books.empty()) return;
  const Locale& locale = block.locale();
  Block inside = block.include(marker, "shelf");
  inside.set("SHELF_ID", id).set("HEADING", shelf_heading(locale, shelf));
  if (!shelf.more_path.empty())
    inside.add("MORE")
        .set("MORE_PATH", shelf.more_path)
        .set("MORE_LABEL",
             shelf.name.empty() ? locale.text("see_all")
             : is_of_a_person(shelf)
                 ? locale.text("see_all_by", {{"name", shortened(shelf.name)}})
                 : locale.text("see_all_of",
                               {{"name", shortened(subject_name(locale, shelf.name))}}));
  fill_books(inside, "CARD", "card", shelf.books);
}

}  // namespace aan::web
