#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace aan::worker::epub {

/// Name of the entry that `href`, found in a file of `folder`, points to: percent-decoded once,
/// without query and fragment. Nothing for addresses of elsewhere, for what climbs out of the
/// archive, and for names with a backslash or NUL.
std::optional<std::string> resolve(std::string_view folder, std::string_view href);

/// What stands behind "#", percent-decoded once; empty for none.
std::string fragment_of(std::string_view href);

/// "EPUB/text" of "EPUB/text/one.xhtml"; "" at the top.
std::string_view folder_of(std::string_view name);

/// True for http, https and protocol-relative addresses: things a reader would fetch.
[[nodiscard]] bool is_remote(std::string_view href);

/// True for a name that an archive may hold: relative, no "..", no backslash, no NUL.
[[nodiscard]] bool is_safe_entry_name(std::string_view name);

}  // namespace aan::worker::epub
