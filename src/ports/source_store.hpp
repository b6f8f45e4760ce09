#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_view.hpp"
#include "ports/store.hpp"

namespace aan::ports {

/// By which name a list knows a work, and what the list said of it last.
struct WorkSource {
  std::string source;
  std::string key;
  catalog::WorkId work_id;
  std::string digest;
};

/// A work that another one stands for.
struct WorkMerge {
  catalog::WorkId work_id;
  catalog::WorkId into;
  bool was_listed = true;  ///< whether it is listed again when they are parted
  Timestamp at;
};

/// So many merges may follow each other: what goes through all books goes through them once for
/// each.
inline constexpr int kMergeDepthMax = 4;

/// A book that a list brings.
struct NewBook {
  catalog::Work work;
  catalog::Edition edition;
  std::vector<catalog::EditionFile> files;
  catalog::Offer offer;
  std::string match_key;  ///< `catalog::kept_match_key`; empty: it matches nothing
};

/// What an operator asks of a work.
enum class WorkState : std::uint8_t {
  listed,    ///< on the pages
  hidden,    ///< not on the pages
  unpriced,  ///< on the pages without a price in any currency
  no_file,   ///< on the pages without a file
  for_sale,  ///< on the pages, and can be bought now: a price, a whole file, and a copy left
};
inline constexpr std::size_t kWorkWordsMax = 6;

/// What an operator looks for among all works. All of it holds; what is empty asks nothing.
struct WorkSearch {
  /// Each stands in title, subtitle, names of authors or ISBN; letters large or small (SQLite: of
  /// ASCII). Those beyond `kWorkWordsMax` are passed over.
  std::vector<std::string> words;
  std::optional<WorkState> state;
  std::string format;  ///< "epub": of the newest edition
  std::int64_t offset = 0;
  std::int64_t limit = 50;  ///< 1 to 100
};

/// How far a list of books came.
struct ListRun {
  std::string id;
  std::string file_name;
  std::string format;     ///< "csv"; empty until it was read
  std::string by;         ///< who brought it
  std::string supplier;   ///< under whose name it came in; empty: none was named
  std::int64_t rows = 0;  ///< of the whole list; 0 until it was read
  std::int64_t done = 0;  ///< rows before it are in
  std::string outcome;    ///< "done", "failed", "stopped"; empty: it has not ended
  std::string words;      ///< what it brought, or why it failed
  Timestamp begun_at;
  Timestamp told_at;                ///< when it was last said how far it is
  std::int64_t refused = 0;         ///< rows of it
  std::int64_t values_changed = 0;  ///< of books with a file: each price, each title
  std::int64_t remarks = 0;         ///< on rows that came in, and on the whole list
  std::int64_t price_not_set = 0;   ///< rows whose book cannot be bought for want of a price
};

/// What is kept of a row.
enum class FindingKind : std::uint8_t {
  changed,  ///< a value of a book with a file
  remark,   ///< it came in, and something of it is to be said
  refused,
};
/// Something of one row that is kept with the run of its list.
struct ListFinding {
  FindingKind kind = FindingKind::changed;
  std::int64_t line = 0;  ///< 0: the whole list
  std::string title;
  std::string slug;       ///< of the book; empty: refused, or it was here already
  std::string field;      ///< what changed: "price"; else empty
  std::string before;     ///< what stood there; empty: nothing
  std::string after;      ///< what stands there now
  std::string why;        ///< what is wrong with a row that was refused, or is to be said of one
  std::string next_step;  ///< what to do about a row that was refused
};
/// So many findings of each kind are kept with a run, the first; of the whole list 100 more.
inline constexpr std::int64_t kListFindingsMax = 1000;

/// So many runs of lists are remembered, the newest.
inline constexpr std::int64_t kListRunsMax = 100;

/// What a subject is called in a scheme of codes.
struct SubjectCode {
  std::string scheme;
  std::string code;
};

/// Where works came from, which of them are the same, and the catalogue as lists bring and take it:
/// many books in one unit. Reading functions see one snapshot. Errors: unavailable, corrupt,
/// internal.
class SourceStore {
 public:
  virtual ~SourceStore() = default;
  virtual Result<std::optional<WorkSource>> find_source(std::string_view source,
                                                        std::string_view key) const = 0;
  /// By which names lists know a work, by source and key, at most 100.
  virtual Result<std::vector<WorkSource>> names_in_lists(const catalog::WorkId& id) const = 0;
  /// The works of this key, the oldest first, at most 10; those that were merged are left out.
  virtual Result<std::vector<catalog::WorkId>> works_matching(std::string_view match_key) const = 0;
  /// The works with an edition of this ISBN, the oldest first, at most 10.
  virtual Result<std::vector<catalog::WorkId>> works_of_isbn(std::string_view isbn13) const = 0;
  /// Works of which no match key is known yet, at most `limit` (1 to 1,000).
  virtual Result<std::vector<catalog::WorkId>> unmatched(std::int64_t limit) const = 0;
  /// Newest first, hidden ones too. It looks at every work: for those who run the shop.
  virtual Result<WorkPage> search_works(const WorkSearch& search) const = 0;
  virtual Result<std::optional<WorkMerge>> find_merge(const catalog::WorkId& id) const = 0;
  /// The works that this one stands for, at most 100.
  virtual Result<std::vector<WorkMerge>> merged_into(const catalog::WorkId& id) const = 0;
  /// Names of what a person of the shop wrote of a work (`service/books/edit_book`), sorted.
  virtual Result<std::vector<std::string>> edited_fields(const catalog::WorkId& id) const = 0;
  virtual Result<std::optional<SubjectCode>> find_subject_code(std::string_view slug) const = 0;
  /// How far lists came, the newest first, at most `limit` (1 to `kListRunsMax`).
  virtual Result<std::vector<ListRun>> newest_list_runs(std::int64_t limit) const = 0;
  virtual Result<std::optional<ListRun>> find_list_run(std::string_view id) const = 0;
  /// What is kept of its rows: what changed first, then remarks, then what was refused, each as the
  /// list has it.
  virtual Result<std::vector<ListFinding>> list_findings(std::string_view run) const = 0;
  /// Where the last listed book of a name went when `change_book` wrote that name another way: the
  /// slug of that one, of a publisher its name. Nothing for a name that did not move.
  virtual Result<std::optional<std::string>> moved_name(ShelfKind kind,
                                                        std::string_view slug) const = 0;
  /// Ids by rising id after `after` (empty: from the first), at most `limit` (1 to 1,000).
  virtual Result<std::vector<catalog::WorkId>> works_after(const catalog::WorkId& after,
                                                           std::int64_t limit) const = 0;
  virtual Result<std::vector<catalog::EditionId>> editions_after(const catalog::EditionId& after,
                                                                 std::int64_t limit) const = 0;
  virtual Result<std::vector<catalog::OfferId>> offers_after(const catalog::OfferId& after,
                                                             std::int64_t limit) const = 0;

  // Changes.

  /// As `CatalogStore::add_book` for each, much faster: what many share is written once, and the
  /// generation rises by as many as there are books. Returns the slugs in their order.
  virtual Result<std::vector<std::string>> add_books(const std::vector<NewBook>& books) = 0;
  /// Puts what is said of a work and of its newest edition in the place of what was: names,
  /// subjects, series, texts, facts of the edition. Slug, visibility, files, pictures and offer
  /// stay. Where one name of a kind took the place of another that no listed book has any more, it
  /// is kept that this one moved there. Errors: not_found.
  virtual Result<> change_book(const catalog::Work& work, const catalog::Edition& edition,
                               std::string_view match_key) = 0;
  /// By what a person is sorted, whatever book names them; of them at most 1,000 are searched by it
  /// at once, the others after their next change. Whoever no book names is passed over.
  virtual Result<> sort_person(std::string_view name, std::string_view sort_name) = 0;
  /// Takes a file of a book out, with what was made of it, as if it had never been there; pictures
  /// of its edition stay noted, and are not given out any more. Of a version the one before takes
  /// its place again, and nobody is written to about it any more. Errors: not_found; conflict
  /// "file_sold" when any order holds it, "file_has_versions" when a newer one has taken its place.
  virtual Result<> take_out_file(const catalog::FileId& id, Timestamp at) = 0;
  /// New, or in the place of what that name said before.
  virtual Result<> put_source(const WorkSource& source) = 0;
  virtual Result<> put_match_key(const catalog::WorkId& id, std::string_view match_key) = 0;
  /// Errors: conflict "merged" when something stands for it already.
  virtual Result<> put_merge(const WorkMerge& merge) = 0;
  /// In the place of those before; none of them: nothing of it was written by a person. The work
  /// changed at that moment.
  virtual Result<> put_edited_fields(const catalog::WorkId& id,
                                     const std::vector<std::string>& fields, Timestamp at) = 0;
  /// Nothing there to remove is no error.
  virtual Result<> remove_merge(const catalog::WorkId& id) = 0;
  /// New, or in the place of what was said of it before; those beyond `kListRunsMax` are forgotten.
  virtual Result<> put_list_run(const ListRun& run) = 0;
  /// After the first `before` of their kind, for which remarks on the whole list are one; those
  /// beyond what is kept are left out. They are forgotten with their run.
  virtual Result<> add_list_findings(std::string_view run, std::int64_t before,
                                     const std::vector<ListFinding>& findings) = 0;
  /// Of the subject that the store has for that name, or that code, whatever its slug came to be.
  /// Keeps what is there; nothing happens where no book came with the subject.
  virtual Result<> put_subject_code(const catalog::Subject& subject, const SubjectCode& code) = 0;
};

/// A unit of work, or a snapshot, of a store that has a `SourceStore`. It is not a member of those,
/// because most of the house has nothing to do with it.
class KeepsSources {
 public:
  virtual ~KeepsSources() = default;
  [[nodiscard]] virtual SourceStore& sources() const = 0;
};

/// That of a unit or of a snapshot. A store that keeps none is a mistake of whoever composes the
/// shop, and throws std::bad_cast.
inline SourceStore& sources_of(UnitOfWork& unit) {
  return dynamic_cast<KeepsSources&>(unit).sources();
}
inline const SourceStore& sources_of(const Snapshot& at) {
  return dynamic_cast<const KeepsSources&>(at).sources();
}

}  // namespace aan::ports
