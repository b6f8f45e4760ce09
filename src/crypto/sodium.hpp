#pragma once
#include <sodium.h>

#include <string>
#include <string_view>

#include "base/check.hpp"

// Private to crypto: the two casts that libsodium's C interface asks for, and its start.
namespace aan::crypto {

inline unsigned char* raw(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
inline const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
/// Picks the fastest implementations, once. Call before anything else of libsodium.
inline void start_sodium() {
  static const int started = sodium_init();
  AAN_CHECK(started >= 0);
}

}  // namespace aan::crypto
