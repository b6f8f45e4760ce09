#include "opds/catalog_feeds.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "opds/links.hpp"
#include "ports/search_reach.hpp"
#include "service/browsing/browse_index.hpp"
#include "service/browsing/found_place.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::opds {
namespace {

using What = Asked::What;

constexpr std::size_t kFieldBytesMax = 200;
constexpr std::size_t kTextBytesMax = 1000;
constexpr std::size_t kPlaceBytesMax = 4000;
// Of a search: none is behind it.
constexpr std::int64_t kPageMax = (ports::kHitsReachableMax + kBooksAPage - 1) / kBooksAPage;
constexpr std::size_t kFacetSubjects = 20;
constexpr std::size_t kFacetLanguages = 12;

// A placeholder that an app did not fill in is nothing.
std::string field(const net::FormFields& sent, std::string_view name,
                  std::size_t bytes_max = kFieldBytesMax) {
  std::string text = sent.find(name).value_or("");
  if (text.starts_with('{') && text.ends_with('}')) return {};
  return std::string(utf8_prefix(text, bytes_max));
}

// What is below 1 or no number is the first; a number that is larger than any page stays so.
std::int64_t page_of(std::string_view text) {
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  const std::int64_t page = parse_whole_number(text).value_or(is_number ? kPageMax + 1 : 1);
  return std::clamp<std::int64_t>(page, 1, kPageMax + 1);
}

class AddressWriter {
 public:
  explicit AddressWriter(std::string path) : address_(std::move(path)) {}
  AddressWriter& add(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    address_ += has_query_ ? "&" : "?";
    has_query_ = true;
    address_.append(name).append("=").append(percent_encode(value));
    return *this;
  }
  [[nodiscard]] std::string take() { return std::move(address_); }

 private:
  std::string address_;
  bool has_query_ = false;
};

bool is_narrowed(const ports::BookQuery& query) {
  return !query.subject_slug.empty() || !query.contributor_slug.empty() || !query.series.empty() ||
         !query.language.empty() || query.only_free;
}

// The same list under the name that takes every narrowing.
Asked as_books(Asked asked) {
  if (asked.what == What::books) asked.path = "/books";
  asked.query.behind.clear();
  asked.page = 1;
  return asked;
}

class FacetMaker {
 public:
  FacetMaker(const Asked& asked, Feed& feed) : asked_(as_books(asked)), feed_(feed) {}

  template <class Change>
  void add(const std::string& group, std::string title, std::optional<std::int64_t> count,
           bool is_active, Change change) {
    Asked other = asked_;
    change(other);
    feed_.facets.push_back({group, std::move(title), address_of(other), count, is_active});
  }

 private:
  Asked asked_;
  Feed& feed_;
};

void add_facets(const Asked& asked, const service::FeedBooks& found, const web::Locale& locale,
                Feed& feed) {
  FacetMaker facets(asked, feed);
  const ports::BookQuery& query = asked.query;
  const bool is_search = asked.what == What::search;
  // Counts of the whole catalogue are no counts of a part of it.
  const auto count_of = [&](std::int64_t works) {
    return is_search || !is_narrowed(query) ? std::optional(works) : std::nullopt;
  };
  if (!is_search) {
    const std::string& group = locale.text("opds_sort");
    const bool by_title = query.order == ports::BookOrder::title;
    facets.add(group, locale.text("opds_newest"), std::nullopt, !by_title,
               [](Asked& it) { it.query.order = ports::BookOrder::newest; });
    facets.add(group, locale.text("opds_by_title"), std::nullopt, by_title,
               [](Asked& it) { it.query.order = ports::BookOrder::title; });
  }
  const std::string& price = locale.text("opds_price");
  facets.add(price, locale.text("opds_any_price"), std::nullopt, !query.only_free,
             [](Asked& it) { it.query.only_free = false; });
  facets.add(price, locale.text("opds_free"), std::nullopt, query.only_free,
             [](Asked& it) { it.query.only_free = true; });
  const std::string& language = locale.text("opds_language");
  if (!query.language.empty())
    facets.add(language, locale.text("opds_any_language"), std::nullopt, false,
               [](Asked& it) { it.query.language.clear(); });
  for (std::size_t i = 0; i < std::min(found.languages.size(), kFacetLanguages); ++i) {
    const catalog::LanguageCount& one = found.languages[i];
    facets.add(language, locale.language(one.language), count_of(one.works),
               query.language == one.language,
               [&](Asked& it) { it.query.language = one.language; });
  }
  std::vector<catalog::SubjectCount> subjects = found.subjects;
  std::ranges::sort(subjects, [](const auto& a, const auto& b) {
    return a.works != b.works ? a.works > b.works : a.subject.slug < b.subject.slug;
  });
  const std::string& subject = locale.text("opds_subject");
  if (!query.subject_slug.empty())
    facets.add(subject, locale.text("opds_any_subject"), std::nullopt, false,
               [](Asked& it) { it.query.subject_slug.clear(); });
  for (std::size_t i = 0; i < std::min(subjects.size(), kFacetSubjects); ++i) {
    const catalog::SubjectCount& one = subjects[i];
    facets.add(subject, web::subject_name(locale, one.subject.name), count_of(one.works),
               query.subject_slug == one.subject.slug,
               [&](Asked& it) { it.query.subject_slug = one.subject.slug; });
  }
}

void take_books(service::FeedBooks found, Feed& feed) {
  for (service::FeedBook& book : found.books) {
    feed.updated = std::max(feed.updated, changed_at(book.book));
    feed.books.push_back(publication_of(std::move(book), false));
  }
  feed.total = found.total;
  feed.per_page = kBooksAPage;
}

std::string title_of(const Asked& asked, const std::string& name, const web::Locale& locale) {
  if (!name.empty()) return name;
  if (asked.query.only_free) return locale.text("opds_free");
  if (!asked.query.language.empty()) return locale.language(asked.query.language);
  return locale.text(asked.query.order == ports::BookOrder::title ? "opds_all" : "opds_new");
}

Result<Feed> books_feed(const service::UseCases& use, const Asked& asked,
                        const web::Locale& locale) {
  service::FeedBooks found = AAN_TRY(service::list_feed_books(use.room, asked.query));
  Feed feed;
  feed.title = title_of(asked, found.name, locale);
  add_facets(asked, found, locale, feed);
  Asked other = asked;
  if (!found.next.empty()) {
    other.query.behind = found.next;
    feed.next = address_of(other);
  }
  other.query.behind.clear();
  feed.first = address_of(other);
  take_books(std::move(found), feed);
  return feed;
}

Result<Feed> search_feed(const service::UseCases& use, const Asked& asked,
                         const web::Locale& locale) {
  const auto no_such_page = [] {
    return refuse(Errc::not_found, "feed", "There are not so many pages of books.", "no_such_page");
  };
  if (asked.page > kPageMax) return no_such_page();
  ports::SearchQuery query;
  query.text = asked.text;
  query.subject_slug = asked.query.subject_slug;
  query.language = asked.query.language;
  query.only_free = asked.query.only_free;
  query.limit = kBooksAPage;
  query.offset = (asked.page - 1) * kBooksAPage;
  query.upto = asked.upto;
  service::FeedBooks found = AAN_TRY(service::search_feed_books(use.room, use.index, query));
  if (asked.page > 1 && query.offset >= ports::reachable_of(found.total)) return no_such_page();
  Feed feed;
  feed.title = locale.text("opds_found", {{"words", asked.text}});
  add_facets(asked, found, locale, feed);
  Asked other = asked;
  other.upto = found.upto;
  const auto at_page = [&](std::int64_t page) {
    other.page = page;
    return address_of(other);
  };
  feed.first = at_page(1);
  if (asked.page > 1) feed.previous = at_page(asked.page - 1);
  if (asked.page * kBooksAPage < ports::reachable_of(found.total))
    feed.next = at_page(asked.page + 1);
  feed.page = asked.page;
  take_books(std::move(found), feed);
  return feed;
}

// Ways into long lists of names.
void offer_letters(const std::vector<service::NameLetter>& letters, const std::string& path,
                   const web::Locale& locale, Feed& feed) {
  for (const service::NameLetter& one : letters) {
    const std::string first = service::capital(one.first);
    const std::string upto = one.last.empty() ? "" : "–" + service::capital(one.last);
    feed.entries.push_back({path + "?from=" + percent_encode(first), first + upto,
                            locale.text("opds_from_letter", {{"letter", first}}),
                            FeedKind::navigation, "subsection", std::nullopt});
  }
}

// Names that lead to books: subjects and contributors.
Result<Feed> names_feed(const service::UseCases& use, const Asked& asked,
                        const web::Locale& locale) {
  const bool is_subjects = asked.what == What::subjects;
  const ports::ShelfKind kind =
      is_subjects ? ports::ShelfKind::subject : ports::ShelfKind::contributor;
  // Nobody pages through thousands of names: where there are more than a page, letters lead in, and
  // the page is no longer for them.
  const auto [page, letters] = AAN_TRY(service::view_names(
      use.room, {kind, asked.from, asked.behind, kNamesAPage}, service::LettersStand::in_front));
  Feed feed;
  feed.kind = FeedKind::navigation;
  feed.title = locale.text(is_subjects ? "opds_subjects" : "opds_authors");
  offer_letters(letters, asked.path, locale, feed);
  for (const ports::NameCount& one : page.names)
    feed.entries.push_back(
        {(is_subjects ? "/books?subject=" : "/books?author=") + percent_encode(one.key),
         is_subjects ? web::subject_name(locale, one.name) : one.name,
         locale.plural("opds_books", one.works), FeedKind::acquisition, "subsection", one.works});
  if (!page.next.empty()) {
    Asked next = asked;
    next.behind = page.next;
    feed.next = address_of(next);
    feed.first = asked.path;
  }
  feed.updated = AAN_TRY(service::newest_change(use.room));
  return feed;
}

Result<Feed> root_feed(const service::UseCases& use, const web::Locale& locale) {
  Feed feed;
  feed.kind = FeedKind::navigation;
  feed.is_root = true;
  feed.title = use.shop.name;
  const auto add = [&](const char* path, const char* key, FeedKind kind,
                       std::string_view rel = "subsection") {
    feed.entries.push_back({path, locale.text(std::string("opds_") + key),
                            locale.text(std::string("opds_") + key + "_text"), kind, rel,
                            std::nullopt});
  };
  add("/new", "new", FeedKind::acquisition, kNewRel);
  add("/books?sort=title", "all", FeedKind::acquisition);
  add("/free", "free", FeedKind::acquisition);
  add("/subjects", "subjects", FeedKind::navigation);
  add("/authors", "authors", FeedKind::navigation);
  // By its own relation a link of an entry is followed by few apps.
  add("/shelf", "shelf", FeedKind::acquisition);
  feed.updated = AAN_TRY(service::newest_change(use.room));
  return feed;
}

}  // namespace

Result<Asked> read_asked(What what, std::string path, const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  Asked asked;
  asked.what = what;
  asked.path = std::move(path);
  asked.query.limit = kBooksAPage;
  if (what == What::books || what == What::search) {
    asked.query.subject_slug = field(sent, "subject");
    asked.query.language = field(sent, "language");
    asked.query.only_free = asked.path == "/free" || field(sent, "free") == "1";
  }
  if (what == What::books) {
    asked.query.contributor_slug = field(sent, "author");
    asked.query.series = field(sent, "series");
    if (field(sent, "sort") == "title") asked.query.order = ports::BookOrder::title;
    asked.query.behind = field(sent, "cursor", kPlaceBytesMax);
  }
  if (what == What::subjects || what == What::contributors) {
    asked.from = field(sent, "from");
    asked.behind = field(sent, "cursor", kPlaceBytesMax);
  }
  if (what == What::search) {
    // "query" is what the template of OPDS 2.0 is filled in with.
    asked.text = field(sent, "q", kTextBytesMax);
    if (asked.text.empty()) asked.text = field(sent, "query", kTextBytesMax);
    asked.text = std::string(trim(asked.text));
    asked.page = page_of(field(sent, "page"));
    const auto upto = service::parse_upto(field(sent, "upto"));
    if (!upto) return service::no_found_place();
    if (asked.page > 1) asked.upto = *upto;
    if (asked.text.empty()) {
      asked.what = What::books;
      asked.path = "/books";
    }
  }
  return asked;
}

std::string address_of(const Asked& asked) {
  AddressWriter out(asked.path);
  const ports::BookQuery& query = asked.query;
  out.add("q", asked.text).add("subject", query.subject_slug);
  out.add("author", query.contributor_slug).add("series", query.series);
  out.add("language", query.language);
  out.add("free", query.only_free && asked.path != "/free" ? "1" : "");
  out.add("sort", query.order == ports::BookOrder::title ? "title" : "");
  out.add("from", asked.from).add("cursor", query.behind).add("cursor", asked.behind);
  if (asked.page > 1) out.add("page", std::to_string(asked.page));
  if (asked.page > 1 && asked.upto > 0) out.add("upto", std::to_string(asked.upto));
  return out.take();
}

Result<Feed> make_feed(const service::UseCases& use, const Asked& asked,
                       const std::string& language) {
  const web::Locale& locale = web::find_locale(language);
  const auto make = [&]() -> Result<Feed> {
    switch (asked.what) {
      case What::root: return root_feed(use, locale);
      case What::books: return books_feed(use, asked, locale);
      case What::subjects:
      case What::contributors: return names_feed(use, asked, locale);
      case What::search: return search_feed(use, asked, locale);
    }
    return root_feed(use, locale);
  };
  Feed feed = AAN_TRY(make());
  feed.path = address_of(asked);
  return feed;
}

Publication publication_of(service::FeedBook found, bool is_whole) {
  Publication it;
  it.is_whole = is_whole;
  const catalog::BookDetail& book = found.book;
  const catalog::Availability can = catalog::availability_of(book.work, book.offer, book.files);
  if (found.is_open) {
    it.way = Way::open;
    for (const catalog::EditionFile& file : book.files)
      if (!file.is_damaged)
        it.files.push_back({"/opds/files/" + percent_encode(file.id.value) + "/" +
                                percent_encode(book.work.slug) + "." + percent_encode(file.format),
                            file.media_type, file.size});
  } else if (can != catalog::Availability::available &&
             can != catalog::Availability::not_in_currency) {
    it.way = Way::not_now;
  }
  it.book = std::move(found.book);
  return it;
}

}  // namespace aan::opds
