#pragma once
#include <string>
#include <string_view>

namespace aan::service {

/// What is kept of a row of a list (`ports::WorkSource::digest`): the digest of what it said last,
/// in hexadecimal, behind up to two marks: that the row took its book back and hid it, then that
/// its book was here before and was found by its ISBN. Without a digest the row is read again
/// whatever it says. These functions look at texts alone and fail at nothing.
inline constexpr std::string_view kHidBook = "w";
inline constexpr std::string_view kMatchedBook = "m";

[[nodiscard]] bool has_hidden_book(std::string_view kept);
[[nodiscard]] bool has_matched_book(std::string_view kept);

/// A digest behind the marks that are true.
std::string marked(bool has_hidden, bool has_matched, const std::string& digest);

/// The marks of `kept` alone: what the row said last is forgotten, not what it found and did.
std::string marks_of(std::string_view kept);

/// Whether that is marks and a digest as this shop writes them. An empty text is.
[[nodiscard]] bool is_kept_digest(std::string_view text);

}  // namespace aan::service
