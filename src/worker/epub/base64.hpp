#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace aan::worker::epub {

/// Bytes of base64 as data addresses use it (RFC 4648 section 4, white space ignored); nothing
/// when another character appears.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace aan::worker::epub
