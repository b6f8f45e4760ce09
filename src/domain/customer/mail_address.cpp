#include "domain/customer/mail_address.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::customer {
namespace {

constexpr std::size_t kLocalBytesMax = 64;
constexpr std::size_t kLabelBytesMax = 63;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// RFC 5322 atext.
bool is_atext(char c) {
  return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").contains(c);
}

bool is_local(std::string_view text) {
  // What begins with a dash is an option of some program, and nobody's name.
  if (text.empty() || text.size() > kLocalBytesMax || text.front() == '-') return false;
  return std::ranges::all_of(split(text, '.'), [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, is_atext);
  });
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kLabelBytesMax && text.front() != '-' &&
         text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

// The last label of a name is never a number: those are addresses of machines.
bool is_host(std::string_view text) {
  const std::vector<std::string_view> labels = split(text, '.');
  if (labels.size() < 2 || !std::ranges::all_of(labels, is_label)) return false;
  return !std::ranges::all_of(labels.back(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<MailAddress> MailAddress::parse(std::string_view typed) {
  const std::string_view text = trim(typed);
  const auto at = text.rfind('@');
  if (at == text.npos || text.size() > kAddressBytesMax || !is_local(text.substr(0, at)) ||
      !is_host(text.substr(at + 1)))
    return refuse(Errc::invalid, "mail.address", "This is no e-mail address.", "mail_address");
  return MailAddress(std::string(text.substr(0, at + 1)) + lower_ascii(text.substr(at + 1)));
}

std::string MailAddress::key() const { return lower_ascii(text_); }

std::string_view MailAddress::host() const {
  return std::string_view(text_).substr(text_.rfind('@') + 1);
}

}  // namespace aan::customer
