#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace aan {

/// True for well-formed UTF-8 (RFC 3629) without NUL.
[[nodiscard]] bool is_utf8(std::string_view text);
/// The longest prefix of at most `bytes` bytes that does not cut a character.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] bool iequals_ascii(std::string_view a, std::string_view b);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// True for characters that show nothing and turn or hide what stands beside them: direction marks,
/// embeddings and isolates, blanks without width, the byte order mark, the joiners.
[[nodiscard]] bool is_unseen(char32_t point);
/// Runs of white space become one blank; control characters, noncharacters and what `is_unseen`
/// go, but for joiners between letters outside of ASCII, which spell with them; ends trimmed. For
/// one-line fields.
[[nodiscard]] std::string one_line(std::string_view text);
/// "Selling Without Permission: A Field Guide" -> "selling-without-permission-a-field-guide".
/// Latin letters lose their accents, other scripts stay as they are, at most `max_bytes`.
/// Never empty: "book" when nothing is left.
[[nodiscard]] std::string slug(std::string_view text, std::size_t max_bytes = 80);
/// Text in which < > & " ' are entities, without what XML forbids; also where no template is.
[[nodiscard]] std::string escape_xml(std::string_view text);
/// RFC 3986 percent-encoding of everything but unreserved characters.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// Edit distance (optimal string alignment), for "did you mean".
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace aan
