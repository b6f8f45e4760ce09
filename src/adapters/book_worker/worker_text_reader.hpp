#pragma once
#include "adapters/book_worker/worker_pool.hpp"
#include "ports/text_reader.hpp"

namespace aan::book_worker {

/// TextReader that has each file read by an `aan-worker` of its own, and checks what comes back.
class WorkerTextReader final : public ports::TextReader {
 public:
  /// `pool` must outlive this; others may share it.
  explicit WorkerTextReader(WorkerPool& pool) : pool_(pool) {}
  Result<catalog::BookText> read_text(int file_fd) override;

 private:
  WorkerPool& pool_;
};

/// What an answer to read-book says, checked field by field. Errors: as `TextReader::read_text`.
Result<catalog::BookText> parse_book_text(std::string_view answer);

}  // namespace aan::book_worker
