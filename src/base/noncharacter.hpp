#pragma once
#include <cstddef>
#include <string_view>

namespace aan {

/// Unicode gives these code points to no character, and never will: U+FDD0 to U+FDEF and the last
/// two of each plane. XML 1.0 forbids U+FFFE and U+FFFF whatever way they are written, so one of
/// them makes a document that nothing reads. The bytes of the one that UTF-8 text begins with, or
/// 0.
[[nodiscard]] std::size_t noncharacter_bytes(std::string_view text);

/// Whether there is one anywhere in the text.
[[nodiscard]] bool has_noncharacter(std::string_view text);

}  // namespace aan
