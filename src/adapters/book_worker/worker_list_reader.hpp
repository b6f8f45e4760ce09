#pragma once
#include "adapters/book_worker/worker_pool.hpp"
#include "ports/list_reader.hpp"

namespace aan::book_worker {

/// ListReader that has each list read by an `aan-worker` of its own, and checks each row when it is
/// asked for.
class WorkerListReader final : public ports::ListReader {
 public:
  /// `pool` must outlive this; others may share it.
  explicit WorkerListReader(WorkerPool& pool) : pool_(pool) {}
  Result<std::unique_ptr<ports::BookList>> read(int file_fd,
                                                std::optional<catalog::ListFormat> forced) override;

 private:
  WorkerPool& pool_;
};

/// A list out of an answer, which it takes over. Errors: as `ListReader::read`.
Result<std::unique_ptr<ports::BookList>> parse_list(FileDescriptor answer);

}  // namespace aan::book_worker
