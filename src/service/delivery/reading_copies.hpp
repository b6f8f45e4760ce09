#pragma once
#include "domain/catalog/reading_copy.hpp"
#include "ports/text_reader.hpp"
#include "service/delivery/makings.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Books made ready for reading on pages: read in the sandbox the first time somebody asks, kept as
/// a derived content, made again when it is lost or an older program made it. Thread-safe.
class ReadingCopies {
 public:
  /// All outlive this.
  ReadingCopies(const Room& room, ports::TextReader& reader, Makings& makings)
      : room_(room), reader_(reader), makings_(makings) {}

  struct Copy {
    FileDescriptor content;
    catalog::ReadingIndex index;
  };
  /// A file that the worker came to no answer about is read again so often, and so much later.
  static constexpr int kTriesMax = 5;
  static constexpr Duration kAgainAfter = Duration::hours(1);

  /// The copy of a book file. The first time it waits for the worker. Errors: not_found
  /// "not_readable_here" (neither EPUB nor comic, or one that cannot be read on pages: for good if
  /// the worker said so, for an hour if it came to no answer); unavailable "file_damaged";
  /// unavailable (the worker, the store, or too much is being made).
  Result<Copy> open(const catalog::EditionFile& file);
  /// Errors: corrupt.
  static Result<std::string> bytes_of(const Copy& copy, const catalog::ReadingSlice& slice);

 private:
  Result<std::optional<Copy>> open_kept(const catalog::EditionFile& file);
  Result<Copy> make(const catalog::EditionFile& file);
  Result<> note_left_out(const catalog::EditionFile& file, const Error& why);
  const Room& room_;
  ports::TextReader& reader_;
  Makings& makings_;
};

}  // namespace aan::service
