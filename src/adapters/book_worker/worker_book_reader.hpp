#pragma once
#include "adapters/book_worker/worker_pool.hpp"
#include "ports/book_reader.hpp"

namespace aan::book_worker {

/// BookReader that has each file read by an `aan-worker` of its own, and checks what comes back.
class WorkerBookReader final : public ports::BookReader {
 public:
  /// `pool` must outlive this; reader and writer may share one.
  explicit WorkerBookReader(WorkerPool& pool) : pool_(pool) {}
  Result<ports::ReadBook> read(int file_fd) override;
  Result<ports::ReadPicture> read_picture(int file_fd) override;

 private:
  Result<ports::ReadBook> read_pdf(int file_fd);
  WorkerPool& pool_;
};

/// What an answer to read-archive says, checked field by field. Errors: as BookReader::read.
Result<ports::ReadBook> parse_read_book(std::string_view answer);

/// The same for read-picture. Errors: as BookReader::read_picture.
Result<ports::ReadPicture> parse_read_picture(std::string_view answer);

}  // namespace aan::book_worker
