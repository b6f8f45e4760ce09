#pragma once
#include <memory>
#include <mutex>

#include "service/browsing/search.hpp"

namespace aan::service {

/// Builds the search index again from the store, beside the one that is searched, in steps, so
/// that nobody finds less meanwhile and whoever waits sees how far it is. Thread-safe.
class IndexRebuild {
 public:
  IndexRebuild(const Room& room, ports::SearchIndex& index) : room_(room), index_(index) {}

  /// Begins with an empty index and returns the number for `step`. One that was begun before, and
  /// perhaps left alone, is given up. Errors: those of `SearchIndex::begin_anew`.
  Result<std::int64_t> begin();
  /// Some thousand works further, those too that changed since it began. The last step puts it in
  /// the place of the index that is searched; what it lacks by then comes with the next change.
  /// Errors: conflict (another one was begun, or the shop started anew), those of the store and of
  /// the index; then the index is as it was.
  Result<IndexStep> step(std::int64_t number);

 private:
  Result<std::shared_ptr<ports::SearchIndex>> begun(std::int64_t number);

  const Room& room_;
  ports::SearchIndex& index_;
  std::mutex guard_;
  std::int64_t number_ = 0;
  std::shared_ptr<ports::SearchIndex> fresh_;
};

}  // namespace aan::service
