// Any text: reading a signature of SSH never crashes, and what it accepts has the lengths that it
// says.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "crypto/ssh_signature.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto signature = aan::crypto::parse_ssh_signature(text)) {
    AAN_CHECK(signature->public_key.size() == 32 && signature->signature.size() == 64);
    aan::crypto::signs(*signature, signature->name_space, "text");
    AAN_CHECK(aan::crypto::ssh_fingerprint(signature->public_key).size() == 50);
  }
  return 0;
}
