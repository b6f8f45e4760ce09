#pragma once
#include <string>
#include <string_view>

#include "domain/catalog/work.hpp"

namespace aan::catalog {

/// What a name that another one has as its slug is told apart by stands behind so many bytes of it,
/// at least.
inline constexpr std::size_t kToldApartBytesMin = 63;

/// What all ways to write a name share: of a shop's people, subjects and series one is known by it.
[[nodiscard]] std::string known_by(std::string_view name);
/// A code is what its slug says, whatever a list calls it; of all others the slug is made of the
/// name.
[[nodiscard]] bool is_code(const Subject& it);
/// Whether a shop has one subject for the two: the same code, or the same name.
[[nodiscard]] bool is_one_subject(const Subject& one, const Subject& other);

}  // namespace aan::catalog
