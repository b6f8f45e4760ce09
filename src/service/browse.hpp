#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

struct HomeView {
  std::optional<catalog::BookDetail> featured;
  std::vector<catalog::BookSummary> newest;
  std::vector<catalog::BookSummary> more;
  std::vector<catalog::SubjectCount> subjects;
  std::int64_t total = 0;
};
struct BooksView {
  ports::BookPage page;
  std::vector<catalog::SubjectCount> subjects;
  std::vector<catalog::LanguageCount> languages;
};
struct BookView {
  catalog::BookDetail book;
  std::vector<catalog::BookSummary> also;  ///< of the same series or subject, not itself
};

/// Reading the catalogue: one snapshot, no write, no network.
Result<HomeView> view_home(const Room& room);
Result<BooksView> view_books(const Room& room, const ports::BookQuery& query);
/// Errors: not_found, also for hidden works.
Result<BookView> view_book(const Room& room, std::string_view slug);
/// The sample's sanitised XHTML fragment. Errors: not_found (no such book, or no sample).
Result<std::string> read_sample(const Room& room, const catalog::BookDetail& book);
Result<std::int64_t> catalog_generation(const Room& room);

}  // namespace aan::service
