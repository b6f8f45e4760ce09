#include "crypto/public_key_pem.hpp"

#include "base/check.hpp"
#include "base/codec.hpp"
#include "crypto/sign.hpp"

namespace aan::crypto {
namespace {

// SubjectPublicKeyInfo of RFC 8410: what comes before the 32 bytes of the key.
constexpr std::string_view kHead("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);

// RFC 4648 section 4, which PEM asks for.
std::string base64(std::string_view bytes) {
  std::string text = base64url(bytes);
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  while (text.size() % 4 != 0) text += '=';
  return text;
}

}  // namespace

std::string public_key_pem(std::string_view public_key) {
  AAN_CHECK(public_key.size() == kPublicKeyBytes);
  return "-----BEGIN PUBLIC KEY-----\n" + base64(std::string(kHead) + std::string(public_key)) +
         "\n-----END PUBLIC KEY-----\n";
}

}  // namespace aan::crypto
