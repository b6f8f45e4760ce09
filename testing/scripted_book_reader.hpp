#pragma once
#include <map>
#include <mutex>
#include <string>

#include "ports/book_reader.hpp"
#include "ports/document_writer.hpp"

namespace aan::testing {

/// Reads what a test has laid down for a file's name, without looking at the file. Thread-safe.
class ScriptedBookReader final : public ports::BookReader {
 public:
  Result<ports::ReadBook> read(int /*file_fd*/, const std::string& file_name) override {
    const std::lock_guard lock(answers_guard_);
    ++reads_;
    const auto found = answers_.find(file_name);
    if (found == answers_.end())
      return refuse(Errc::invalid, "book.read", "This is not a book that we can read.");
    return found->second;
  }
  void answer(const std::string& file_name, Result<ports::ReadBook> answer) {
    const std::lock_guard lock(answers_guard_);
    answers_.insert_or_assign(file_name, std::move(answer));
  }
  [[nodiscard]] int reads() const {
    const std::lock_guard lock(answers_guard_);
    return reads_;
  }

 private:
  mutable std::mutex answers_guard_;  // guards both below
  std::map<std::string, Result<ports::ReadBook>> answers_;
  int reads_ = 0;
};

/// Draws covers that are text, and writes no books. Thread-safe.
class ScriptedDocumentWriter final : public ports::DocumentWriter {
 public:
  Result<std::string> write_epub(const ports::Manuscript& /*manuscript*/) override {
    return fail(Errc::unavailable, "book.write", "nothing is written here");
  }
  Result<ports::DrawnCover> draw_cover(const ports::CoverOrder& order) override {
    const std::string cover = "drawn for " + order.title + " by " + order.author;
    return ports::DrawnCover{cover, {cover + " 160", cover + " 320", cover + " 640"}};
  }
};

}  // namespace aan::testing
