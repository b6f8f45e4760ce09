#include "web/view/books/book_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/catalog/language.hpp"
#include "domain/catalog/on_pages.hpp"
#include "web/view/books/accessibility.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/link_data_json.hpp"
#include "web/view/books/linked_text.hpp"
#include "web/view/books/list_filter.hpp"
#include "web/view/books/opening.hpp"
#include "web/view/books/shown_names.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/pager.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kDescriptionBytesMax = 160;
constexpr std::size_t kContentsShown = 14;
constexpr int kContentsDepthMax = 1;
constexpr std::size_t kContentsBytesMax = 30'000;  // of a part of them
constexpr std::size_t kContentsEntryBytes = 24;    // of its markup
constexpr std::size_t kTextBytesMax = 32'000;      // of a description, in entities
constexpr std::size_t kRightsBytesMax = 120;       // longer ones are folded away

std::string head_description(const Locale& locale, const BookPage& page) {
  if (!page.description.empty()) return opening(page.description, kDescriptionBytesMax);
  if (page.card.authors.empty())
    return locale.text("book_description_alone", {{"title", shortened(page.card.title)}});
  return locale.text("book_description", {{"title", shortened(page.card.title)},
                                          {"authors", shown_names(locale, page.card.authors)}});
}

SharedBook shared_book(const BookPage& page) {
  SharedBook book{{}, page.isbn13, page.published, page.card.price};
  for (const BookContributor& one : page.contributors)
    if (one.role == catalog::ContributorRole::author && !one.slug.empty() &&
        book.author_paths.size() < kPeopleShownMax)
      book.author_paths.push_back(books_path({.author = one.slug}));
  return book;
}

// Who had this part in it: so many as a page can name, and how many there are beside them.
struct People {
  std::vector<const BookContributor*> shown;
  std::int64_t others = 0;
};

People people_of(const BookPage& page, catalog::ContributorRole role) {
  People people;
  for (const BookContributor& one : page.contributors) {
    if (one.role != role) continue;
    if (people.shown.size() < kPeopleShownMax)
      people.shown.push_back(&one);
    else
      ++people.others;
  }
  return people;
}

std::string others_of(const Locale& locale, const People& people) {
  return people.others > 0 ? locale.plural("and_others", people.others) : std::string();
}

void fill_title(Block& main, const BookPage& page) {
  const Locale& locale = main.locale();
  const BookCard& card = page.card;
  if (!card.series.empty()) {
    main.set_if("SERIES", card.series_position.empty()
                              ? card.series
                              : locale.text("series_place", {{"series", card.series},
                                                             {"position", card.series_position}}));
    main.set("SERIES_PATH", page.series_path);
  }
  const People authors = people_of(page, catalog::ContributorRole::author);
  if (authors.shown.empty()) return;
  Block list = main.add("AUTHORS");
  for (const BookContributor* person : authors.shown)
    list.add("AUTHOR")
        .set("NAME", shortened(person->name))
        .set("PATH", books_path({.author = person->slug}));
  list.set_if("OTHERS", others_of(locale, authors));
}

// Of sound nobody expects pages to read.
bool is_for_reading(const BookPage& page) {
  return std::ranges::any_of(page.files,
                             [](const BookFile& file) { return !catalog::is_audio(file.format); });
}

// A PDF that no other file stands beside which is read on the shop's own pages.
bool is_pdf_alone(const BookPage& page) {
  const auto is_read_here = [&](const BookFile& file) {
    return catalog::on_pages(file.format, page.is_fixed_layout) == catalog::OnPages::pages;
  };
  return std::ranges::find(page.files, "pdf", &BookFile::format) != page.files.end() &&
         std::ranges::none_of(page.files, is_read_here);
}

void fill_buy(Block& main, const BookPage& page, const Frame& frame) {
  const Locale& locale = main.locale();
  std::vector<std::string> formats;
  for (const BookFile& file : page.files) {
    const std::string format = format_name(locale, file.format);
    const std::string size = locale.size(file.size);
    const std::string extent = extent_of(locale, file.pages, file.play_seconds);
    formats.push_back(extent.empty()
                          ? locale.text("format_size", {{"format", format}, {"size", size}})
                          : locale.text("format_extent",
                                        {{"format", format}, {"size", size}, {"extent", extent}}));
  }
  if (!formats.empty()) main.add("FILES").set("FORMATS", locale.list(formats));
  main.show_if("DOWNLOADED", is_pdf_alone(page));
  const AccessibilityStatements statements =
      accessibility_statements(page.accessibility, page.is_fixed_layout, locale);
  Block access = main.add(statements.groups.empty() ? "A11Y_UNKNOWN" : "A11Y");
  std::string summary;
  for (const std::string& text : statements.summary)
    summary += summary.empty() ? text : " · " + text;
  access.set("SUMMARY", summary);
  for (const AccessibilityGroup& group : statements.groups) {
    Block part = access.add("GROUP");
    part.set("NAME", group.name);
    for (const std::string& text : group.statements) part.add("STATEMENT").set("TEXT", text);
  }
  const bool is_free = page.card.price && page.card.price->is_zero();
  const bool is_for_sale =
      !page.is_being_restored && page.can_be_bought && page.card.copies_left != 0;
  if (is_for_sale && !is_free && !frame.has_ways_to_pay) {
    main.add("NOT_YET").show_if("FREE_BOOKS", frame.has_free_books);
    return;
  }
  if (page.card.sale_state == catalog::SaleState::not_yet && page.card.sale_day) {
    main.add("RESTS").set(
        "TEXT", locale.text("not_yet_sold_text", {{"day", locale.date(*page.card.sale_day)}}));
    return;
  }
  if (page.card.sale_state == catalog::SaleState::over) {
    main.add("RESTS").set("TEXT", locale.text("no_longer_sold_text"));
    return;
  }
  if (!page.card.price && !page.card.sold_in.empty() && !page.is_being_restored) {
    Block elsewhere = main.add("ELSEWHERE");
    elsewhere.set("TEXT", locale.text("not_in_currency", {{"currency", frame.currency}}));
    fill_currencies(elsewhere, "CHOICE", frame, locale.text("currency_elsewhere"),
                    page.card.sold_in);
    return;
  }
  if (page.card.sale_state == catalog::SaleState::preorder && page.card.sale_day && is_for_sale)
    main.add("PREORDER")
        .set("TEXT", locale.text("preorder_text", {{"day", locale.date(*page.card.sale_day)}}));
  if (page.card.copies_back_at && !page.is_being_restored) {
    main.add("RESTS").set(
        "TEXT",
        locale.text("all_held_text", {{"until", locale.time_of_day(*page.card.copies_back_at)}}));
    return;
  }
  Block action = main.add(page.is_being_restored       ? "RESTORING"
                          : page.card.copies_left == 0 ? "SOLD_OUT"
                          : page.files.empty()         ? "NO_FILE"
                          : !page.can_be_bought        ? "NOT_FOR_SALE"
                          : page.card.buyer_sets_price ? "OWN_PRICE"
                          : is_free                    ? "FREE"
                                                       : "CART");
  action.set("OFFER", page.offer_id).set("CHECKOUT_PATH", checkout_path(page.offer_id));
  if (page.card.buyer_sets_price && page.card.price)
    fill_own_price(action, *page.card.price, page.suggested.value_or(*page.card.price),
                   page.wrong_price);
}

using ShownContents = std::vector<const catalog::ContentsEntry*>;

ShownContents shown_of(const std::vector<catalog::ContentsEntry>& contents) {
  ShownContents shown;
  for (const catalog::ContentsEntry& entry : contents)
    if (entry.depth <= kContentsDepthMax && !entry.title.empty()) shown.push_back(&entry);
  return shown;
}

// How many of them stand open at the top of the list.
std::size_t open_of(const ShownContents& shown) {
  return shown.size() <= kContentsShown + 2 ? shown.size() : kContentsShown;
}

// Where each part of the others begins.
std::vector<std::size_t> parts_of(const ShownContents& shown) {
  std::vector<std::size_t> parts{open_of(shown)};
  std::size_t bytes = 0;
  for (std::size_t at = parts.front(); at < shown.size(); ++at) {
    const std::size_t more = kContentsEntryBytes + escape_xml(shown[at]->title).size();
    if (bytes > 0 && bytes + more > kContentsBytesMax) {
      parts.push_back(at);
      bytes = 0;
    }
    bytes += more;
  }
  return parts;
}

void fill_contents(Block& main, const BookPage& page) {
  const ShownContents shown = shown_of(page.contents);
  if (shown.empty()) return;
  Block list = main.add("CONTENTS");
  const std::size_t first = open_of(shown);
  const auto add = [](Block& to, const catalog::ContentsEntry& entry) {
    to.add("ENTRY").set("TEXT", entry.title).show_if("DEEP", entry.depth > 0);
  };
  for (std::size_t i = 0; i < first; ++i) add(list, *shown[i]);
  if (first == shown.size()) return;
  Block rest = list.add("REST");
  rest.set("REST_LABEL",
           main.locale().plural("contents_rest", static_cast<std::int64_t>(shown.size() - first)));
  const std::vector<std::size_t> parts = parts_of(shown);
  const auto part = static_cast<std::size_t>(page.contents_part);
  const std::size_t end = part < parts.size() ? parts[part] : shown.size();
  for (std::size_t i = parts[part - 1]; i < end; ++i) add(rest, *shown[i]);
  rest.show_if("UNFOLDED", part > 1);
  fill_pager(rest, page.contents_part, std::ssize(parts), [&](std::int64_t number) {
    return book_path(page.card.slug) +
           (number > 1 ? "?contents=" + std::to_string(number) : std::string()) + "#contents";
  });
}

void fill_linked_text(Block to, std::string_view text) {
  for (const TextPiece& one : linked_text(text)) {
    Block piece = to.add("PIECE");
    if (one.url.empty())
      piece.set("TEXT", one.text);
    else
      piece.add("LINK").set("TEXT", one.text).set("URL", one.url);
  }
}

class Facts {
 public:
  explicit Facts(Block& main) : main_(main), locale_(main.locale()) {}

  void add(const std::string& name, const std::string& value) {
    if (!value.empty()) main_.add("FACT").set("NAME", name).set("VALUE", value);
  }
  Block add_links(std::string_view key) {
    Block fact = main_.add("FACT");
    fact.set("NAME", locale_.text(key));
    return fact;
  }

 private:
  Block& main_;
  const Locale& locale_;
};

void fill_people(Facts& facts, const BookPage& page) {
  for (const catalog::ContributorRole role : catalog::contributor_roles()) {
    const People people = people_of(page, role);
    if (people.shown.empty()) continue;
    Block fact = facts.add_links("role_" + std::string(catalog::code_of(role)));
    for (const BookContributor* person : people.shown)
      fact.add("LINK")
          .set("LABEL", shortened(person->name))
          .set("PATH", books_path({.author = person->slug}));
    fact.set_if("OTHERS", others_of(fact.locale(), people));
  }
}

// "English (United Kingdom)": lists know the language alone.
std::string language_and_region(const Locale& locale, std::string_view tag) {
  constexpr std::size_t kRegionBytes = 2;
  std::string language = locale.language(tag);
  const auto dash = tag.rfind('-');
  if (dash == tag.npos || tag.size() - dash - 1 != kRegionBytes) return language;
  const std::string code(tag.substr(dash + 1));
  const std::string* region = locale.find("region." + lower_ascii(code));
  return locale.text("language_region",
                     {{"language", language}, {"region", region != nullptr ? *region : code}});
}

void fill_formats(Facts& facts, const BookPage& page) {
  std::vector<std::string> known;
  std::optional<Block> fact;
  for (const BookFile& file : page.files) {
    if (std::ranges::find(known, file.format) != known.end()) continue;
    known.push_back(file.format);
    if (!fact) fact = facts.add_links("format");
    fact->add("LINK")
        .set("LABEL", format_name(fact->locale(), file.format))
        .set("PATH", books_path({.format = file.format}));
  }
}

std::string other_edition(const Locale& locale, const OtherEdition& other) {
  std::string text;
  for (const std::string& part :
       {other.publisher, locale.partial_date(other.published),
        other.isbn13.empty() ? std::string() : locale.text("fact_isbn") + " " + other.isbn13})
    if (!part.empty()) text += (text.empty() ? "" : " · ") + part;
  return text;
}

void fill_facts(Block& main, const BookPage& page) {
  const Locale& locale = main.locale();
  Facts facts(main);
  fill_people(facts, page);
  std::vector<std::string> countries;
  for (const std::string& code : page.countries) countries.push_back(locale.country(code));
  if (page.territory != catalog::Territory::everywhere)
    facts.add(locale.text(page.territory == catalog::Territory::only ? "fact_sold_in"
                                                                     : "fact_not_sold_in"),
              locale.list(countries));
  if (page.licence_seats)
    facts.add(locale.text("fact_licence"),
              locale.plural("fact_licence_seats", *page.licence_seats));
  if (!page.publisher.empty())
    facts.add_links("fact_publisher")
        .add("LINK")
        .set("LABEL", page.publisher)
        .set("PATH", books_path({.publisher = page.publisher}));
  facts.add(locale.text("fact_published"), locale.partial_date(page.published));
  if (const std::string language = language_and_region(locale, page.card.language);
      !language.empty())
    facts.add_links("fact_language")
        .add("LINK")
        .set("LABEL", language)
        .set("PATH", books_path({.language = catalog::primary_language(page.card.language)}));
  fill_formats(facts, page);
  if (page.words > 0)
    facts.add(locale.text("fact_length"),
              locale.plural("fact_words", static_cast<std::int64_t>(page.words)));
  if (!page.subjects.empty()) {
    Block fact = facts.add_links("fact_subjects");
    for (const BookSubject& subject : page.subjects)
      fact.add("LINK")
          .set("LABEL", shortened(subject_name(locale, subject.name)))
          .set("PATH", books_path({.subject = subject.slug}));
  }
  if (!page.card.series.empty())
    facts.add_links("fact_series")
        .add("LINK")
        .set("LABEL", page.card.series)
        .set("PATH", page.series_path);
  facts.add(locale.text("fact_isbn"), page.isbn13);
  for (const OtherEdition& other : page.other_editions)
    facts.add(locale.text("fact_other_edition"), other_edition(locale, other));
  if (page.version > 1)
    facts.add(locale.text("fact_version"),
              locale.text("fact_version_text", {{"version", locale.number(page.version)}}));
  if (page.is_fixed_layout) facts.add(locale.text("fact_layout"), locale.text("fact_layout_fixed"));
  if (page.has_scripts) facts.add(locale.text("fact_scripts"), locale.text("fact_scripts_text"));
  if (page.has_remote_resources)
    facts.add(locale.text("fact_remote"), locale.text("fact_remote_text"));
  if (!page.rights.empty() && page.rights.size() <= kRightsBytesMax)
    fill_linked_text(facts.add_links("fact_rights"), page.rights);
  if (page.listed_at.us > 0) facts.add(locale.text("fact_listed"), locale.date(page.listed_at));
}

// The digests are of the file as it came; a stamped copy differs from it, and from every other.
void fill_genuine(Block& main, const BookPage& page) {
  const std::vector<BookFile>& files = page.files;
  if (files.empty()) return;
  Block genuine = main.add("GENUINE");
  genuine.set("TEXT", main.locale().text(page.is_stamped ? "genuine_stamped" : "genuine_text"));
  for (const BookFile& file : files)
    genuine.add("FILE")
        .set("FORMAT", format_name(main.locale(), file.format))
        .set("SHA256", file.sha256_hex)
        .set("CID", file.cid);
  const Locale& locale = main.locale();
  for (const EarlierFile& file : page.earlier)
    genuine.add("FILE")
        .set("FORMAT", format_name(locale, file.format) + " · " +
                           locale.text("version_since", {{"version", locale.number(file.number)},
                                                         {"date", locale.date(file.since)}}))
        .set("SHA256", file.sha256_hex)
        .set("CID", file.cid);
}

std::string part_title(const Locale& locale, const SamplePage& page, std::size_t at) {
  if (!page.part_titles[at].empty()) return page.part_titles[at];
  if (at == 0) return locale.text("sample_opening");
  while (at > 0 && page.part_titles[at].empty()) --at;
  return locale.text("sample_continued", {{"title", part_title(locale, page, at)}});
}

// The way through a sample of several pages; its end stands on the last one.
void fill_parts(Block& main, const SamplePage& page) {
  const Locale& locale = main.locale();
  const auto last = std::max<std::int64_t>(1, std::ssize(page.part_titles));
  main.show(page.part < last ? "GOES_ON" : "ENDS");
  if (last == 1) return;
  Block parts = main.add("PARTS");
  parts.set("COUNT_TEXT", locale.plural("sample_pages", last));
  for (std::int64_t part = 1; part <= last; ++part) {
    Block one = parts.add("PART");
    one.set("LABEL", part_title(locale, page, static_cast<std::size_t>(part - 1)));
    if (part == page.part)
      one.show("HERE");
    else
      one.add("THERE").set("PATH", with_look(sample_path(page.card.slug, part), page.look));
  }
  fill_pager(main, page.part, last, [&](std::int64_t part) {
    return with_look(sample_path(page.card.slug, part), page.look);
  });
}

}  // namespace

std::int64_t contents_parts(const std::vector<catalog::ContentsEntry>& contents) {
  return std::ssize(parts_of(shown_of(contents)));
}

std::string render(const BookPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string name = shortened(page.card.title);
  const std::string cover_alt = locale.text("cover_alt", {{"title", name}});
  const std::string title =
      page.card.authors.empty()
          ? name
          : name + " " +
                locale.text("by_names", {{"names", shown_names(locale, page.card.authors)}});
  PageWriter writer(frame,
                    {.title = title,
                     .description = head_description(locale, page),
                     .page_class = "book-page",
                     .picture = page.card.cover.src_640,
                     .picture_size = page.cover_size,
                     .picture_alt = cover_alt,
                     .book = shared_book(page),
                     .data = link_data(page, frame)},
                    "book");
  Block& main = writer.main();
  fill_book(main, page.card, frame.prices);
  main.set("TITLE", page.card.title).set_if("SUBTITLE", page.card.subtitle);
  main.set("COVER_ALT", cover_alt);
  fill_title(main, page);
  if (page.has_sample)
    main.show("SAMPLE").set("SAMPLE_PATH", sample_path(page.card.slug));
  else
    main.show_if("NO_SAMPLE", is_for_reading(page));
  if (page.has_sample_file) main.add("SAMPLE_FILE").set("PATH", sample_file_path(page.card.slug));
  fill_buy(main, page, frame);
  fill_description(main, shortened(page.description, page.description.size(), kTextBytesMax));
  fill_contents(main, page);
  fill_facts(main, page);
  if (page.rights.size() > kRightsBytesMax) fill_linked_text(main.add("RIGHTS"), page.rights);
  main.show_if("STAMPED", page.is_stamped);
  fill_genuine(main, page);
  fill_shelf(main, "BUNDLE_SHELF", "bundles", page.bundles);
  fill_shelf(main, "SHELF", "also", page.also);
  return writer.finish();
}

std::string render(const SamplePage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string classes = classes_of(page.look);
  PageWriter writer(
      frame,
      {.title = locale.text("sample_title", {{"title", page.card.title}}), .page_class = classes},
      "sample");
  Block& main = writer.main();
  fill_book(main, page.card, frame.prices);
  if (!page.card.authors.empty())
    main.set_if("BY", locale.text("by_names", {{"names", shown_names(locale, page.card.authors)}}));
  main.set_html("TEXT_HTML", page.text);
  fill_parts(main, page);
  fill_look(main, sample_path(page.card.slug, page.part), page.look,
            page.has_letters ? LookOf::letters_and_light : LookOf::light);
  if (page.has_file) main.add("FILE").set("PATH", sample_file_path(page.card.slug));
  if (!page.can_be_bought) return writer.finish();
  const bool is_free = page.card.price && page.card.price->is_zero() && !page.card.buyer_sets_price;
  if (!is_free && !frame.has_ways_to_pay) return writer.finish();
  main.add(is_free ? "FREE" : "CART")
      .set("OFFER", page.offer_id)
      .set("CHECKOUT_PATH", checkout_path(page.offer_id));
  return writer.finish();
}

}  // namespace aan::web
