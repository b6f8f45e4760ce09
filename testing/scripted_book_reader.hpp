#pragma once
#include <mutex>
#include <string>

#include "ports/book_reader.hpp"
#include "ports/book_stamper.hpp"
#include "ports/document_writer.hpp"

namespace aan::testing {

/// Answers for every file what a test has laid down, without looking at it; before that, that the
/// file is no book. Thread-safe.
class ScriptedBookReader final : public ports::BookReader {
 public:
  Result<ports::ReadBook> read(int /*file_fd*/) override {
    const std::lock_guard lock(answer_guard_);
    ++reads_;
    return answer_;
  }
  Result<ports::ReadPicture> read_picture(int /*file_fd*/) override {
    const std::lock_guard lock(answer_guard_);
    return picture_;
  }
  void answer_picture(Result<ports::ReadPicture> answer) {
    const std::lock_guard lock(answer_guard_);
    picture_ = std::move(answer);
  }
  void answer(Result<ports::ReadBook> answer) {
    const std::lock_guard lock(answer_guard_);
    answer_ = std::move(answer);
  }
  [[nodiscard]] int reads() const {
    const std::lock_guard lock(answer_guard_);
    return reads_;
  }

 private:
  mutable std::mutex answer_guard_;  // guards all below
  Result<ports::ReadBook> answer_ =
      refuse(Errc::invalid, "book.read", "This is not a book that we can read.");
  Result<ports::ReadPicture> picture_ =
      refuse(Errc::invalid, "book.read", "This is not a picture that we can read.");
  int reads_ = 0;
};

/// Takes stamps as it is told; before that, no file takes one. Thread-safe.
class ScriptedBookStamper final : public ports::BookStamper {
 public:
  Result<ports::StampPlanOrWhy> plan(int /*file_fd*/) override {
    const std::lock_guard lock(answer_guard_);
    ++plans_;
    return answer_;
  }
  Result<std::vector<catalog::Stamp>> read_stamps(int /*file_fd*/) override {
    const std::lock_guard lock(answer_guard_);
    return stamps_;
  }
  void answer(Result<ports::StampPlanOrWhy> answer) {
    const std::lock_guard lock(answer_guard_);
    answer_ = std::move(answer);
  }
  void answer_stamps(std::vector<catalog::Stamp> stamps) {
    const std::lock_guard lock(answer_guard_);
    stamps_ = std::move(stamps);
  }
  [[nodiscard]] int plans() const {
    const std::lock_guard lock(answer_guard_);
    return plans_;
  }

 private:
  mutable std::mutex answer_guard_;  // guards all below
  Result<ports::StampPlanOrWhy> answer_ = ports::StampPlanOrWhy("package");
  std::vector<catalog::Stamp> stamps_;
  int plans_ = 0;
};

/// Draws covers that are text, and writes no books. Thread-safe.
class ScriptedDocumentWriter final : public ports::DocumentWriter {
 public:
  Result<std::string> write_epub(const ports::Manuscript& /*manuscript*/) override {
    return fail(Errc::unavailable, "book.write", "nothing is written here");
  }
  Result<std::string> write_paper(const ports::Paper&) override {
    return fail(Errc::unavailable, "test", "nothing is drawn here");
  }
  Result<ports::DrawnCover> draw_cover(const ports::CoverOrder& order) override {
    const std::string cover = "drawn for " + order.title + " by " + order.author;
    return ports::DrawnCover{cover, {cover + " 160", cover + " 320", cover + " 640"}};
  }
};

}  // namespace aan::testing
