#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_view.hpp"

namespace aan::ports {

enum class BookOrder : std::uint8_t { newest, title };

/// A page of the listed books. Empty strings mean "any".
struct BookQuery {
  std::string subject_slug;
  std::string contributor_slug;
  std::string series;
  std::string publisher;  ///< as its books write it, `kPublisherKeyMax` characters of it
  std::string language;   ///< any tag of it: regions are not told apart
  std::string format;     ///< "epub": books that have a file of it
  bool only_free = false;
  Asset free_in;  ///< `only_free` is of this other currency; empty: of the first price
  BookOrder order = BookOrder::newest;
  std::int64_t offset = 0;
  std::int64_t limit = 24;  ///< 1 to 100
  /// Not empty: the books behind a place, `BookPage::next` of the page before, instead of those
  /// from an offset on: none comes twice and none is left out, whatever comes and goes meanwhile.
  std::string behind;
};

/// Publishers are told apart by so many characters of their names.
inline constexpr std::size_t kPublisherKeyMax = 120;

/// What has a shelf of its own, with a name.
enum class ShelfKind : std::uint8_t { subject, contributor, series, publisher };

struct BookPage {
  std::vector<catalog::BookSummary> books;
  std::int64_t total = 0;  ///< of all pages
  std::string next;        ///< the place behind its last book; empty when nothing stands there
};

/// A name that a shelf has, with how many listed works stand there.
struct NameCount {
  std::string key;   ///< slug; of a publisher as of `BookQuery::publisher`
  std::string name;  ///< of a contributor the sort name
  std::int64_t works = 0;
};
/// A page of them in the order of their letters: capitals and accents tell none apart.
struct NamePage {
  std::vector<NameCount> names;
  std::string next;  ///< as of `BookPage`
};
struct NameQuery {
  ShelfKind kind = ShelfKind::contributor;
  std::string from;          ///< where it begins, part of a name, when `behind` is empty
  std::string behind;        ///< `NamePage::next` of the page before
  std::int64_t limit = 100;  ///< 1 to 100
};
/// A format with the number of listed works that have a file of it.
struct FormatCount {
  std::string format;
  std::int64_t works = 0;
};
struct PublisherCount {
  std::string name;  ///< as of `BookQuery::publisher`
  std::int64_t works = 0;
};

/// A page of all works, newest first, hidden ones too: what an operator has.
struct WorkPage {
  std::vector<catalog::WorkId> works;
  std::int64_t total = 0;  ///< of all pages
};

/// Where a listed work is found, and when it, its price or its terms of sale changed last.
struct ListedSlug {
  std::string slug;
  Timestamp changed_at;
};

/// What the search index needs of one changed work. `book` is empty when it is hidden now.
struct ChangedWork {
  catalog::WorkId id;
  std::int64_t generation = 0;
  std::optional<catalog::BookDetail> book;
};

/// What several offers cost in other currencies than their first.
using OtherPrices = std::map<catalog::OfferId, std::vector<catalog::PriceTerms>>;

/// Another content for a file of an edition, and what the edition is with it.
struct NewFileVersion {
  catalog::FileId replaces;   ///< the current one
  catalog::EditionFile file;  ///< of the same edition, under an id of its own
  catalog::Edition edition;   ///< its facts and pictures; which work it is of, and when, stay
  std::string note;
  std::string by;
  Timestamp at;
};

/// A file of another format for an edition.
struct NewEditionFile {
  catalog::EditionFile file;
  Timestamp at;
};

/// The catalogue. Reading functions see one snapshot. Errors: unavailable, corrupt, internal.
class CatalogStore {
 public:
  virtual ~CatalogStore() = default;

  /// Counts every committed change of the catalogue; part of page and index keys.
  virtual Result<std::int64_t> generation() const = 0;
  /// Errors: invalid "cursor" for a place that is none, or of another order.
  virtual Result<BookPage> list(const BookQuery& query) const = 0;
  /// Errors: invalid "cursor".
  virtual Result<NamePage> names(const NameQuery& query) const = 0;
  /// What names of this kind begin with, small and without accents, in their order, at most 100; a
  /// name without a letter or digit begins with "~".
  virtual Result<std::vector<std::string>> first_letters(ShelfKind kind) const = 0;
  /// Of subjects with listed works whose slugs begin so, the 500 with the most.
  virtual Result<std::vector<catalog::SubjectCount>> subjects_from(
      std::string_view slug_prefix) const = 0;
  /// For each heading, in their order: listed works whose subjects stand below it, "Fiction --
  /// History" below "Fiction", each once; those that have the heading alone are not counted.
  virtual Result<std::vector<std::int64_t>> works_below(
      const std::vector<catalog::Subject>& headings) const = 0;
  /// By name; of very many, the 500 with the most books. Works that name none are not counted.
  virtual Result<std::vector<PublisherCount>> publishers() const = 0;
  /// Most books first.
  virtual Result<std::vector<FormatCount>> formats() const = 0;
  /// `limit`: 1 to 100.
  virtual Result<WorkPage> list_works(std::int64_t offset, std::int64_t limit) const = 0;
  virtual Result<std::optional<catalog::BookDetail>> find_by_slug(std::string_view slug) const = 0;
  virtual Result<std::optional<catalog::BookDetail>> find_work(const catalog::WorkId& id) const = 0;
  /// Summaries of listed works in the order of `ids`; unknown and hidden ones left out.
  virtual Result<std::vector<catalog::BookSummary>> summaries(
      const std::vector<catalog::WorkId>& ids) const = 0;
  virtual Result<std::optional<catalog::OfferDetail>> find_offer(
      const catalog::OfferId& id) const = 0;
  /// The terms of at most 100 offers in other currencies, by rising code; an offer that is unknown,
  /// or has none, is left out.
  virtual Result<OtherPrices> other_prices(const std::vector<catalog::OfferId>& ids) const = 0;
  /// Whether a listed book or bundle has a price in this currency, which is not the shop's own.
  virtual Result<bool> is_priced_in(const Asset& currency) const = 0;
  /// The day from which an offer is delivered; nothing: at once, or no such offer.
  virtual Result<std::optional<Timestamp>> release_of(const catalog::OfferId& id) const = 0;
  /// For how many devices an offer brings a licence key; nothing: it brings none.
  virtual Result<std::optional<std::int64_t>> licence_seats_of(
      const catalog::OfferId& id) const = 0;
  /// Whether a date of an offer has passed that `follow_sale_dates` has not looked at.
  virtual Result<bool> has_passed_dates(Timestamp now) const = 0;
  virtual Result<std::optional<catalog::EditionFile>> find_file(
      const catalog::FileId& id) const = 0;
  /// All files by rising id after `after` (empty: from the first), at most `limit`.
  virtual Result<std::vector<catalog::EditionFile>> files_after(const catalog::FileId& after,
                                                                std::int64_t limit) const = 0;
  /// The file with this content, if it was brought in before.
  virtual Result<std::optional<catalog::EditionFile>> find_file_by_cid(
      const crypto::Cid& cid) const = 0;
  virtual Result<std::optional<catalog::Edition>> find_edition(
      const catalog::EditionId& id) const = 0;
  /// Slugs of works, newest first, hidden ones too, at most `limit`.
  virtual Result<std::vector<std::string>> slugs(std::int64_t limit) const = 0;
  /// Slugs of listed works by rising slug, from `from` on (empty: from the first), at most `limit`
  /// (1 to 50,000).
  virtual Result<std::vector<ListedSlug>> listed_slugs(std::string_view from,
                                                       std::int64_t limit) const = 0;
  /// The first of them and every `step`-th after it: where parts of `step` begin.
  virtual Result<std::vector<std::string>> listed_slugs_by(std::int64_t step) const = 0;
  /// True when this content is, or was, cover, thumbnail or sample of an edition: it is kept.
  virtual Result<bool> is_public_blob(const crypto::Cid& cid) const = 0;
  /// True when it is so now, of a listed book, and no part of a sample that is hidden.
  virtual Result<bool> is_shown_blob(const crypto::Cid& cid) const = 0;
  /// Files of the editions that have this content as cover, thumbnail or sample, at most `limit`.
  virtual Result<std::vector<catalog::EditionFile>> files_behind(const crypto::Cid& public_blob,
                                                                 std::int64_t limit) const = 0;
  /// By name; of very many, the 500 with the most books.
  virtual Result<std::vector<catalog::SubjectCount>> subjects() const = 0;
  /// By primary subtag, most books first.
  virtual Result<std::vector<catalog::LanguageCount>> languages() const = 0;
  /// What a subject or a contributor of this slug, or a series of this name, is called; nothing
  /// when no listed book belongs to it.
  virtual Result<std::optional<std::string>> shelf_name(ShelfKind kind,
                                                        std::string_view name) const = 0;
  /// Works changed after `generation`, by rising generation, at most `limit`.
  virtual Result<std::vector<ChangedWork>> changed_after(std::int64_t generation,
                                                         std::int64_t limit) const = 0;

  /// All versions of the file that this is a version of, the oldest first; none for an unknown id.
  virtual Result<std::vector<catalog::FileVersion>> versions_of(
      const catalog::FileId& id) const = 0;

  // Changes. Each raises the generation once, with the commit. `now`: when what readers see of the
  // book changed last (`ListedSlug::changed_at`), which its feeds and its site map tell.

  /// Inserts all parts; contributors, subjects and series are created or found by slug. The slug
  /// of the work is made unique by the store ("-2", "-3" at its end) and returned.
  virtual Result<std::string> add_book(const catalog::Work& work, const catalog::Edition& edition,
                                       const std::vector<catalog::EditionFile>& files,
                                       const catalog::Offer& offer) = 0;
  /// Puts a version in the place of the current one, in the edition and in its offers: as many rows
  /// as with a single buyer. Returns its number. Errors: not_found; conflict "version_raced" when
  /// the one that it replaces is not the current one any more.
  virtual Result<std::int64_t> add_version(const NewFileVersion& version) = 0;
  /// Puts a file beside those of an edition, in the edition and in the current offer of its work:
  /// who buys from now on gets it too. Errors: not_found; conflict "format_known" when the edition
  /// has a file of that format, which a new version could take the place of.
  virtual Result<> add_file(const NewEditionFile& it) = 0;
  /// Next revision of an offer with another price and what belongs to it; the prices in other
  /// currencies stay. Errors: not_found.
  virtual Result<catalog::Offer> set_price(const catalog::OfferId& id,
                                           const catalog::PriceTerms& terms, Timestamp now) = 0;
  /// Next revision of an offer that says all of its prices. `others`: each with a price, no two of
  /// one currency, none of that of `terms`; what they leave out is gone. Errors: not_found.
  virtual Result<catalog::Offer> set_prices(const catalog::OfferId& id,
                                            const catalog::PriceTerms& terms,
                                            const std::vector<catalog::PriceTerms>& others,
                                            Timestamp now) = 0;
  /// Copies that may still be sold from now on; nothing: no limit. Errors: not_found.
  virtual Result<> set_copies(const catalog::OfferId& id,
                              const std::optional<std::int64_t>& copies_left, Timestamp now) = 0;
  /// When and where an offer is sold from now on. Errors: not_found.
  virtual Result<> set_rules(const catalog::OfferId& id, const catalog::SaleRules& rules,
                             Timestamp now) = 0;
  /// It brings a licence key for so many devices from now on; nothing: none. Errors: not_found.
  virtual Result<> set_licence_seats(const catalog::OfferId& id,
                                     const std::optional<std::int64_t>& seats, Timestamp now) = 0;
  /// Looks at the dates of at most `limit` offers for which one has passed, and notes what they
  /// say now; returns how many there were.
  virtual Result<std::int64_t> follow_sale_dates(Timestamp now, std::int64_t limit) = 0;
  /// Notes that the shop's copy of this content is damaged, or whole again, for every file that
  /// has it. Returns how many files that changed; none: the generation stays.
  virtual Result<std::int64_t> set_damaged(const crypto::Cid& cid, bool is_damaged) = 0;
  /// Notes pictures and sample that were made again; addresses that were given out before stay
  /// public. Errors: not_found.
  virtual Result<> set_pictures(const catalog::EditionId& id, const catalog::Pictures& pictures,
                                Timestamp now) = 0;
  /// Errors: not_found.
  virtual Result<> set_visibility(const catalog::WorkId& id, catalog::Visibility visibility,
                                  Timestamp now) = 0;
};

}  // namespace aan::ports
