// Headers of strangers: whatever they hold, the answer is one of ours or none.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "net/accept_language.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<std::string> offered = {"ar", "de", "en", "es", "fr"};
  const std::string_view header(reinterpret_cast<const char*>(data), size);
  const auto found = aan::net::find_language(header, offered);
  if (!found) return 0;
  for (const std::string& one : offered)
    if (one == *found) return 0;
  std::abort();
}
