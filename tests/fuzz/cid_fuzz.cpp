// Any text: parsing a CID never crashes, and what it accepts has that one text only.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "crypto/cid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto cid = aan::crypto::Cid::parse(text)) {
    AAN_CHECK(cid->text() == text);
    AAN_CHECK(cid->bytes().size() == 36 && cid->digest().size() == 32);
    AAN_CHECK(aan::crypto::Cid::make(cid->codec(), cid->digest()) == *cid);
    AAN_CHECK(text.find_first_of("/.\\") == std::string_view::npos);
  }
  return 0;
}
