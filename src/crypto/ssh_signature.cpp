#include "crypto/ssh_signature.hpp"

#include <optional>

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "crypto/sign.hpp"

namespace aan::crypto {
namespace {

constexpr std::string_view kBegin = "-----BEGIN SSH SIGNATURE-----";
constexpr std::string_view kEnd = "-----END SSH SIGNATURE-----";
constexpr std::string_view kMagic = "SSHSIG";
constexpr std::string_view kEd25519 = "ssh-ed25519";
constexpr std::size_t kLengthBytes = 4;

std::unexpected<Error> no_signature(const char* why) {
  return fail(Errc::invalid, "ssh_signature", why,
              "This is no signature that ssh-keygen -Y sign makes.", "not_a_signature");
}

std::unexpected<Error> another_kind() {
  return refuse(Errc::invalid, "ssh_signature",
                "The key that signed is of another kind than Ed25519.", "key_kind");
}

std::string number(std::size_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFF);
  return bytes;
}

std::string field(std::string_view bytes) { return number(bytes.size()) + std::string(bytes); }

std::optional<std::size_t> take_number(std::string_view& from) {
  if (from.size() < kLengthBytes) return std::nullopt;
  std::size_t value = 0;
  for (const char c : from.substr(0, kLengthBytes))
    value = value << 8 | static_cast<unsigned char>(c);
  from.remove_prefix(kLengthBytes);
  return value;
}

std::optional<std::string_view> take_field(std::string_view& from) {
  const auto size = take_number(from);
  if (!size || *size > from.size()) return std::nullopt;
  const std::string_view bytes = from.substr(0, *size);
  from.remove_prefix(*size);
  return bytes;
}

// A field that holds two: the name of a kind, and bytes of a fixed length.
Result<std::string> bytes_of(std::optional<std::string_view> outer, std::size_t size) {
  if (!outer) return no_signature("cut off");
  const auto kind = take_field(*outer);
  if (!kind) return no_signature("cut off");
  if (*kind != kEd25519) return another_kind();
  const auto bytes = take_field(*outer);
  if (!bytes || bytes->size() != size || !outer->empty()) return no_signature("length");
  return std::string(*bytes);
}

Result<std::string> without_armour(std::string_view text) {
  if (text.size() > kSshSignatureBytesMax) return no_signature("too long");
  const auto begin = text.find(kBegin);
  const auto end = text.find(kEnd);
  if (begin == text.npos || end == text.npos || end < begin) return no_signature("no armour");
  std::string inside;
  for (const char c : text.substr(begin + kBegin.size(), end - begin - kBegin.size()))
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') inside += c;
  auto bytes = parse_base64(inside);
  if (!bytes) return no_signature("not base64");
  return *std::move(bytes);
}

}  // namespace

Result<SshSignature> parse_ssh_signature(std::string_view text) {
  const std::string bytes = AAN_TRY(without_armour(text));
  std::string_view rest = bytes;
  if (!rest.starts_with(kMagic)) return no_signature("magic");
  rest.remove_prefix(kMagic.size());
  if (take_number(rest) != 1U) return no_signature("version");
  SshSignature read;
  read.public_key = AAN_TRY(bytes_of(take_field(rest), kPublicKeyBytes));
  const auto name_space = take_field(rest);
  const auto reserved = take_field(rest);
  const auto hash_name = take_field(rest);
  if (!name_space || !reserved || !hash_name) return no_signature("cut off");
  if (!reserved->empty() || (*hash_name != "sha512" && *hash_name != "sha256"))
    return no_signature("hash");
  read.name_space = *name_space;
  read.hash_name = *hash_name;
  read.signature = AAN_TRY(bytes_of(take_field(rest), kSignatureBytes));
  if (!rest.empty()) return no_signature("more behind");
  return read;
}

bool signs(const SshSignature& signature, std::string_view name_space, std::string_view text) {
  if (signature.name_space != name_space) return false;
  const std::string digest = signature.hash_name == "sha512" ? sha512(text) : sha256(text);
  const std::string message = std::string(kMagic) + field(name_space) + field("") +
                              field(signature.hash_name) + field(digest);
  return verify(signature.public_key, message, signature.signature);
}

std::string ssh_public_key(std::string_view public_key) {
  return std::string(kEd25519) + " " + base64(field(kEd25519) + field(public_key));
}

std::string ssh_fingerprint(std::string_view public_key) {
  std::string digest = base64(sha256(field(kEd25519) + field(public_key)));
  digest.resize(digest.find_last_not_of('=') + 1);
  return "SHA256:" + digest;
}

}  // namespace aan::crypto
