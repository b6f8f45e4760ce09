#pragma once
#include <cstddef>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

namespace aan::search_xapian {

inline constexpr std::size_t kExpandedWordsMax = 20;

/// What an unfinished word may become. Thousands of terms may begin with two letters, and a search
/// that tries other spellings asks for the same again and again: what was found is kept for as long
/// as the view is the same. Not thread-safe.
class Expansions {
 public:
  /// The most frequent terms that begin with `begin` (a prefix and letters), kExpandedWordsMax at
  /// most; of equals the shortest. None where more than `most` begin so. Good until the next call.
  const std::vector<std::string>& of(const Xapian::Database& database, const std::string& begin,
                                     std::size_t most = std::numeric_limits<std::size_t>::max());
  /// The view is of another commit.
  void forget() { known_.clear(); }

 private:
  std::unordered_map<std::string, std::vector<std::string>> known_;
};

}  // namespace aan::search_xapian
