#include "web/browsing/index_routes.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "service/browsing/browse_index.hpp"
#include "web/cached_page.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/view/books/list_filter.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kFrequent = 60;  // of more names, so many are shown before a letter is chosen
constexpr std::size_t kLetterBytesMax = 4;
constexpr std::size_t kUnderBytesMax = 200;
constexpr std::size_t kBehindBytesMax = 1000;

// What an address of an index asks for.
struct Asked {
  std::string letter;
  std::string under;
  std::string behind;
};

std::unexpected<Error> no_such_page() {
  return refuse(Errc::not_found, "index", "There is no such page of names.", "no_such_page");
}

Result<Asked> asked_of(const net::Request& request) {
  Asked asked{request.query("letter").value_or(""), request.query("under").value_or(""),
              request.query("behind").value_or("")};
  if (asked.letter.size() > kLetterBytesMax || asked.under.size() > kUnderBytesMax ||
      asked.behind.size() > kBehindBytesMax)
    return no_such_page();
  return asked;
}

Result<std::string> subjects_address(const net::Request& request) {
  const Asked asked = AAN_TRY(asked_of(request));
  return index_path(IndexKind::subjects, asked.letter, asked.under);
}

Result<std::string> publishers_address(const net::Request& request) {
  return index_path(IndexKind::publishers, AAN_TRY(asked_of(request)).letter);
}

std::string authors_path(const Asked& asked) {
  if (asked.behind.empty()) return index_path(IndexKind::authors, asked.letter);
  return index_path(IndexKind::authors) + "?behind=" + percent_encode(asked.behind);
}

Result<std::string> authors_address(const net::Request& request) {
  return authors_path(AAN_TRY(asked_of(request)));
}

std::string capital(std::string_view letter) {
  if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z')
    return {static_cast<char>(letter[0] - 'a' + 'A')};
  return std::string(letter);
}

// Cuts long lists: those with the most books, or those of one letter.
Result<> cut(IndexPage& page, const std::string& letter) {
  std::set<std::string> letters;
  std::size_t names = 0;
  for (const IndexSection& section : page.sections) {
    names += section.entries.size();
    for (const IndexEntry& one : section.entries) letters.insert(service::first_letter(one.label));
  }
  if (!letter.empty() && !letters.contains(letter)) return no_such_page();
  if (names <= kFrequent && letter.empty()) return {};
  for (const std::string& one : letters) page.letters.push_back({one, capital(one), one == letter});
  page.is_frequent = letter.empty();
  for (IndexSection& section : page.sections) {
    auto& entries = section.entries;
    if (!letter.empty()) {
      std::erase_if(entries, [&](const IndexEntry& one) {
        return service::first_letter(one.label) != letter;
      });
    } else if (entries.size() > kFrequent) {
      std::vector<IndexEntry> busiest = entries;
      std::ranges::sort(busiest, [](const IndexEntry& a, const IndexEntry& b) {
        const std::int64_t of_a = std::max(a.books, a.narrower);
        const std::int64_t of_b = std::max(b.books, b.narrower);
        return of_a != of_b ? of_a > of_b : a.label < b.label;
      });
      busiest.resize(kFrequent);
      entries = std::move(busiest);
    }
  }
  return {};
}

Result<std::string> subjects(const Storefront& front, const net::Request& request,
                             const Visitor& visitor) {
  const Asked asked = AAN_TRY(asked_of(request));
  const service::SubjectTree tree = AAN_TRY(service::view_subjects(front.use.room));
  IndexPage page;
  if (asked.under.empty()) {
    using service::SubjectKind;
    page.sections = {{"words", entries_of(tree.top(SubjectKind::words))},
                     {"thema", entries_of(tree.top(SubjectKind::thema))},
                     {"bisac", entries_of(tree.top(SubjectKind::bisac))}};
    std::erase_if(page.sections, [](const IndexSection& one) { return one.entries.empty(); });
    if (page.sections.size() == 1) page.sections[0].heading_key.clear();
  } else {
    const auto node = tree.find(asked.under);
    if (!node || node->narrower == 0)
      return refuse(Errc::not_found, "index", "No subject is narrower than that.", "no_such_shelf");
    page.heading = node->label;
    page.broader = entries_of(tree.broader(asked.under));
    page.sections = {{"", entries_of(tree.narrower(asked.under))}};
  }
  // A level of the tree is one page: it has no letters of its own.
  if (asked.under.empty()) AAN_TRY(cut(page, asked.letter));
  return render(page, catalogue_frame(front, NavItem::none,
                                      index_path(page.kind, asked.under.empty() ? asked.letter : "",
                                                 asked.under),
                                      visitor));
}

Result<std::string> authors(const Storefront& front, const net::Request& request,
                            const Visitor& visitor) {
  const Asked asked = AAN_TRY(asked_of(request));
  std::string from = capital(asked.letter);
  if (asked.letter == kOtherLetters)
    from = "[";  // the next after Z
  else if (!asked.letter.empty() && from == asked.letter)
    return no_such_page();
  const ports::ContributorPage found =
      AAN_TRY(service::view_authors(front.use.room, from, asked.behind));
  IndexPage page;
  page.kind = IndexKind::authors;
  IndexSection& section = page.sections.emplace_back();
  for (const ports::ContributorCount& one : found.contributors)
    section.entries.push_back(
        {one.contributor.sort_name, books_path({.author = one.contributor.slug}), one.works, 0});
  if (!found.next.empty()) page.next_path = authors_path({{}, {}, found.next});
  if (!found.next.empty() || !asked.letter.empty() || !asked.behind.empty()) {
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      const std::string value(1, letter);
      page.letters.push_back(
          {value, capital(value), asked.behind.empty() && value == asked.letter});
    }
    page.letters.push_back(
        {std::string(kOtherLetters), "", asked.behind.empty() && asked.letter == kOtherLetters});
  }
  return render(page, catalogue_frame(front, NavItem::none, authors_path(asked), visitor));
}

Result<std::string> publishers(const Storefront& front, const net::Request& request,
                               const Visitor& visitor) {
  const std::string letter = AAN_TRY(asked_of(request)).letter;
  IndexPage page;
  page.kind = IndexKind::publishers;
  IndexSection& section = page.sections.emplace_back();
  for (const ports::PublisherCount& one : AAN_TRY(service::view_publishers(front.use.room)))
    section.entries.push_back({one.name, books_path({.publisher = one.name}), one.works, 0});
  AAN_TRY(cut(page, letter));
  return render(page,
                catalogue_frame(front, NavItem::none, index_path(page.kind, letter), visitor));
}

Result<std::string> languages(const Storefront& front, const net::Request&,
                              const Visitor& visitor) {
  IndexPage page;
  page.kind = IndexKind::languages;
  IndexSection& section = page.sections.emplace_back();
  for (const catalog::LanguageCount& one : AAN_TRY(service::view_languages(front.use.room)))
    section.entries.push_back({one.language, books_path({.language = one.language}), one.works, 0});
  return render(page, catalogue_frame(front, NavItem::none, index_path(page.kind), visitor));
}

Result<std::string> formats(const Storefront& front, const net::Request&, const Visitor& visitor) {
  IndexPage page;
  page.kind = IndexKind::formats;
  IndexSection& section = page.sections.emplace_back();
  for (const ports::FormatCount& one : AAN_TRY(service::view_formats(front.use.room)))
    section.entries.push_back({one.format, books_path({.format = one.format}), one.works, 0});
  return render(page, catalogue_frame(front, NavItem::none, index_path(page.kind), visitor));
}

}  // namespace

std::vector<IndexEntry> entries_of(const std::vector<service::SubjectNode>& nodes) {
  std::vector<IndexEntry> entries;
  for (const service::SubjectNode& one : nodes)
    entries.push_back({one.label, subject_path(one.slug, one.works > 0), one.works, one.narrower});
  return entries;
}

void add_index_routes(net::Router& router, const Storefront& front) {
  add_cached_page(router, front, "/subjects", subjects, subjects_address);
  add_cached_page(router, front, "/authors", authors, authors_address);
  add_cached_page(router, front, "/publishers", publishers, publishers_address);
  add_cached_page(router, front, "/languages", languages, plain_address);
  add_cached_page(router, front, "/formats", formats, plain_address);
  add_in_languages(router, "/new", page(front, [](const net::Request& request) {
                     const std::size_t named = request.path.size() - plain_path(request).size();
                     return Result<net::Response>(
                         net::Response::redirect(request.path.substr(0, named) + "/books", 308));
                   }));
}

}  // namespace aan::web
