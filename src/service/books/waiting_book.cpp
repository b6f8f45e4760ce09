#include "service/books/waiting_book.hpp"

#include <set>

#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/edition_facts.hpp"
#include "domain/catalog/match_key.hpp"
#include "service/books/work_facts.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kWordsMax = 50;  // of a name

bool waits(const catalog::BookDetail& book) {
  return book.files.empty() && book.work.visibility == catalog::Visibility::listed;
}

template <class Names>
std::set<std::string> translators(const Names& contributors) {
  std::set<std::string> names;
  for (const auto& one : contributors)
    if (one.role == catalog::ContributorRole::translator) names.insert(folded(one.name, kWordsMax));
  return names;
}

bool has_other_translators(const catalog::BookDetail& book, const catalog::BookRecord& record) {
  const auto theirs = translators(book.work.contributors);
  const auto ours = translators(record.contributors);
  return !theirs.empty() && !ours.empty() && theirs != ours;
}

bool has_other_publisher(const catalog::BookDetail& book, const catalog::BookRecord& record) {
  return !book.edition.publisher.empty() && !record.publisher.empty() &&
         folded(book.edition.publisher, kWordsMax) != folded(record.publisher, kWordsMax);
}

// Where both name a translator or a publisher, and not the same ones.
bool is_another_edition(const catalog::BookDetail& book, const catalog::BookRecord& record) {
  return has_other_translators(book, record) || has_other_publisher(book, record);
}

std::string why_not(const catalog::BookDetail& book, const catalog::BookRecord& record) {
  if (has_other_publisher(book, record))
    return "its publisher is " + one_line(book.edition.publisher) + ", that of the file " +
           one_line(record.publisher);
  if (has_other_translators(book, record)) return "its translator is another one";
  if (!book.edition.isbn13.empty())
    return "its ISBN is " + book.edition.isbn13 +
           (record.isbn13.empty() ? ", and the file names none"
                                  : ", that of the file " + record.isbn13);
  return "there are several such books";
}

// Works that may be of this title, these authors and this language, or of none.
Result<std::vector<catalog::WorkId>> works_alike(const ports::SourceStore& sources,
                                                 const catalog::BookRecord& record, bool& is_open) {
  const std::string key = catalog::match_key(record.title, record.contributors, record.language);
  auto alike = AAN_TRY(sources.works_matching(key));
  is_open = alike.empty() && !key.empty();
  if (is_open)
    alike =
        AAN_TRY(sources.works_matching(catalog::open_match_key(record.title, record.contributors)));
  return alike;
}

}  // namespace

Result<std::optional<WaitingBook>> find_waiting(const ports::CatalogStore& catalog,
                                                const ports::SourceStore& sources,
                                                const catalog::BookRecord& record) {
  using Found = std::optional<WaitingBook>;
  const auto of_isbn = AAN_TRY(sources.works_of_isbn(record.isbn13));
  Found found;
  for (const catalog::WorkId& id : of_isbn) {
    auto book = AAN_TRY(catalog.find_work(id));
    if (!book || !waits(*book) || book->edition.isbn13 != record.isbn13) continue;
    if (found) return Found();  // whose file it is, a person has to say
    found = WaitingBook{*std::move(book), /*is_by_isbn=*/true};
  }
  // A book of this very ISBN that has a file already: this is another one beside it.
  if (found || !of_isbn.empty()) return found;
  bool is_open = false;
  const auto alike = AAN_TRY(works_alike(sources, record, is_open));
  if (alike.size() != 1) return Found();
  auto book = AAN_TRY(catalog.find_work(alike.front()));
  if (!book || !waits(*book)) return Found();
  // A row with a number names one edition: what its title alone says is not enough for that.
  if (!book->edition.isbn13.empty() || is_another_edition(*book, record)) return Found();
  return Found(WaitingBook{*std::move(book), /*is_by_isbn=*/false, is_open});
}

Result<std::optional<LookAlike>> find_look_alike(const ports::CatalogStore& catalog,
                                                 const ports::SourceStore& sources,
                                                 const catalog::BookRecord& record) {
  using Found = std::optional<LookAlike>;
  bool is_open = false;
  for (const catalog::WorkId& id : AAN_TRY(works_alike(sources, record, is_open)))
    if (auto book = AAN_TRY(catalog.find_work(id)); book && waits(*book)) {
      std::string why = why_not(*book, record);
      return Found(LookAlike{*std::move(book), std::move(why)});
    }
  return Found();
}

std::string note_of(const LookAlike& it) {
  return "\"" + one_line(it.book.work.title) + "\" (" + it.book.work.slug +
         "), which came by a list and has no file, has the same title and authors, but " +
         it.why_not + ": this is a second book. If it is the same one, merge " + it.book.work.slug +
         " into this one, which stays.";
}

void fill_from_file(catalog::BookDetail& book, const catalog::BookRecord& record) {
  catalog::Edition& edition = book.edition;
  catalog::take_facts(edition, record);
  const auto fill = [](std::string& open, const std::string& said) {
    if (open.empty()) open = said;
  };
  std::vector<std::string> notes;  // said by whoever reports
  fill(book.work.description, kept_description(record.description, notes));
  fill(edition.isbn13, record.isbn13);
  fill(edition.publisher, record.publisher);
  fill(edition.published, record.published);
  fill(edition.rights, record.rights);
  if (edition.language == "und" && !record.language.empty()) edition.language = record.language;
}

}  // namespace aan::service
