#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aan::net {

/// Ranges of an Accept-Language header that are looked at; what comes after them is not wanted
/// more than any of these by whoever sends a header that people's browsers make.
inline constexpr std::size_t kLanguageRangesMax = 16;

/// The one of `offered` (BCP 47 tags in small letters) that an Accept-Language header asks for: its
/// ranges by falling weight, each by lookup, "de-AT" finding "de" (RFC 9110 section 12.5.4, RFC
/// 4647 section 3.4). Nothing when it asks for none of them, or for any ("*"), which is whatever
/// the shop speaks. What is malformed is passed over; a tag of weight 0 is never given. A view into
/// `offered`. Never fails, allocates nothing, thread-safe.
std::optional<std::string_view> find_language(std::string_view header,
                                              std::span<const std::string> offered);

}  // namespace aan::net
