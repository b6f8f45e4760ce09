#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace aan::cli {

/// What a backup copied, step by step.
struct BackupReport {
  std::int64_t files = 0;
  std::vector<std::string> damaged;
  std::string manifest;  ///< as `backup.end` answered

  /// Adds an answer of `backup.files`; gives back where to go on, empty at the end.
  std::string add(const std::string& step);
  [[nodiscard]] std::string json() const;
};

/// What was restored, with what the checks of ledger and books say; "good" when both do.
std::string with_checks(const std::string& restored, const std::string& ledger,
                        const std::string& books);
/// A text member of a JSON object; empty when it has none.
std::string text_of(const std::string& object, const std::string& name);

}  // namespace aan::cli
