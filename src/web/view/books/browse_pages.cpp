#include "web/view/books/browse_pages.hpp"

#include <algorithm>
#include <array>
#include <ranges>

#include "web/view/books/book_block.hpp"
#include "web/view/books/list_parts.hpp"
#include "web/view/books/opening.hpp"
#include "web/view/books/shown_names.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kLeadBytesMax = 300;
constexpr std::size_t kBesideMax = 2;
constexpr std::size_t kIndexMax = 20;
constexpr std::size_t kNarrowerMax = 12;
constexpr std::size_t kChoicesMax = 60;  // in a form; a page of subjects leads to all
constexpr std::array<std::pair<BookSort, std::string_view>, 2> kSorts = {
    {{BookSort::usual, "newest"}, {BookSort::title, "title"}}};

std::string beginning(std::string_view text) {
  return opening(text.substr(0, text.find("\n\n")), kLeadBytesMax);
}

// Subjects to choose from: the fullest first. A subject of one book leads nowhere else; it is
// reached from its book and by search. Where no subject has two, a few show what there is.
std::vector<FacetChoice> worth_choosing(std::vector<FacetChoice> subjects) {
  constexpr std::size_t kFew = 8;
  const bool has_full =
      std::ranges::any_of(subjects, [](const FacetChoice& one) { return one.count > 1; });
  if (has_full) std::erase_if(subjects, [](const FacetChoice& one) { return one.count < 2; });
  std::ranges::sort(subjects, [has_full](const FacetChoice& a, const FacetChoice& b) {
    if (a.count != b.count) return a.count > b.count;
    // Of equals, plain words before long headings where only a few are shown.
    if (!has_full && a.label.size() != b.label.size()) return a.label.size() < b.label.size();
    return a.label < b.label;
  });
  subjects.resize(std::min(subjects.size(), has_full ? kChoicesMax : kFew));
  return subjects;
}

// `others`: what the list is narrowed to beside this choice. The counts are those of the whole
// catalogue, so they are said where they are what a choice leaves: where there is nothing else.
void fill_select(Block& toolbar, std::string_view section, const std::vector<FacetChoice>& choices,
                 const FacetChoice& chosen, const BookFilter& others) {
  if (choices.empty() && chosen.value.empty()) return;
  const Locale& locale = toolbar.locale();
  Block select = toolbar.add(section);
  const bool is_offered = std::ranges::count(choices, chosen.value, &FacetChoice::value) > 0;
  if (!chosen.value.empty() && !is_offered)
    select.add("OPTION")
        .set("VALUE", chosen.value)
        .set("LABEL", label_of(locale, chosen))
        .show("CHOSEN");
  for (const FacetChoice& choice : choices) {
    Block option = select.add("OPTION");
    option.set("VALUE", choice.value).show_if("CHOSEN", choice.value == chosen.value);
    const std::string label = label_of(locale, choice);
    option.set("LABEL",
               is_narrowed(others)
                   ? label
                   : locale.text("choice_count",
                                 {{"label", label}, {"count", locale.number(choice.count)}}));
  }
}

void fill_sorts(Block& toolbar, BookSort chosen) {
  Block select = toolbar.add("SORTS");
  for (const auto& [sort, name] : kSorts)
    select.add("OPTION")
        .set("VALUE", name)
        .set("LABEL", toolbar.locale().text("sort_" + std::string(name)))
        .show_if("CHOSEN", sort == chosen);
}

// The fields that narrow a list.
void fill_narrowing(Block& toolbar, const BookFilter& filter, const std::string& subject_name,
                    const std::vector<FacetChoice>& subjects,
                    const std::vector<FacetChoice>& languages, bool has_free_books) {
  BookFilter but_subject = filter;
  but_subject.subject.clear();
  BookFilter but_language = filter;
  but_language.language.clear();
  const std::vector<FacetChoice> offered = worth_choosing(subjects);
  fill_select(toolbar, "SUBJECTS", offered, chosen_subject(filter, subject_name), but_subject);
  if (offered.size() == kChoicesMax)
    toolbar.add("ALL_SUBJECTS").set("PATH", index_path(IndexKind::subjects));
  fill_select(toolbar, "LANGUAGES", languages, {filter.language, "", 0}, but_language);
  if (has_free_books || filter.only_free) toolbar.add("FREE").show_if("CHECKED", filter.only_free);
}

// Where a subject stands among the others, and ways to browse the list of all books by.
void fill_tree(Block& main, const BooksPage& page) {
  if (page.filter.subject.empty() || !books_path(page.filter).starts_with("/subjects/")) {
    if (is_narrowed(page.filter) || page.books.empty()) return;
    Block kinds = main.add("KINDS");
    for (const IndexKind kind : kIndexKinds)
      kinds.add("KIND")
          .set("LABEL", main.locale().text("index_kind." + std::string(name_of(kind))))
          .set("PATH", index_path(kind));
    return;
  }
  Block way = main.add("BROADER");
  for (const IndexEntry& one : page.broader)
    way.add("STEP").set("LABEL", one.label).set("PATH", one.path);
  if (page.narrower.empty()) return;
  Block below = main.add("NARROWER");
  for (const IndexEntry& one : page.narrower | std::views::take(kNarrowerMax))
    fill_name(below.add("ENTRY"), IndexKind::subjects, one);
  if (page.narrower.size() > kNarrowerMax)
    below.add("MORE").set("PATH", index_path(IndexKind::subjects, {}, page.filter.subject));
}

void fill_featured(Block& main, const FeaturedBook& featured, const std::vector<Shelf>& shelves) {
  const Locale& locale = main.locale();
  Block hero = main.add("FEATURED");
  fill_book(hero, featured.book);
  hero.set("BY", locale.text("by_names", {{"names", shown_names(locale, featured.book.authors)}}));
  hero.set_if("LEAD", beginning(featured.description));
  if (featured.has_sample) hero.add("SAMPLE").set("SAMPLE_PATH", sample_path(featured.book.slug));
  std::size_t shown = 0;
  for (const Shelf& shelf : shelves)
    for (const BookCard& card : shelf.books)
      if (shown < kBesideMax && card.slug != featured.book.slug && !card.cover.src_320.empty()) {
        hero.add("BESIDE").set("SRC", card.cover.src_320);
        ++shown;
      }
}

// Whose shelf this is wrote none of the books that are shown, but has another part in them.
bool has_another_part(const BooksPage& page) {
  return !page.author_name.empty() && !page.books.empty() &&
         std::ranges::none_of(page.books, [&](const BookCard& card) {
           return std::ranges::find(card.authors, page.author_name) != card.authors.end();
         });
}

std::string books_heading(const Locale& locale, const BooksPage& page) {
  const BookFilter& filter = page.filter;
  if (!filter.author.empty())
    return locale.text(has_another_part(page) ? "heading_author_part" : "heading_author",
                       {{"author", page.author_name.empty() ? filter.author : page.author_name}});
  if (!filter.series.empty())
    return locale.text("heading_series",
                       {{"series", page.series_name.empty() ? filter.series : page.series_name}});
  if (!filter.publisher.empty())
    return locale.text("heading_publisher", {{"publisher", filter.publisher}});
  if (!filter.subject.empty())
    return locale.text("heading_subject",
                       {{"subject", label_of(locale, chosen_subject(filter, page.subject_name))}});
  if (!filter.language.empty()) return books_in(locale, filter.language);
  if (!filter.format.empty())
    return locale.text("heading_format", {{"format", format_name(locale, filter.format)}});
  return locale.text(filter.only_free ? "heading_free" : "all_books");
}

// What search engines show below the name of a page of its own.
std::string list_description(const Locale& locale, const BooksPage& page,
                             const std::string& heading) {
  if (!is_narrowed(page.filter) || page.books.empty()) return {};
  constexpr std::size_t kTitles = 3;
  std::vector<std::string> titles;
  for (const BookCard& card : page.books | std::views::take(kTitles))
    titles.push_back(shortened(card.title));
  return locale.text("list_description", {{"heading", heading},
                                          {"count", locale.plural("book_count", page.total)},
                                          {"titles", locale.list(titles)}});
}

}  // namespace

std::string render(const HomePage& page, const Frame& frame) {
  PageWriter writer(frame, {.page_class = "home"}, "home");
  Block& main = writer.main();
  const Locale& locale = writer.locale();
  std::size_t books = page.featured ? 1 : 0;
  for (const Shelf& shelf : page.shelves) books += shelf.books.size();
  main.set("SHOP_HEADING", frame.shop_name).show(books > 0 ? "HAS_BOOKS" : "NO_BOOKS");
  if (page.featured) fill_featured(main, *page.featured, page.shelves);
  int number = 0;
  for (const Shelf& shelf : page.shelves) {
    ++number;
    fill_shelf(main, number == 1 ? "SHELF_FIRST" : "SHELF_REST", "shelf-" + std::to_string(number),
               shelf);
  }
  if (page.subjects.empty() && page.languages.empty()) return writer.finish();
  Block index = main.add("HAS_SUBJECTS");
  const auto add = [&](const std::string& label, const BookFilter& filter, std::int64_t count) {
    index.add("SUBJECT")
        .set("LABEL", label)
        .set("PATH", books_path(filter))
        .set("COUNT", locale.number(count))
        .set("COUNT_WORD", locale.plural("subject_books", count));
  };
  for (const FacetChoice& subject : worth_choosing(page.subjects) | std::views::take(kIndexMax))
    add(label_of(locale, subject), {.subject = subject.value}, subject.count);
  if (page.languages.size() > 1)
    for (const FacetChoice& language : page.languages)
      if (language.value != "und")
        add(books_in(locale, language.value), {.language = language.value}, language.count);
  if (page.free_count > 0) add(locale.text("free_books"), {.only_free = true}, page.free_count);
  return writer.finish();
}

std::string render(const BooksPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string heading = books_heading(locale, page);
  PageWriter writer(frame,
                    {.title = heading,
                     .description = list_description(locale, page, heading),
                     .page_class = "books"},
                    "books");
  Block& main = writer.main();
  // Forward from where this page ends: what comes in meanwhile moves nothing to the next one.
  const PathMaker path = [&page](const BookFilter& filter, std::int64_t number) {
    return books_path(filter, number,
                      number == page.page + 1 ? std::string_view(page.next) : std::string_view());
  };
  main.set("HEADING", heading).set("COUNT_TEXT", locale.plural("book_count", page.total));
  fill_tree(main, page);
  const bool is_bare = page.books.empty() && !is_narrowed(page.filter);
  const bool has_no_free = page.books.empty() && page.filter.only_free && !frame.has_free_books;
  if (!is_bare && !has_no_free) {
    Block toolbar = main.include("TOOLBAR", "toolbar");
    toolbar.set("ACTION", "/books");
    const auto keep = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) toolbar.add("KEEP").set("NAME", name).set("VALUE", value);
    };
    keep("author", page.filter.author);
    keep("series", page.filter.series);
    keep("publisher", page.filter.publisher);
    keep("format", page.filter.format);
    fill_narrowing(toolbar, page.filter, page.subject_name, page.subjects, page.languages,
                   frame.has_free_books);
    fill_sorts(toolbar, page.filter.sort);
    fill_chosen(toolbar, page.filter, {page.subject_name, page.author_name, page.series_name},
                Asset(), path);
  }
  if (page.books.empty()) {
    main.show(is_bare ? "BARE" : has_no_free ? "NO_FREE" : "EMPTY");
  } else {
    Block list = main.add("LIST");
    fill_books(list, "CARD", "card", page.books);
  }
  fill_pager(main, page.page, page.pages, page.filter, path);
  return writer.finish();
}

}  // namespace aan::web
