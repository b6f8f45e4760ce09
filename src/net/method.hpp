#pragma once
#include <cstdint>
#include <string_view>

namespace aan::net {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };

/// "GET"; "OTHER" for methods that no route can have.
std::string_view name_of(Method method);
/// Method names are case-sensitive (RFC 9110 section 9.1): "get" is `other`.
Method parse_method(std::string_view token);
/// GET and HEAD: the only methods that pass the door without a check.
[[nodiscard]] constexpr bool is_reading(Method m) { return m == Method::get || m == Method::head; }

}  // namespace aan::net
