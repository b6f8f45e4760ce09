#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "ports/search_index.hpp"

namespace aan::testing {

/// The contract of `ports::SearchIndex` by looking at every book. No stems, no corrections,
/// nothing loose, and pages are not kept as they were.
/// Thread-safe.
class MemorySearchIndex final : public ports::SearchIndex {
 public:
  /// From now on no search is answered: what it holds is damaged.
  void set_damaged() { is_damaged_ = true; }
  Result<std::int64_t> generation() const override;
  Result<ports::SearchAnswer> search(const ports::SearchQuery& query) const override;
  Result<> apply(const std::vector<catalog::BookDetail>& changed,
                 const std::vector<catalog::WorkId>& removed, std::int64_t generation) override;
  Result<> clear() override;
  Result<std::shared_ptr<ports::SearchIndex>> begin_anew() override;
  Result<> take_over(const std::shared_ptr<ports::SearchIndex>& fresh) override;

 private:
  struct Book {
    catalog::BookDetail detail;
    std::vector<Word> title;
    std::vector<Word> words;
  };
  mutable std::mutex books_guard_;
  std::map<catalog::WorkId, Book> books_;
  std::int64_t generation_ = 0;
  std::atomic<bool> is_damaged_ = false;
  std::shared_ptr<MemorySearchIndex> fresh_;
};

}  // namespace aan::testing
