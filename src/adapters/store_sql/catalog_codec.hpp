#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/work.hpp"

namespace aan::store_sql {

/// Accessibility facts and contents of an edition as the JSON text of their columns.
std::string encode_accessibility(const catalog::AccessibilityFacts& facts);
std::string encode_contents(const std::vector<catalog::ContentsEntry>& contents);
/// Throw `StoredNonsense` for anything the encoders did not write.
catalog::AccessibilityFacts decode_accessibility(std::string_view text);
std::vector<catalog::ContentsEntry> decode_contents(std::string_view text);

/// Short lists of one-line texts in one column.
std::string join(const std::vector<std::string>& parts, char separator);
std::vector<std::string> split_list(std::string_view text, char separator);

/// Contents by name, with a blank between; the decoder throws `StoredNonsense` for anything else.
std::string encode_cids(const std::vector<crypto::Cid>& cids);
std::vector<crypto::Cid> decode_cids(std::string_view text);

/// What titles are sorted by: lower case, without a leading article, at most 96 bytes.
std::string title_key(std::string_view title);
/// By which names are sorted: "Étienne, O'Hara" as "etienne ohara", so that capitals, accents and
/// signs tell none apart, in any script; at most 96 bytes. Never empty: "~", behind z, for a name
/// without a letter or digit.
std::string name_key(std::string_view name);

}  // namespace aan::store_sql
