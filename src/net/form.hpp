#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace aan::net {

struct FormLimits {
  std::size_t fields_max = 200;
  std::size_t name_bytes_max = 256;
  std::size_t value_bytes_max = std::size_t{32} << 10U;
};

/// Decoded fields in the order in which they were sent. Names and values are UTF-8 without NUL.
class FormFields {
 public:
  /// The first field of that name. "" is a value; nullopt means that the field was not sent.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  [[nodiscard]] bool empty() const { return fields_.empty(); }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& items() const {
    return fields_;
  }

 private:
  friend Result<FormFields> parse_form(std::string_view, const FormLimits&);
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// Decodes application/x-www-form-urlencoded text: a form's body or a query string.
/// Errors: invalid (malformed percent-encoding, not UTF-8, NUL), too_large (over a limit).
Result<FormFields> parse_form(std::string_view text, const FormLimits& limits);

}  // namespace aan::net
