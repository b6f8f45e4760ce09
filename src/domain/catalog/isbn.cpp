#include "domain/catalog/isbn.hpp"

#include "base/text.hpp"

namespace aan::catalog {
namespace {

// Sum of d_i * (1, 3, 1, 3, ...) over the first twelve digits, to the next multiple of ten.
char check_digit_13(std::string_view twelve) {
  int sum = 0;
  for (std::size_t i = 0; i < 12; ++i) sum += (twelve[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

// Sum of d_i * (10, 9, ... 1) is a multiple of eleven; X stands for ten at the end.
bool is_isbn_10(std::string_view ten) {
  int sum = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    const int digit = ten[i] == 'X' ? 10 : ten[i] - '0';
    if (ten[i] == 'X' && i != 9) return false;
    sum += digit * (10 - static_cast<int>(i));
  }
  return sum % 11 == 0;
}

}  // namespace

std::optional<std::string> canonical_isbn(std::string_view text) {
  std::string_view rest = trim(text);
  for (const std::string_view prefix : {"urn:isbn:", "isbn-13", "isbn-10", "isbn"}) {
    if (rest.size() > prefix.size() && iequals_ascii(rest.substr(0, prefix.size()), prefix)) {
      rest.remove_prefix(prefix.size());
      break;
    }
  }
  std::string digits;
  for (const char c : rest) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c == 'X' || c == 'x')
      digits += 'X';
    else if (c != '-' && c != ' ' && c != ':')
      return std::nullopt;
  }
  if (digits.size() == 13 && digits.find('X') == std::string::npos &&
      (digits.starts_with("978") || digits.starts_with("979")) &&
      check_digit_13(digits) == digits[12])
    return digits;
  if (digits.size() == 10 && is_isbn_10(digits)) {
    std::string canonical = "978" + digits.substr(0, 9);
    canonical += check_digit_13(canonical);
    return canonical;
  }
  return std::nullopt;
}

}  // namespace aan::catalog
