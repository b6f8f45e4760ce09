#pragma once
#include <optional>
#include <string>
#include <vector>

#include "ports/search_index.hpp"
#include "service/browsing/browse.hpp"

namespace aan::service {

/// A book as a feed for reading apps lists it.
struct FeedBook {
  catalog::BookDetail book;
  bool is_open = false;  ///< its files may be fetched by anybody, without an order
};
/// A page of them, of one moment.
struct FeedBooks {
  std::vector<FeedBook> books;
  std::int64_t total = 0;  ///< of all pages; of a search as of `SearchAnswer`
  std::string next;        ///< as of `ports::BookPage`; never of a search
  std::int64_t upto = 0;   ///< of a search: as of `ports::SearchAnswer`
  std::string name;        ///< of the subject, contributor or series that was asked for
  std::vector<catalog::SubjectCount> subjects;    ///< to narrow it by, with counts of what is asked
  std::vector<catalog::LanguageCount> languages;  ///< the same
};

// Each looks once, writes nothing and asks nobody. Prices are the shop's own, others beside them.

/// Errors: not_found as `view_books`; invalid "cursor".
Result<FeedBooks> list_feed_books(const Room& room, const ports::BookQuery& query);
/// Errors: those of the index.
Result<FeedBooks> search_feed_books(const Room& room, const ports::SearchIndex& index,
                                    const ports::SearchQuery& query);
/// Errors: not_found "no_such_book".
Result<FeedBook> view_feed_book(const Room& room, std::string_view slug);
Result<std::vector<catalog::SubjectCount>> list_subjects(const Room& room);
/// Errors: not_found "no_such_subject".
Result<> need_subject(const Room& room, const std::string& slug);
/// When the listed books changed last; the beginning of time while there are none.
Result<Timestamp> newest_change(const Room& room);

/// A file that anybody may fetch, opened.
struct FreeFile {
  catalog::EditionFile file;
  FileDescriptor content;
};
/// Errors: not_found "no_such_download" for every file that is not free for everybody; unavailable
/// "file_damaged".
Result<FreeFile> open_free_file(const Room& room, const catalog::FileId& id);

}  // namespace aan::service
