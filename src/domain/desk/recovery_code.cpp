#include "domain/desk/recovery_code.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"

namespace aan::desk {
namespace {

constexpr std::size_t kCodeBytes = 10;
constexpr std::size_t kCodeLetters = 16;
constexpr std::size_t kGroup = 4;

}  // namespace

std::vector<std::string> new_recovery_codes(Rng& rng) {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
    const std::string letters = base32lower(rng.bytes(kCodeBytes));
    std::string code;
    for (std::size_t at = 0; at < letters.size(); at += kGroup)
      code += (at == 0 ? "" : "-") + letters.substr(at, kGroup);
    codes.push_back(std::move(code));
  }
  return codes;
}

std::string recovery_code_digest(std::string_view typed) {
  std::string letters;
  for (const char c : lower_ascii(typed))
    if (c != '-' && c != ' ') letters += c;
  if (letters.size() != kCodeLetters || !parse_base32lower(letters)) return {};
  return crypto::sha256("recovery|" + letters);
}

}  // namespace aan::desk
