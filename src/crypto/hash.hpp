#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace aan::crypto {

/// SHA-256 (FIPS 180-4): 32 bytes.
std::string sha256(std::string_view bytes);
/// SHA-512 (FIPS 180-4): 64 bytes. For signatures of SSH, which name it.
std::string sha512(std::string_view bytes);
/// HMAC-SHA-256 (RFC 2104): 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);
/// HMAC-SHA-1 (RFC 2104): 20 bytes. For one-time passwords (RFC 6238), which every phone reckons
/// with it; for nothing else.
std::string hmac_sha1(std::string_view key, std::string_view message);
/// MD5 (RFC 1321): 16 bytes. It proves nothing: reading devices name files and passwords by it.
std::string md5(std::string_view bytes);
/// Compares two digests in constant time; false for different lengths.
bool equal_constant_time(std::string_view a, std::string_view b);

/// SHA-256 of a stream. Not thread-safe; single use.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aan::crypto
