#include "domain/tax/tax_number.hpp"

#include <algorithm>
#include <array>

namespace aan::tax {
namespace {

// Of each form: 9 a digit, A a letter, X either.
struct Form {
  std::string_view prefix;
  std::string_view pattern;
};

constexpr std::array kForms = {
    Form{"AT", "U99999999"},    Form{"BE", "9999999999"},   Form{"BG", "999999999"},
    Form{"BG", "9999999999"},   Form{"CY", "99999999A"},    Form{"CZ", "99999999"},
    Form{"CZ", "999999999"},    Form{"CZ", "9999999999"},   Form{"DE", "999999999"},
    Form{"DK", "99999999"},     Form{"EE", "999999999"},    Form{"EL", "999999999"},
    Form{"ES", "X9999999X"},    Form{"FI", "99999999"},     Form{"FR", "XX999999999"},
    Form{"HR", "99999999999"},  Form{"HU", "99999999"},     Form{"IE", "9X99999A"},
    Form{"IE", "9999999AA"},    Form{"IT", "99999999999"},  Form{"LT", "999999999"},
    Form{"LT", "999999999999"}, Form{"LU", "99999999"},     Form{"LV", "99999999999"},
    Form{"MT", "99999999"},     Form{"NL", "XXXXXXXXXXXX"}, Form{"PL", "9999999999"},
    Form{"PT", "999999999"},    Form{"RO", "99"},           Form{"RO", "999"},
    Form{"RO", "9999"},         Form{"RO", "99999"},        Form{"RO", "999999"},
    Form{"RO", "9999999"},      Form{"RO", "99999999"},     Form{"RO", "999999999"},
    Form{"RO", "9999999999"},   Form{"SE", "999999999999"}, Form{"SI", "99999999"},
    Form{"SK", "9999999999"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

bool fits(char c, char mark) {
  switch (mark) {
    case '9': return is_digit(c);
    case 'A': return is_letter(c);
    case 'X': return is_digit(c) || is_letter(c);
    default: return c == mark;
  }
}

bool fits(std::string_view number, std::string_view pattern) {
  return std::ranges::equal(number, pattern, [](char c, char mark) { return fits(c, mark); });
}

}  // namespace

Result<TaxNumber> parse_tax_number(std::string_view typed) {
  const auto wrong = [] {
    return refuse(Errc::invalid, "tax.number",
                  "This is no VAT number of a country of the European Union. It begins with the "
                  "two letters of the country.",
                  "tax_number_form");
  };
  if (typed.size() > kTaxNumberBytesMax) return wrong();
  std::string clean;
  for (char c : typed) {
    if (c == ' ' || c == '.' || c == '-' || c == '/') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (!is_digit(c) && !is_letter(c)) return wrong();
    clean += c;
  }
  if (clean.size() < 4) return wrong();
  TaxNumber number{clean.substr(0, 2), clean.substr(0, 2), clean.substr(2)};
  if (number.prefix == "GR") number.prefix = "EL";
  if (number.prefix == "EL") number.country = "GR";
  const bool is_known = std::ranges::any_of(kForms, [&](const Form& form) {
    return form.prefix == number.prefix && fits(number.rest, form.pattern);
  });
  if (!is_known) return wrong();
  return number;
}

bool could_be_tax_number(std::string_view typed) {
  constexpr std::size_t kSignsMax = 20;
  constexpr std::size_t kDigitsMin = 4;
  if (parse_tax_number(typed)) return true;
  if (typed.size() > kTaxNumberBytesMax) return false;
  std::string clean;
  for (char c : typed) {
    if (c == ' ' || c == '.' || c == '-' || c == '/') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (!is_digit(c) && !is_letter(c)) return false;
    clean += c;
  }
  // What begins like one of a member state has its form or is a slip.
  const std::string prefix = clean.substr(0, 2);
  const bool is_of_member = prefix == "GR" || std::ranges::any_of(kForms, [&](const Form& form) {
                              return form.prefix == prefix;
                            });
  return !is_of_member && clean.size() <= kSignsMax &&
         std::ranges::count_if(clean, is_digit) >= static_cast<std::ptrdiff_t>(kDigitsMin);
}

}  // namespace aan::tax
