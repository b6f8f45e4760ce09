#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "adapters/search_xapian/xapian_index.hpp"
#include "testing/temp_folder.hpp"

// What the tests of this folder stand on: an index in a folder of its own, and books for it.
namespace aan::search_xapian {

inline catalog::BookDetail book(int number, const std::string& title,
                                const std::string& language = "en") {
  catalog::BookDetail book;
  book.work.id.value = "test_" + std::to_string(number);
  book.work.title = title;
  book.work.created_at = Timestamp::from_unix_seconds(1'790'000'000 + number);
  book.edition.language = language;
  return book;
}

inline catalog::BookDetail about(catalog::BookDetail book,
                                 const std::vector<std::string>& subjects) {
  for (const std::string& name : subjects) book.work.subjects.push_back({"", name});
  return book;
}

inline catalog::BookDetail by(catalog::BookDetail book, const std::string& author,
                              const std::string& sort_name = {}) {
  book.work.contributors = {{author, sort_name, "", catalog::ContributorRole::author}};
  return book;
}

// Books that have nothing of what is asked for: among them a word is rare.
inline std::vector<catalog::BookDetail> among_many(std::vector<catalog::BookDetail> books) {
  for (int i = 1'000; i < 9'000; ++i) books.push_back(book(i, "Something Else"));
  return books;
}

class IndexCase : public ::testing::Test {
 protected:
  IndexCase() { open(); }
  void open() {
    index_.reset();
    index_ = XapianIndex::open(root_.path() / "index").value();
  }
  void put(const std::vector<catalog::BookDetail>& books) {
    ASSERT_TRUE(index_->apply(books, {}, ++generation_));
  }
  ports::SearchAnswer ask(const std::string& text, const std::string& language = {}) {
    ports::SearchQuery query;
    query.text = text;
    query.language = language;
    return index_->search(query).value();
  }
  bool finds(const std::string& text) { return ask(text).total > 0; }
  testing::TempFolder root_;
  std::unique_ptr<XapianIndex> index_;
  std::int64_t generation_ = 0;
};

}  // namespace aan::search_xapian
