#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "ports/list_reader.hpp"
#include "ports/source_store.hpp"
#include "service/books/ingest.hpp"

namespace aan::service {

enum class RowVerdict : std::uint8_t {
  added,      ///< a new book
  merged,     ///< a new book that is the same as another, which stands for it
  matched,    ///< the same edition is here already, by its ISBN: the list's name for it is noted
  changed,    ///< the list says something else of it than before
  as_before,  ///< nothing of it changed
  withdrawn,  ///< its publisher takes it back: hidden
  refused,
};
std::string_view name_of(RowVerdict verdict);

/// What a list changed of a book with a file: a field, what stood there and what stands there now;
/// empty: nothing.
struct FieldChange {
  std::string field;
  std::string before;
  std::string after;
};

/// One row of a report.
struct RowReport {
  std::uint64_t line = 0;
  RowVerdict verdict = RowVerdict::refused;
  std::string title;
  std::string slug;      ///< of what was written; empty for `as_before` and `matched`
  std::string work_id;   ///< empty: refused
  std::string offer_id;  ///< as `slug`
  std::vector<std::string> notes;
  std::string next_step;  ///< what to do about a row that was refused
  std::vector<FieldChange>
      changes;                    ///< of a book that has a file; of others they are counted alone
  bool is_price_not_set = false;  ///< new or changed, and without any price: it cannot be bought
  /// Prices were left out, since the shop does not sell in their currency, that would be its own.
  bool has_prices_left_out = false;
};

struct RowCounts {
  std::int64_t added = 0, merged = 0, matched = 0, changed = 0, as_before = 0, withdrawn = 0,
               refused = 0;
  std::int64_t price_not_set = 0;  ///< of the new and changed ones
  /// Rows and bundles of which prices were left out, since the shop does not sell in their
  /// currency; those that are as before too, but none whose price is not the list's to say.
  std::int64_t prices_left_out = 0;
};

/// The format by which `ListOrder::open_file` is asked for the cover that another shop chose.
inline constexpr std::string_view kCoverFormat = "jpeg";

/// What is asked of one step.
struct ListOrder {
  std::uint64_t from = 0;  ///< rows before it are passed over
  std::optional<catalog::ListFormat> format;
  std::optional<Money> price;  ///< of rows that say none, for books that have none
  /// Whose list it is, as of `list_supplier`: its names for books count inside it. Empty: names are
  /// those of all lists of their kind.
  std::string supplier;
  /// The id of its run, as whoever asks knows it; one that is none, or is taken, is passed over,
  /// and the run has another one.
  std::string run;
  /// The same for the same content of a file, so that it is read once for all steps; empty: read.
  std::string identity;
  /// Rows of one unit of work. While it is written nobody else writes: a few hundred where buyers
  /// wait. More of them are faster, since what they share is written once.
  std::size_t rows_a_unit = 500;
  /// Without reports of rows of which there is nothing to say.
  bool is_brief = false;
  /// Opens a file that the list names by its CID; not_found: it is not there. Empty: none are.
  std::function<Result<FileDescriptor>(const catalog::ListFile& file)> open_file;
};

/// What a step did.
struct ListStep {
  std::string run;  ///< under which it is told how far the list is
  std::string supplier;
  catalog::ListFormat format = catalog::ListFormat::csv;
  std::uint64_t rows = 0;             ///< of the whole list
  std::optional<std::uint64_t> next;  ///< where the next step begins; nothing: this was the last
  std::vector<RowReport> reports;
  RowCounts counts;
  std::vector<std::string> notes;  ///< of the whole list; with the last step
};

/// A list that was brought in, with what is kept of its rows (`SourceStore::list_findings`).
struct ShownRun {
  ports::ListRun run;
  std::vector<ports::ListFinding> findings;
};

/// Of how many entries of a list, rows and bundles, prices were left out, in which currencies.
struct LeftOut {
  std::int64_t entries = 0;
  bool has_bundle = false;
  bool has_row_of_others = false;    ///< of a list that is no export of a shop like this
  std::set<std::string> currencies;  ///< a few
};

struct PreparedRow;

/// Brings lists of books in: rows become works that are listed, and can be bought once they have a
/// file. Steps are idempotent: a list that was stopped anywhere is begun again, and what was done
/// is found `as_before`. Many rows are one unit of work, small enough that buyers do not notice.
/// Thread-safe; one list at a time is kept between steps.
class ImportList {
 public:
  ImportList(const Room& room, Ingest& ingest, ports::ListReader& reader)
      : room_(room), ingest_(ingest), reader_(reader), since_(room.clock.wall()) {}
  /// As many rows as there are while `goes_on`, at least some, at most `kRowsAStep`. It stands in
  /// the audit log under the name `by`, with the first and with the last step. Errors: invalid (no
  /// list; with a sentence), too_large, timeout, unavailable, internal.
  Result<ListStep> step(int file_fd, const std::string& file_name, const ListOrder& order,
                        std::string_view by, const std::function<bool()>& goes_on);
  /// All steps. Reports of rows `as_before` without notes are left out, others beyond the first
  /// 1,000 too. Errors: also unavailable when the shop is stopped meanwhile; what was done by then
  /// stays.
  Result<ListStep> whole(int file_fd, const std::string& file_name, ListOrder order,
                         std::string_view by);

  /// How far lists came, the newest first, at most `limit` (1 to 100); one that was stopped in the
  /// middle, with its process or before it, says so. It waits for no list. Errors: of the store.
  [[nodiscard]] Result<std::vector<ports::ListRun>> runs(std::int64_t limit) const;
  /// One of them. Errors: not_found "no_such_list", and those of the store.
  [[nodiscard]] Result<ShownRun> show(const std::string& run) const;

  /// The shop is about to stop: a step ends with its unit of work, `whole` with its step, and no
  /// further one begins.
  void stop() { is_stopping_ = true; }

  static constexpr std::size_t kRowsAStep = 4000;

 private:
  struct Kept {
    std::string identity;
    std::unique_ptr<ports::BookList> list;
  };
  // A list that has begun.
  struct Live {
    ports::ListRun run;
    RowCounts sum;  // what the whole list brought so far, whatever other lists came between
    std::vector<std::string> first_refused;  // a few, with their lines
    LeftOut left_out;
  };
  Result<Live*> live_of(const std::string& file_name, const ListOrder& order, std::string_view by);
  void say_if_stopped(ports::ListRun& run) const;
  Result<> tell(const ports::ListRun& run);
  void end_failed(ports::ListRun run, const Error& why);
  Result<> take_pictures(const PreparedRow& row, RowReport& report, ports::ListRun& run);
  Result<> take_chosen(const PreparedRow& row, const ListOrder& order, std::string_view by,
                       RowReport& report, ports::ListRun& run);
  Result<> keep_list(int file_fd, const ListOrder& order);
  Result<ListStep> take_step(int file_fd, const ListOrder& order, std::string_view by,
                             const std::function<bool()>& goes_on, Live& live);
  Result<> take_rows(const ListOrder& order, std::string_view by,
                     const std::function<bool()>& goes_on, Live& live, ListStep& step);
  Result<> write_down_step(const ListOrder& order, const ListStep& step, const Live& live,
                           std::string_view by);
  const Room& room_;
  Ingest& ingest_;
  ports::ListReader& reader_;
  std::atomic<bool> is_stopping_ = false;
  std::mutex mutex_;  // one list at a time; guards what follows
  Kept kept_;
  std::map<std::string, Live> live_;  // by the identity of their list
  const Timestamp since_;             // when this process could begin with lists
};

/// "12 new, 3 changed, 88,750 as before", and what else there is.
std::string in_words(const RowCounts& counts);
/// "Line 2: price of Walden was 4.99 USD and is 5.99 USD now."
std::string in_words(const RowReport& row, const FieldChange& change);
/// What is to be said of titles whose price is not set, and by which commands one is set; empty
/// for none.
std::string price_not_set_note(std::int64_t count);
/// The name of a supplier as its lists are known by: letters and digits of `typed`, the same for
/// every way to write it; empty: none is named. Errors: invalid when nothing is left of it.
Result<std::string> list_supplier(std::string_view typed);
/// Whether a file is a list by the ending of its name; which kind of list, its content says.
bool is_list_name(std::string_view file_name);

}  // namespace aan::service
