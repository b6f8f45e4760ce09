#include "adapters/pay_stripe/form.hpp"

namespace aan::pay_stripe {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

}  // namespace

Form& Form::put(std::string_view name, std::string_view value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (!text_.empty()) text_ += '&';
  text_ += name;
  text_ += '=';
  for (const char c : value) {
    if (is_plain(c)) {
      text_ += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    text_ += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return *this;
}

Form& Form::put(std::string_view name, std::int64_t value) {
  return put(name, std::string_view(std::to_string(value)));
}

}  // namespace aan::pay_stripe
