#pragma once
#include <deque>
#include <mutex>
#include <set>

#include "service/books/ingest.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::service {

/// Where a picture of a book is seen. Of a listed book everybody may; of a hidden one the address
/// ends in a key, which pages for its buyers and for the desk name alone.
std::string picture_path(const crypto::KeyRing& keys, const crypto::Cid& cid, bool is_listed);

/// Pictures and samples: shown to everybody, and made again from the book's own file when the
/// shop's copy of one is damaged or missing. Whoever meets such a copy has it noted; the work is
/// done behind the counter, one book a step, where the file is read in the sandbox with its limits.
/// Thread-safe.
class KeepPictures {
 public:
  KeepPictures(const Room& room, Ingest& ingest) : room_(room), ingest_(ingest) {}

  /// Opens what may be shown to everybody, or to who has its `key` (`picture_path`). Errors:
  /// not_found with reason "no_such_picture", also for a copy that is not whole, which is noted and
  /// logged once; those of `BlobStore::open` that say nothing about the content.
  Result<ports::OpenBlob> open(const crypto::Cid& cid, std::string_view key = "");

  /// Notes that a copy is not whole: it is logged once and waits for `restore_one`. A copy that
  /// could not be made again is noted anew only after `forget`, which each look at all copies does.
  void note(const crypto::Cid& cid, std::string_view why);
  void forget();

  /// Makes the pictures and samples of the books behind one noted copy again. Logs what became of
  /// it. True: another one waits. Errors: of the store.
  Result<bool> restore_one();

 private:
  Result<> restore(const crypto::Cid& cid);
  const Room& room_;
  Ingest& ingest_;
  std::mutex noted_guard_;           // guards both below; at most kNotedMax
  std::set<crypto::Cid> noted_;      // logged
  std::deque<crypto::Cid> waiting_;  // to be made again
};

}  // namespace aan::service
