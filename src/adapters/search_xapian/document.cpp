#include "adapters/search_xapian/document.hpp"

#include <algorithm>
#include <ranges>

#include "adapters/search_xapian/terms.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/isbn.hpp"
#include "domain/catalog/language.hpp"

namespace aan::search_xapian {
namespace {

constexpr std::size_t kDescriptionBytesMax = 4'000;
constexpr std::size_t kWordsPerFieldMax = 800;
constexpr std::size_t kContributorsMax = 50;
constexpr std::size_t kSubjectsMax = 30;

constexpr std::int64_t kFirstSecond = 946'684'800;  // 2000-01-01
// Room above for books of one second that spread upwards, and far below the type's end.
constexpr std::int64_t kLastPlace = 0xe000'0000;

// How much a word counts by where it stands.
constexpr Xapian::termcount kTitleCounts = 4;
constexpr Xapian::termcount kNameCounts = 3;
constexpr Xapian::termcount kAsideCounts = 2;

class Writer {
 public:
  explicit Writer(const std::string& language) : stem_(stemmer_for(language)) {}

  void text(std::string_view field, Xapian::termcount counts, bool is_title = false,
            bool is_spelling = false) {
    for (const Word& word : words_of(field, kWordsPerFieldMax)) {
      for (const std::string& form : word.forms) book_.document.add_term(form, counts);
      if (!word.part.empty()) book_.document.add_term(word.part, counts);
      stems_.clear();
      add_stems(word, stem_, stems_);
      for (const std::string& stem : stems_)
        if (std::ranges::find(word.forms, stem) == word.forms.end())
          book_.document.add_term(term(kStemPrefix, stem), counts);
      if (is_title)
        for (const std::string& form : word.forms)
          book_.document.add_term(term(kTitlePrefix, form));
      if (is_spelling) spelling(word);
    }
  }
  Xapian::Document& document() { return book_.document; }
  IndexedBook finish(const std::string& work_id) {
    std::ranges::sort(book_.spellings);
    const auto same = std::ranges::unique(book_.spellings);
    book_.spellings.erase(same.begin(), same.end());
    std::string data = work_id;
    for (const std::string& word : book_.spellings) data += '\n' + word;
    book_.document.set_data(data);
    return std::move(book_);
  }

 private:
  // Numbers and short words are not corrected to.
  void spelling(const Word& word) {
    const std::string& form = word.forms.front();
    if (form.size() < 4 || !word.part.empty()) return;
    if (std::ranges::any_of(form, [](char c) { return c >= '0' && c <= '9'; })) return;
    book_.spellings.push_back(form);
  }
  IndexedBook book_;
  Xapian::Stem stem_;
  std::vector<std::string> stems_;
};

void write_filters(Xapian::Document& document, const catalog::BookDetail& book) {
  document.add_boolean_term(term(kWorkPrefix, book.work.id.value));
  if (const auto isbn = catalog::canonical_isbn(book.edition.isbn13))
    document.add_boolean_term(term(kIsbnPrefix, *isbn));
  const std::string primary = catalog::primary_language(book.edition.language);
  if (!primary.empty()) {
    document.add_boolean_term(term(kLanguagePrefix, primary));
    document.add_value(kLanguageSlot, primary);
  }
  std::string slugs;
  for (const catalog::Subject& subject : book.work.subjects | std::views::take(kSubjectsMax)) {
    document.add_boolean_term(term(kSubjectPrefix, subject.slug));
    slugs += subject.slug + '\n';
  }
  if (!slugs.empty()) document.add_value(kSubjectsSlot, slugs);
  if (book.files.empty()) return;  // nothing that could be had for nothing
  if (book.offer.price && book.offer.price->is_zero())
    document.add_boolean_term(std::string(kFreeTerm));
  for (const catalog::PriceTerms& other : book.offer.others)
    if (other.price->is_zero())
      document.add_boolean_term(term(kFreeTerm, other.price->asset.code()));
}

}  // namespace

IndexedBook index_book(const catalog::BookDetail& book) {
  Writer writer(catalog::primary_language(book.edition.language));
  const catalog::Work& work = book.work;
  writer.text(work.title, kTitleCounts, /*is_title=*/true, /*is_spelling=*/true);
  writer.text(work.subtitle, kAsideCounts, /*is_title=*/false, /*is_spelling=*/true);
  for (const auto& contributor : work.contributors | std::views::take(kContributorsMax))
    writer.text(contributor.name, kNameCounts, /*is_title=*/false, /*is_spelling=*/true);
  writer.text(work.series, kAsideCounts, /*is_title=*/false, /*is_spelling=*/true);
  for (const catalog::Subject& subject : work.subjects | std::views::take(kSubjectsMax))
    writer.text(subject.name, kAsideCounts, /*is_title=*/false, /*is_spelling=*/true);
  writer.text(book.edition.publisher, 1);
  writer.text(utf8_prefix(work.description, kDescriptionBytesMax), 1);
  write_filters(writer.document(), book);
  return writer.finish(work.id.value);
}

std::string work_id_of(const std::string& data) { return data.substr(0, data.find('\n')); }

std::vector<std::string> spellings_of(const std::string& data) {
  std::vector<std::string> words;
  for (const std::string_view word : split(data, '\n')) words.emplace_back(word);
  words.erase(words.begin());  // the work's id
  return words;
}

Xapian::docid place_of(Timestamp created) {
  const std::int64_t second = created.unix_seconds() - kFirstSecond;
  return static_cast<Xapian::docid>(std::clamp<std::int64_t>(second, 1, kLastPlace));
}

}  // namespace aan::search_xapian
