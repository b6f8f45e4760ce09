#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/timestamp.hpp"
#include "crypto/cid.hpp"

namespace aan::store_sql {

/// One value for a parameter: a whole number or text, or nothing. Borrows its text.
class Value {
 public:
  // NOLINTBEGIN(google-explicit-constructor): values are written as they are.
  Value(int number) : number_(number), is_number_(true) {}
  Value(std::int64_t number) : number_(number), is_number_(true) {}
  Value(std::uint64_t number) : number_(checked(number)), is_number_(true) {}
  Value(bool flag) : number_(flag ? 1 : 0), is_number_(true) {}
  Value(Timestamp at) : number_(at.us), is_number_(true) {}
  Value(std::optional<Timestamp> at)
      : number_(at ? at->us : 0), is_number_(true), is_null_(!at.has_value()) {}
  Value(std::optional<std::int64_t> number)
      : number_(number.value_or(0)), is_number_(true), is_null_(!number.has_value()) {}
  Value(std::string_view text) : text_(text) {}
  Value(const std::string& text) : text_(text) {}
  Value(const char* text) : text_(text) {}
  Value(std::optional<std::string_view> text)
      : text_(text.value_or(std::string_view{})), is_null_(!text.has_value()) {}
  template <class Tag>
  Value(const Id<Tag>& id) : text_(id.value) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] bool is_number() const { return is_number_; }
  [[nodiscard]] bool is_null() const { return is_null_; }
  [[nodiscard]] std::int64_t number() const { return number_; }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  static std::int64_t checked(std::uint64_t number);
  std::string_view text_;
  std::int64_t number_ = 0;
  bool is_number_ = false;
  bool is_null_ = false;
};

using Values = std::initializer_list<Value>;

}  // namespace aan::store_sql
