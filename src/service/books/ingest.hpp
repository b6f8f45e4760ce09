#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/book_reader.hpp"
#include "ports/document_writer.hpp"
#include "service/room.hpp"

namespace aan::service {

inline constexpr std::uint64_t kBookFileBytesMax = 1ULL << 30;
/// All files of one upload, with its form.
inline constexpr std::uint64_t kUploadBytesMax = 2ULL << 30;
/// A cover of the shop's own, a picture of 32 MB, with its form.
inline constexpr std::uint64_t kCoverUploadBytesMax = 33ULL << 20;

struct WaitingBook;

/// Whether a new version may be a file that says it is another book.
enum class OtherBook : std::uint8_t { refuse, take };

enum class IngestVerdict : std::uint8_t {
  ok,
  warned,
  refused,
  known,
  restored,  ///< was in the shop with a damaged copy, which is whole again
};
std::string_view name_of(IngestVerdict verdict);

/// One line of an import's report.
struct IngestReport {
  std::string file_name;
  IngestVerdict verdict = IngestVerdict::ok;
  /// Sentences: the reason of a refusal; or warnings, which make a file `warned`, and remarks, with
  /// which it is `ok` still.
  std::vector<std::string> notes;
  std::string title;
  std::string slug;
  std::string work_id;
  std::string offer_id;
  std::string cid;
  std::optional<Money> price;
  /// Id of a listed book without a file that this new one may be the same as; empty: there is none.
  std::string may_be;
};

/// What was read of a file that is not in the shop yet, and its content, which is kept.
struct NewFile {
  ports::BlobInfo blob;
  ports::ReadBook read;
};

/// A version that was put in.
struct NewVersion {
  std::string slug;
  std::string title;
  std::int64_t number = 0;
  std::string cid;
  std::vector<std::string> notes;  ///< what its owner should look at
};

/// The cover that the shop chose for an edition, in its largest size; nothing: its file's own.
Result<std::optional<crypto::Cid>> chosen_cover(const ports::Snapshot& at,
                                                const catalog::EditionId& id);
/// Whether the shop shows no sample of an edition, whatever its file would give.
Result<bool> is_sample_hidden(const ports::Snapshot& at, const catalog::EditionId& id);

/// Brings one book file into the shop: read in the sandbox, stored by content, listed. Idempotent
/// by content: a file that is here already is `known` and changes nothing, unless the shop's copy
/// was damaged: then it is `restored`. Of several that bring the same file in at once, one does and
/// the others find it known, also from other processes. Of a refused file nothing is kept.
/// A file that a book of a list was missing (`find_waiting`) becomes that book's, and the report
/// says so. Thread-safe.
class Ingest {
 public:
  Ingest(const Room& room, ports::BookReader& reader, ports::DocumentWriter& writer)
      : room_(room), reader_(reader), writer_(writer) {}
  /// Never fails as a whole for a bad file: that is a report with `refused`. A new book stands in
  /// the audit log under the name `by`, written with it; empty: it does not. Errors: invalid (a
  /// price above the limit), unavailable, internal (the store or the disk, not the file).
  Result<IngestReport> ingest(int file_fd, const std::string& file_name,
                              const std::optional<Money>& price, std::string_view by = {});
  /// Puts another content in the place of a book's file of the same format: from now on it is what
  /// is sold, and what everybody who bought the book may fetch beside the one that they bought.
  /// `which`: slug or id of the book; `note`: what changed, for its buyers. It stands in the audit
  /// log under the name `by`. A file that says by title and ISBN, or by title and authors, that it
  /// is another book is taken only if `other` says so. Errors: not_found (the book); conflict
  /// "version_other_book" (title); invalid "version_note" (none, or too
  /// long), "version_format" (the book has no file of that format), "version_file" (not a book that
  /// can be read; `safe` says why); conflict "version_known" (this content is in the shop already)
  /// and "version_raced"; unavailable, internal (the store or the disk, not the file).
  Result<NewVersion> add_version(int file_fd, const std::string& which, std::string_view note,
                                 std::string_view by, OtherBook other = OtherBook::refuse);
  /// Puts a file of another format beside those of a book: an EPUB's PDF, sold with it under its
  /// price to whoever buys from now on. Title, cover and sample stay those of the book; the first
  /// file of a book that came by a list brings them, and what a file says of itself. `which`: slug
  /// or id; of a book that was merged the one that stands for it, as the report says. It stands in
  /// the audit log under the name `by`. A file that is no book, that is here already, or of a
  /// format that the book has (that is a new version), is a report with `refused` or `known`.
  /// Errors: not_found (the book); unavailable, internal.
  Result<IngestReport> add_format(int file_fd, const std::string& file_name,
                                  const std::string& which, std::string_view by);
  /// Shows another cover for a book than the one in its file: a picture of the shop's own, read in
  /// the sandbox and drawn anew. It stays with new versions of the file. `which`: slug or id. It
  /// stands in the audit log under the name `by`. Errors: conflict "demonstration"; not_found (the
  /// book); invalid "cover_file" (no picture that can be shown; `safe` says why); unavailable,
  /// internal.
  Result<catalog::BookDetail> set_cover(int file_fd, const std::string& which, std::string_view by);
  /// The cover of the book's own file once more, or the drawn one of a file that has none. Errors:
  /// not_found; those of the copy and of the reader.
  Result<catalog::BookDetail> take_own_cover(const std::string& which, std::string_view by);
  /// Whether the shop shows a cover of its own for this edition.
  Result<bool> has_other_cover(const catalog::EditionId& id) const;

  /// Shows no sample of a book, also with new versions of its file, until it is shown again, made
  /// anew from the shop's own copy of the file. `which`: slug or id. It stands in the audit log
  /// under the name `by`; a second time does nothing. Errors: not_found; those of the copy and of
  /// the reader.
  Result<catalog::BookDetail> hide_sample(const std::string& which, std::string_view by);
  Result<catalog::BookDetail> show_sample(const std::string& which, std::string_view by);
  /// Takes a file out of a book, so that it may be put to another one, and so that another one may
  /// be put here. With the last file go cover, sample, contents and what the file said of the book;
  /// lists that the book came by say theirs again. Of a new version the one before is what is sold
  /// and fetched again: whoever bought that one keeps it, and nobody is written to. It stands in
  /// the audit log under the name `by`. Errors: not_found, also "no_such_file"; conflict
  /// "file_sold" when an order holds it, and "file_has_versions" when a newer one came meanwhile.
  Result<catalog::BookDetail> take_out(const std::string& which, const std::string& format,
                                       std::string_view by);
  /// Whether the shop shows no sample of this edition, whatever its file would give.
  Result<bool> is_sample_hidden(const catalog::EditionId& id) const;

  /// Pictures and sample of an edition, from the shop's own copy of its file, read in the sandbox
  /// once more. Errors: of the copy, of the reader and of the store.
  Result<> make_pictures_again(const catalog::EditionFile& file);

 private:
  Result<IngestReport> report_known(const catalog::BookDetail& book,
                                    const catalog::EditionFile& file, int file_fd,
                                    IngestReport report);
  /// Looks at a file. Nothing: it is here already or is no book, and `report` says so.
  Result<std::optional<NewFile>> open_new(int file_fd, IngestReport& report);
  Result<IngestReport> put_format(const catalog::BookDetail& book, const NewFile& fresh,
                                  int file_fd, std::string_view by, IngestReport report);
  Result<IngestReport> join(const WaitingBook& waiting, const NewFile& fresh, int file_fd,
                            std::string_view by, IngestReport report);
  Result<> make_pictures_again(const catalog::EditionId& id, int file_fd);
  /// `title`: what a drawn cover says.
  Result<> store_sample(const ports::ReadBook& read, catalog::Pictures& into);
  Result<catalog::Pictures> store_pictures(const ports::ReadBook& read, const std::string& title);
  /// What a file gives, with what the shop chose instead: its own cover, no sample.
  Result<catalog::Pictures> as_chosen(const catalog::EditionId& id, catalog::Pictures pictures);
  /// With the shop's own cover for that edition, as far as it has one whose copy can be shown.
  Result<catalog::Pictures> with_other_cover(const catalog::EditionId& id,
                                             catalog::Pictures pictures);
  Result<bool> gives_pictures(const catalog::EditionFile& file) const;
  Result<bool> keeps_content(int file_fd, const crypto::Cid& cid);
  const Room& room_;
  ports::BookReader& reader_;
  ports::DocumentWriter& writer_;
};

}  // namespace aan::service
