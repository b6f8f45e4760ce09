#pragma once
#include <span>
#include <string_view>

namespace aan::tax {

/// A country or territory of ISO 3166-1.
struct Country {
  std::string_view code;  ///< two capital letters
  std::string_view name;  ///< in English
};

/// All of them, by name.
std::span<const Country> countries();
/// Nothing for what is no code of the list; capital letters only.
const Country* find_country(std::string_view code);
/// Its name, or the code itself.
std::string_view country_name(std::string_view code);

/// A member state of the European Union.
[[nodiscard]] bool is_in_eu(std::string_view code);
/// Whose rules of value added tax count there: France's in Monaco, the United Kingdom's on the Isle
/// of Man, else its own.
[[nodiscard]] std::string_view tax_home(std::string_view code);

}  // namespace aan::tax
