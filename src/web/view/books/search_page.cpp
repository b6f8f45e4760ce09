#include "web/view/books/search_page.hpp"

#include <algorithm>
#include <array>

#include "web/view/books/book_block.hpp"
#include "web/view/books/list_parts.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

constexpr std::array kSorts = {BookSort::usual, BookSort::newest, BookSort::title,
                               BookSort::cheapest, BookSort::dearest};

// One thing to narrow by: how its values are called, and the filter that has one of them.
struct Facet {
  std::string name;
  std::string chosen;
  const std::vector<FacetChoice>& choices;
  std::string (*label)(const Locale&, const FacetChoice&, const Asset&);
  void (*choose)(BookFilter&, const std::string&);
};

std::string as_it_is(const Locale& locale, const FacetChoice& choice, const Asset&) {
  return label_of(locale, choice);
}
std::string as_format(const Locale& locale, const FacetChoice& choice, const Asset&) {
  return format_name(locale, choice.value);
}
std::string as_price(const Locale& locale, const FacetChoice& choice, const Asset& currency) {
  const auto band = catalog::parse_price_band(choice.value);
  return band ? price_label(locale, *band, currency) : choice.value;
}

std::array<Facet, 5> facets_of(const SearchPage& page, const Locale& locale) {
  const BookFilter& filter = page.filter;
  return {{{locale.text("subject"), filter.subject, page.subjects, as_it_is,
            [](BookFilter& f, const std::string& value) { f.subject = value; }},
           {locale.text("author"), filter.author, page.authors, as_it_is,
            [](BookFilter& f, const std::string& value) { f.author = value; }},
           {locale.text("format"), filter.format, page.formats, as_format,
            [](BookFilter& f, const std::string& value) { f.format = value; }},
           {locale.text("language"), filter.language, page.languages, as_it_is,
            [](BookFilter& f, const std::string& value) { f.language = value; }},
           {locale.text("price"),
            filter.price ? std::string(catalog::name_of(*filter.price)) : std::string(),
            page.prices, as_price, [](BookFilter& f, const std::string& value) {
              f.price = catalog::parse_price_band(value);
            }}}};
}

// An estimate has no more than two digits that say something.
std::string count_text(const Locale& locale, const FacetChoice& choice) {
  if (!choice.is_estimate) return locale.number(choice.count);
  std::int64_t step = 1;
  while (choice.count / step >= 100) step *= 10;
  const std::int64_t rounded = (choice.count + step / 2) / step * step;
  return locale.text("facet_about", {{"count", locale.number(rounded)}});
}

// What is chosen leads to the list without it; what all have that were found narrows nothing.
void fill_facet(Block& facets, const Facet& facet, const SearchPage& page, const Asset& currency,
                const PathMaker& path) {
  if (facet.choices.empty()) return;
  const bool is_of_all = facet.choices.size() == 1 && facet.choices.front().count >= page.total;
  if (is_of_all && facet.chosen.empty()) return;
  const Locale& locale = facets.locale();
  Block block = facets.add("FACET");
  block.set("NAME", facet.name).show_if("ACTIVE", !facet.chosen.empty());
  for (const FacetChoice& choice : facet.choices) {
    const bool is_chosen = choice.value == facet.chosen;
    BookFilter other = page.filter;
    facet.choose(other, is_chosen ? std::string() : choice.value);
    block.add("CHOICE")
        .set("LABEL", facet.label(locale, choice, currency))
        .set("COUNT", count_text(locale, choice))
        .set("COUNT_WORD", locale.plural("subject_books", choice.count))
        .set("PATH", path(other, 1))
        .show_if("CHOSEN", is_chosen);
  }
}

void fill_sorts(Block& facets, const BookFilter& filter, const PathMaker& path) {
  const Locale& locale = facets.locale();
  const auto label = [&](BookSort sort) {
    const std::string_view name = name_of(sort);
    return locale.text(name.empty() ? "sort_best" : "sort_" + std::string(name));
  };
  Block sorts = facets.add("SORTS");
  sorts.set("NOW", label(filter.sort));
  for (const BookSort sort : kSorts) {
    BookFilter other = filter;
    other.sort = sort;
    sorts.add("SORT")
        .set("LABEL", label(sort))
        .set("PATH", path(other, 1))
        .show_if("CHOSEN", sort == filter.sort);
  }
}

void fill_facets(Block& main, const SearchPage& page, const Asset& currency,
                 const PathMaker& path) {
  Block facets = main.include("FACETS", "facets");
  for (const Facet& facet : facets_of(page, main.locale()))
    fill_facet(facets, facet, page, currency, path);
  if (page.total > 1) fill_sorts(facets, page.filter, path);
  fill_chosen(facets, page.filter, {page.subject_name, page.author_name, ""}, currency, path);
}

void fill_notices(Block& main, const SearchPage& page) {
  const Locale& locale = main.locale();
  if (!page.typed.empty())
    main.add("NEAREST").set("NOTICE", locale.text("search_nearest", {{"query", page.typed}}));
  if (page.is_loose) main.add("LOOSE").set("NOTICE", locale.text("search_loose"));
  if (!page.suggestion.empty())
    main.add("SUGGESTION")
        .set("WORD", page.suggestion)
        .set("PATH", search_path(page.suggestion, page.filter));
}

void fill_shelves(Block& main, const std::vector<ShelfCalledSo>& shelves) {
  using Kind = ShelfCalledSo::Kind;
  if (shelves.empty()) return;
  const Locale& locale = main.locale();
  Block list = main.add("SHELVES");
  for (const ShelfCalledSo& one : shelves) {
    BookFilter filter;
    (one.kind == Kind::author   ? filter.author
     : one.kind == Kind::series ? filter.series
                                : filter.subject) = one.value;
    const std::string kind = one.kind == Kind::author ? "suggest_author" : "suggest_subject";
    list.add("SHELF")
        .set("PATH", books_path(filter))
        .set("NAME", one.kind == Kind::subject ? subject_name(locale, one.name) : one.name)
        .set("DETAIL", one.kind == Kind::series ? locale.text("suggest_series")
                                                : locale.plural(kind, one.count));
  }
}

}  // namespace

std::string render(const SearchPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const bool has_query = !page.query.empty();
  const bool is_in_vain = has_query && !page.is_resting && page.books.empty();
  const std::string heading =
      has_query ? locale.text(is_in_vain ? "search_nothing" : "search_heading_for",
                              {{"query", page.query}})
                : locale.text("search_heading");
  PageWriter writer(frame,
                    {.title = heading,
                     .page_class = "search",
                     .is_private = has_query,
                     .search_text = page.query},
                    "search");
  Block& main = writer.main();
  const PathMaker path = [&page](const BookFilter& filter, std::int64_t number) {
    return search_path(page.query, filter, number, page.upto);
  };
  main.set("HEADING", heading).set("QUERY", page.query);
  main.show_if("RESTING", page.is_resting).show_if("INVITE", !has_query && !page.is_resting);
  if (!has_query || page.is_resting) return writer.finish();
  main.set_if("COUNT_TEXT", page.total > 0 ? locale.plural("search_count", page.total) : "");
  fill_notices(main, page);
  fill_shelves(main, page.shelves);
  const Asset currency = find_asset(frame.currency).value_or(Asset());
  if (!page.books.empty() || is_narrowed(page.filter)) fill_facets(main, page, currency, path);
  if (page.is_shop_bare) {
    main.add("BARE");
  } else if (page.books.empty()) {
    Block empty = main.add("EMPTY");
    if (is_narrowed(page.filter)) empty.add("NARROWED").set("WIDER_PATH", path({}, 1));
  } else {
    Block list = main.add("LIST");
    fill_books(list, "ROW", "row", page.books);
  }
  if (page.cut_at > 0)
    main.add("CUT_SHORT")
        .set("NOTICE", locale.text("search_cut_short", {{"count", locale.number(page.cut_at)}}));
  fill_pager(main, page.page, page.pages, page.filter, path);
  return writer.finish();
}

}  // namespace aan::web
