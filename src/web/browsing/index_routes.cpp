#include "web/browsing/index_routes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/browsing/browse_index.hpp"
#include "web/cached_page.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/view/books/list_filter.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kFrequent = 60;  // of more names, so many are shown before a letter is chosen
constexpr std::size_t kBusiestMax = 500;  // of more subjects and publishers the store gives so many
constexpr std::int64_t kNamesOfAPage = 100;
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
  Asked asked{lower_ascii(request.query("letter").value_or("")),
              request.query("under").value_or(""), request.query("behind").value_or("")};
  if (asked.letter.size() > kLetterBytesMax || asked.under.size() > kUnderBytesMax ||
      asked.behind.size() > kBehindBytesMax)
    return no_such_page();
  return asked;
}

// Where a list of names goes on, or begins with a letter.
std::string names_path(IndexKind kind, const Asked& asked) {
  if (asked.behind.empty()) return index_path(kind, asked.letter, asked.under);
  return index_path(kind) + "?behind=" + percent_encode(asked.behind);
}

template <IndexKind kind>
Result<std::string> names_address(const net::Request& request) {
  return names_path(kind, AAN_TRY(asked_of(request)));
}

// Letters that names begin with, and nothing of where none does.
void offer_letters(const std::vector<service::NameLetter>& letters, const Asked& asked,
                   IndexPage& page) {
  using Group = service::NameLetter::Group;
  for (const service::NameLetter& one : letters)
    page.letters.push_back(
        {one.from, one.group == Group::digits ? "0–9" : service::capital(one.from),
         one.group == Group::others, asked.behind.empty() && one.from == asked.letter});
}

std::string shelf_path(ports::ShelfKind kind, const std::string& key) {
  switch (kind) {
    case ports::ShelfKind::subject: return books_path({.subject = key});
    case ports::ShelfKind::contributor: return books_path({.author = key});
    case ports::ShelfKind::series: return books_path({.series = key});
    case ports::ShelfKind::publisher: break;
  }
  return books_path({.publisher = key});
}

// All names of a kind in the order of their letters, a hundred a page.
Result<> fill_names(const Storefront& front, ports::ShelfKind kind, const Asked& asked,
                    IndexPage& page) {
  const auto [found, letters] =
      AAN_TRY(service::view_names(front.use.room, {kind, asked.letter, asked.behind, kNamesOfAPage},
                                  service::LettersStand::beside));
  if (!asked.letter.empty() && !service::is_name_letter(asked.letter) &&
      std::ranges::find(letters, asked.letter, &service::NameLetter::from) == letters.end())
    return no_such_page();
  IndexSection& section = page.sections.emplace_back();
  for (const ports::NameCount& one : found.names)
    section.entries.push_back({one.name, shelf_path(kind, one.key), one.works});
  if (!found.next.empty()) page.next_path = names_path(page.kind, {{}, {}, found.next});
  offer_letters(letters, asked, page);
  return {};
}

// Of more names than a page shows at once, those with the most books; letters lead to all.
void cut(const std::vector<service::NameLetter>& letters, std::size_t known, IndexPage& page) {
  std::size_t names = 0;
  for (const IndexSection& section : page.sections) names += section.entries.size();
  if (names <= kFrequent && known < kBusiestMax) return;
  page.is_frequent = true;
  for (IndexSection& section : page.sections) {
    if (section.entries.size() <= kFrequent) continue;
    std::ranges::sort(section.entries, [](const IndexEntry& a, const IndexEntry& b) {
      return a.books != b.books ? a.books > b.books : a.label < b.label;
    });
    section.entries.resize(kFrequent);
  }
  offer_letters(letters, {}, page);
}

Result<> fill_tree(const Storefront& front, const std::string& under, IndexPage& page) {
  using service::SubjectKind;
  const auto [tree, letters] = AAN_TRY(service::view_subjects(front.use.room, under));
  if (under.empty()) {
    page.sections = {{"words", entries_of(tree.top(SubjectKind::words))},
                     {"thema", entries_of(tree.top(SubjectKind::thema))},
                     {"bisac", entries_of(tree.top(SubjectKind::bisac))}};
    std::erase_if(page.sections, [](const IndexSection& one) { return one.entries.empty(); });
    if (page.sections.size() == 1) page.sections[0].heading_key.clear();
    cut(letters, tree.known(), page);
    return {};
  }
  const auto node = tree.find(under);
  if (!node || node->narrower == 0)
    return refuse(Errc::not_found, "index", "No subject is narrower than that.", "no_such_shelf");
  page.heading = node->label;
  page.broader = entries_of(tree.broader(under));
  page.sections = {{"", entries_of(tree.narrower(under))}};
  return {};
}

Result<std::string> subjects(const Storefront& front, const net::Request& request,
                             const Visitor& visitor) {
  Asked asked = AAN_TRY(asked_of(request));
  IndexPage page;
  // A level of the tree is one page: it has no letters of its own.
  if (!asked.under.empty()) asked.letter.clear();
  if (asked.letter.empty() && asked.behind.empty())
    AAN_TRY(fill_tree(front, asked.under, page));
  else
    AAN_TRY(fill_names(front, ports::ShelfKind::subject, asked, page));
  return render(page, catalogue_frame(front, NavItem::none, names_path(page.kind, asked), visitor));
}

template <IndexKind kind, ports::ShelfKind shelf>
Result<std::string> names(const Storefront& front, const net::Request& request,
                          const Visitor& visitor) {
  const Asked asked = AAN_TRY(asked_of(request));
  IndexPage page;
  page.kind = kind;
  AAN_TRY(fill_names(front, shelf, asked, page));
  return render(page, catalogue_frame(front, NavItem::none, names_path(kind, asked), visitor));
}

Result<std::string> publishers(const Storefront& front, const net::Request& request,
                               const Visitor& visitor) {
  const Asked asked = AAN_TRY(asked_of(request));
  IndexPage page;
  page.kind = IndexKind::publishers;
  if (asked.letter.empty() && asked.behind.empty()) {
    IndexSection& section = page.sections.emplace_back();
    const auto [busiest, letters] = AAN_TRY(service::view_publisher_index(front.use.room));
    for (const ports::PublisherCount& one : busiest)
      section.entries.push_back({one.name, books_path({.publisher = one.name}), one.works});
    cut(letters, busiest.size(), page);
  } else {
    AAN_TRY(fill_names(front, ports::ShelfKind::publisher, asked, page));
  }
  return render(page, catalogue_frame(front, NavItem::none, names_path(page.kind, asked), visitor));
}

Result<std::string> languages(const Storefront& front, const net::Request&,
                              const Visitor& visitor) {
  IndexPage page;
  page.kind = IndexKind::languages;
  IndexSection& section = page.sections.emplace_back();
  for (const catalog::LanguageCount& one : AAN_TRY(service::view_languages(front.use.room)))
    section.entries.push_back({one.language, books_path({.language = one.language}), one.works});
  return render(page, catalogue_frame(front, NavItem::none, index_path(page.kind), visitor));
}

Result<std::string> formats(const Storefront& front, const net::Request&, const Visitor& visitor) {
  IndexPage page;
  page.kind = IndexKind::formats;
  IndexSection& section = page.sections.emplace_back();
  for (const ports::FormatCount& one : AAN_TRY(service::view_formats(front.use.room)))
    section.entries.push_back({one.format, books_path({.format = one.format}), one.works});
  return render(page, catalogue_frame(front, NavItem::none, index_path(page.kind), visitor));
}

}  // namespace

std::vector<IndexEntry> entries_of(const std::vector<service::SubjectNode>& nodes) {
  std::vector<IndexEntry> entries;
  for (const service::SubjectNode& one : nodes)
    entries.push_back(
        {one.label, subject_path(one.slug, one.works > 0), one.works > 0 ? one.works : one.below});
  return entries;
}

void add_index_routes(net::Router& router, const Storefront& front) {
  using ports::ShelfKind;
  add_cached_page(router, front, "/subjects", subjects, names_address<IndexKind::subjects>);
  add_cached_page(router, front, "/authors", names<IndexKind::authors, ShelfKind::contributor>,
                  names_address<IndexKind::authors>);
  add_cached_page(router, front, "/series", names<IndexKind::series, ShelfKind::series>,
                  names_address<IndexKind::series>);
  add_cached_page(router, front, "/publishers", publishers, names_address<IndexKind::publishers>);
  add_cached_page(router, front, "/languages", languages, plain_address);
  add_cached_page(router, front, "/formats", formats, plain_address);
  add_in_languages(router, "/new", page(front, [](const net::Request& request) {
                     const std::size_t named = request.path.size() - plain_path(request).size();
                     return Result<net::Response>(
                         net::Response::redirect(request.path.substr(0, named) + "/books", 308));
                   }));
}

}  // namespace aan::web
