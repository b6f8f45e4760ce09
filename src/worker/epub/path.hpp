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

/// What is wrong with the name of an archive's entry, to be said after the name: it has to be
/// relative, without "..", backslash and NUL. Empty for a name that an archive may hold.
[[nodiscard]] std::string_view fault_of_entry_name(std::string_view name);

}  // namespace aan::worker::epub
