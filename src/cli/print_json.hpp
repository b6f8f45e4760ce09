#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace aan::cli {

/// Writes the JSON answer of a command for a person: what it is about decides the form.
void print_for_people(const std::string& command, const std::string& answer);

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

/// Whether a ledger check's answer is clean.
bool is_good(const std::string& answer);
/// JSON text of an object with members of text, left out when empty, and numbers.
std::string json_object(
    std::initializer_list<std::pair<std::string, std::variant<std::string, std::int64_t>>> members);
/// {"name": [objects...]} from the JSON text of each.
std::string json_list(const std::string& name, const std::vector<std::string>& objects);

}  // namespace aan::cli
