#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "base/result.hpp"

namespace aan::node {

/// DIR/settings.env: what was set at the desk, by `aan settings` or by the API. Lines as in a
/// `.env` file, secrets among them, so that a person can mend it by hand; mode 0600.
std::filesystem::path settings_file(const std::filesystem::path& data_dir);

/// Its text; empty when there is none. Errors: invalid when it cannot be read.
Result<std::string> read_settings(const std::filesystem::path& data_dir);
/// Replaces it so that after a crash the old or the new text is there. Errors: unavailable.
Result<> write_settings(const std::filesystem::path& data_dir, std::string_view text);

/// A text of settings with these changed: an empty value takes the line away. Every other setting
/// stays. Values are one line. Errors: invalid, when `text` is none of settings.
Result<std::string> with_settings(std::string_view text,
                                  const std::map<std::string, std::string>& changes);

}  // namespace aan::node
