#pragma once
#include "adapters/book_worker/worker_pool.hpp"
#include "ports/book_stamper.hpp"

namespace aan::book_worker {

/// BookStamper that has each file looked at by an `aan-worker` of its own, and checks what comes
/// back.
class WorkerBookStamper final : public ports::BookStamper {
 public:
  /// `pool` must outlive this; others may share it.
  explicit WorkerBookStamper(WorkerPool& pool) : pool_(pool) {}
  Result<ports::StampPlanOrWhy> plan(int file_fd) override;
  Result<std::vector<catalog::Stamp>> read_stamps(int file_fd) override;

 private:
  WorkerPool& pool_;
};

/// What answers say, checked field by field. Errors: as the functions of `BookStamper`.
Result<ports::StampPlanOrWhy> parse_stamp_answer(std::string_view answer);
Result<std::vector<catalog::Stamp>> parse_stamps(std::string_view answer);

}  // namespace aan::book_worker
