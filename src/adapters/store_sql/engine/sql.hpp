#pragma once
#include <string_view>

namespace aan::store_sql {

/// A statement known when the program is compiled: text made at run time is refused by the
/// compiler, so no value ever becomes SQL. Each ":name" occurs once; values are given in order.
class Sql {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a statement.
  consteval Sql(const char* text) : text_(text), changes_(is_change(text)) {}
  [[nodiscard]] const char* text() const { return text_; }
  /// True for INSERT, UPDATE and DELETE, also behind WITH.
  [[nodiscard]] bool changes() const { return changes_; }

 private:
  static consteval bool is_change(std::string_view text) {
    return text.contains("INSERT INTO ") || text.contains("UPDATE ") ||
           text.contains("DELETE FROM ");
  }
  const char* text_;
  bool changes_;
};

}  // namespace aan::store_sql
