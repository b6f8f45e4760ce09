#include "adapters/search_xapian/document.hpp"

#include <algorithm>
#include <ranges>
#include <set>

#include "adapters/search_xapian/terms.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/isbn.hpp"
#include "domain/catalog/language.hpp"
#include "domain/catalog/subject_heading.hpp"

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

// The title before what explains it: "Walden" of "Walden; or, Life in the Woods", "Emma" of "Emma
// (Penguin Classics)".
std::string_view main_title(std::string_view title) {
  return trim(title.substr(0, title.find_first_of(":;(\n")));
}

// Initials are written together, too: "jrr tolkien" of "J. R. R. Tolkien". Empty if no two stand
// beside each other.
std::vector<Word> with_joined_initials(const std::vector<Word>& words) {
  const auto is_initial = [](const Word& word) { return word.forms.front().size() == 1; };
  const auto first = std::ranges::adjacent_find(
      words, [&](const Word& a, const Word& b) { return is_initial(a) && is_initial(b); });
  if (first == words.end()) return {};
  const auto rest = std::ranges::find_if_not(first, words.end(), is_initial);
  Word joined;
  for (const Word& word : std::ranges::subrange(first, rest)) joined.written += word.forms.front();
  joined.forms = {joined.written};
  std::vector<Word> merged(words.begin(), first);
  merged.push_back(std::move(joined));
  merged.insert(merged.end(), rest, words.end());
  return merged;
}

class Writer {
 public:
  explicit Writer(const std::string& language) : stem_(stemmer_for(language)) {}

  /// `sign`: the prefix of a term more, which only raises the rank; empty: none.
  void text(std::string_view field, Xapian::termcount counts, std::string_view sign = {},
            bool is_spelling = false) {
    for (const Word& word : words_of(field, kWordsPerFieldMax)) {
      for (const std::string& form : word.forms) book_.document.add_term(form, counts);
      if (!word.part.empty()) book_.document.add_term(word.part, counts);
      stems_.clear();
      add_stems(word, stem_, stems_);
      for (const std::string& stem : stems_)
        if (std::ranges::find(word.forms, stem) == word.forms.end()) {
          book_.document.add_term(term(kStemPrefix, stem), counts);
          if (sign == kTitlePrefix) once(term(kTitleStemPrefix, stem));
        }
      if (!sign.empty())
        for (const std::string& form : word.forms) once(term(sign, form));
      if (is_spelling) spelling(word);
    }
  }
  /// A title as a whole, and one of a single word apart from names and subjects called the same.
  void title(std::string_view field) {
    phrase(field);
    if (const auto words = words_of(field, kWordsPerFieldMax); words.size() == 1)
      once(term(kOnlyWordPrefix, words.front().forms.front()));
  }
  /// What is asked for as a whole: a title, a name, a subject.
  void phrase(std::string_view field) {
    const std::vector<Word> words = words_of(field, kWordsPerFieldMax);
    if (words.empty()) return;
    whole(words);
    const std::vector<Word> joined = with_joined_initials(words);
    if (joined.empty()) return;
    whole(joined);
    for (const Word& word : joined)
      if (std::ranges::find(words, word) == words.end())
        book_.document.add_term(word.forms.front(), kNameCounts);
  }
  /// The heading of a subject as a whole, and the part of it before a dash ("Vampires -- Fiction").
  void heading(std::string_view field) {
    std::vector<std::string_view> wholes{field};
    if (const auto parts = catalog::heading_parts(field); parts.size() > 1)
      wholes.push_back(parts.front());
    for (const std::string_view whole : wholes)
      if (const auto words = words_of(whole, kWordsPerFieldMax); !words.empty())
        once(whole_of(words));
  }
  /// A name is asked for as a whole, and by its last part before everything else.
  void name(const catalog::Contributor& contributor) {
    text(contributor.name, kNameCounts, kNamePrefix, /*is_spelling=*/true);
    phrase(contributor.name);
    const std::string_view sorted = contributor.sort_name;
    if (const auto comma = sorted.find(','); comma != sorted.npos)
      once(whole_of(words_of(sorted.substr(0, comma), kWordsPerFieldMax)));
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
  void whole(const std::vector<Word>& words) {
    once(whole_of(words));
    for (const std::string& pair : pairs_of(words)) once(pair);
  }
  // However often it stands there: a title is no better for saying it twice.
  void once(const std::string& sign) {
    if (signs_.insert(sign).second) book_.document.add_term(sign, 1);
  }
  // Numbers and short words are not corrected to.
  void spelling(const Word& word) {
    const std::string& form = word.forms.front();
    if (form.size() < 4 || !word.part.empty()) return;
    if (std::ranges::any_of(form, [](char c) { return c >= '0' && c <= '9'; })) return;
    book_.spellings.push_back(form);
  }
  IndexedBook book_;
  std::set<std::string> signs_;
  Xapian::Stem stem_;
  std::vector<std::string> stems_;
};

// Terms that filter, and the same as values that are counted.
class Filters {
 public:
  explicit Filters(Xapian::Document& document) : document_(document) {}
  Filters(const Filters&) = delete;
  Filters& operator=(const Filters&) = delete;
  ~Filters() {
    if (!values_.empty()) document_.add_value(kFacetsSlot, values_);
  }
  void add(std::string_view prefix, char sign, const std::string& value) {
    const std::string counted = sign + value + '\n';
    if (value.empty() || ("\n" + values_).contains("\n" + counted)) return;
    document_.add_boolean_term(term(prefix, value));
    values_ += counted;
  }

 private:
  Xapian::Document& document_;
  std::string values_;
};

// A book without a file is not to be had for nothing: what costs nothing says nothing of it yet.
void write_prices(Xapian::Document& document, Filters& filters, const catalog::Offer& offer,
                  bool has_file) {
  const auto write = [&](const Asset& currency, const Money& price) {
    if (price.is_zero() && !has_file) return;
    filters.add(kPricePrefix, kPriceSign,
                price_value(currency, catalog::name_of(catalog::band_of(price))));
    if (price.is_zero()) document.add_boolean_term(term(kFreeTerm, currency.code()));
  };
  if (offer.price) {
    write({}, *offer.price);
    document.add_value(kAmountSlot,
                       Xapian::sortable_serialise(static_cast<double>(offer.price->amount)));
  }
  for (const catalog::PriceTerms& other : offer.others) write(other.price->asset, *other.price);
}

void write_filters(Xapian::Document& document, const catalog::BookDetail& book) {
  document.add_boolean_term(term(kWorkPrefix, book.work.id.value));
  if (const auto isbn = catalog::canonical_isbn(book.edition.isbn13))
    document.add_boolean_term(term(kIsbnPrefix, *isbn));
  Filters filters(document);
  filters.add(kLanguagePrefix, kLanguageSign, catalog::primary_language(book.edition.language));
  for (const catalog::Subject& subject : book.work.subjects | std::views::take(kSubjectsMax))
    filters.add(kSubjectPrefix, kSubjectSign, subject.slug);
  for (const auto& contributor : book.work.contributors | std::views::take(kContributorsMax))
    if (contributor.role == catalog::ContributorRole::author)
      filters.add(kAuthorPrefix, kAuthorSign, contributor.slug);
  for (const catalog::EditionFile& file : book.files)
    filters.add(kFilePrefix, kFormatSign, file.format);
  write_prices(document, filters, book.offer, !book.files.empty());
  document.add_value(kTitleSlot, std::string(utf8_prefix(folded(book.work.title, kWordsPerFieldMax),
                                                         kTitleKeyBytesMax)));
}

}  // namespace

IndexedBook index_book(const catalog::BookDetail& book) {
  Writer writer(catalog::primary_language(book.edition.language));
  const catalog::Work& work = book.work;
  constexpr bool kIsSpelling = true;
  writer.text(work.title, kTitleCounts, kTitlePrefix, kIsSpelling);
  writer.title(work.title);
  if (const std::string_view main = main_title(work.title); main != trim(work.title))
    writer.title(main);
  writer.text(work.subtitle, kAsideCounts, {}, kIsSpelling);
  for (const auto& contributor : work.contributors | std::views::take(kContributorsMax))
    writer.name(contributor);
  writer.text(work.series, kAsideCounts, {}, kIsSpelling);
  writer.phrase(work.series);
  for (const catalog::Subject& subject : work.subjects | std::views::take(kSubjectsMax)) {
    writer.text(subject.name, kAsideCounts, {}, kIsSpelling);
    writer.heading(subject.name);
  }
  writer.text(book.edition.publisher, 1, {}, kIsSpelling);
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
