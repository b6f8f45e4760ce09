#pragma once
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace aan::cli {

/// Writes the JSON answer of a command for a person: what it is about decides the form.
void print_for_people(const std::string& command, const std::string& answer);

/// An import's report, for a person: a line for each file, and under it what is said of it. A
/// warning or remark that was said before is not said again, but counted; a refusal always is.
class ImportText {
 public:
  std::string line(const std::string& answer);
  /// Lines "24 files: sentence: a.epub, b.epub and 22 more" for what was said of more than one
  /// file, so that each has its reason.
  [[nodiscard]] std::string repeated() const;

 private:
  std::map<std::string, std::vector<std::string>> said_;  ///< the files, by what was said of them
};

/// The steps of a `book.check`, put together.
class CheckReport {
 public:
  /// Takes a step in; where the next one begins, empty after the last.
  std::string add(const std::string& step);
  [[nodiscard]] std::string json() const;
  [[nodiscard]] std::int64_t files() const { return files_; }

 private:
  static constexpr std::size_t kRowsMax = 1000;
  std::int64_t files_ = 0;
  std::int64_t damaged_ = 0;
  std::vector<std::string> rows_;
};

/// "ok", "warned", "refused", "known" or "restored" of an import's answer.
std::string verdict_of(const std::string& answer);
/// Whether a ledger check's answer is clean.
bool is_good(const std::string& answer);
/// JSON text of an object with members of text, left out when empty, and numbers.
std::string json_object(
    std::initializer_list<std::pair<std::string, std::variant<std::string, std::int64_t>>> members);
/// {"name": [objects...]} from the JSON text of each.
std::string json_list(const std::string& name, const std::vector<std::string>& objects);
/// An import's answer for a file that was not even tried.
std::string refused_entry(const std::string& file, const std::string& why);
/// {"files": [answers...], "summary": {...}} of an import.
std::string import_report(const std::vector<std::string>& answers);

}  // namespace aan::cli
