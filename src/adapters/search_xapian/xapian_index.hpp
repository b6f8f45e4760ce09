#pragma once
#include <filesystem>
#include <memory>

#include "ports/search_index.hpp"

namespace aan::search_xapian {

/// The search index in a folder of its own, by Xapian. One process writes; inside it any thread
/// may call anything: writers wait for each other, readers never wait and see whole commits.
///
/// A damaged database is reported as corrupt by whoever meets it, and by `generation` from then
/// on, until `clear` has put an empty one in its place, or another has taken over.
class XapianIndex final : public ports::SearchIndex {
 public:
  /// Opens, or makes, the index in `folder`. A damaged one opens too: `generation` says so.
  /// Errors: unavailable (the folder cannot be made or read).
  static Result<std::unique_ptr<XapianIndex>> open(std::filesystem::path folder);
  ~XapianIndex() override;

  Result<std::int64_t> generation() const override;
  /// Words are joined by AND; the last one may be unfinished. Without text: newest first. Text
  /// without a word in it finds nothing. Pages end at kHitsReachableMax.
  Result<ports::SearchAnswer> search(const ports::SearchQuery& query) const override;
  /// Reads what books are counted by: under a second for a million.
  void warm_up() const override;
  /// Errors: unavailable (disk full, another process writes), corrupt. Nothing is changed then.
  Result<> apply(const std::vector<catalog::BookDetail>& changed,
                 const std::vector<catalog::WorkId>& removed, std::int64_t generation) override;
  Result<> clear() override;
  /// In a folder of its own inside this one's. Errors: unavailable (disk full, another process
  /// builds one).
  Result<std::shared_ptr<ports::SearchIndex>> begin_anew() override;
  /// By one rename: whoever opens the folder after a crash finds the one or the other whole.
  /// Searches that have begun end in the old one.
  Result<> take_over(const std::shared_ptr<ports::SearchIndex>& fresh) override;

 private:
  struct State;
  explicit XapianIndex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace aan::search_xapian
