#include "adapters/store_sql/catalog_codec.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/text.hpp"
#include "base/words.hpp"

namespace aan::store_sql {
namespace {

namespace json = boost::json;

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const std::string& text : list) out.emplace_back(text);
  return out;
}

std::vector<std::string> texts_of(const json::value& value) {
  std::vector<std::string> out;
  for (const json::value& text : value.as_array()) out.emplace_back(text.as_string());
  return out;
}

json::value parse(std::string_view text) {
  json::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error) throw StoredNonsense("not JSON");
  return value;
}

// Runs a decoder; the wrong shape is nonsense too.
template <class Decode>
auto decoded(Decode decode) {
  try {
    return decode();
  } catch (const StoredNonsense&) {
    throw;
  } catch (const std::exception&) {
    throw StoredNonsense("JSON of another shape");
  }
}

constexpr std::size_t kKeyBytesMax = 96;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Most names are plain, and lists bring them in by the ten thousand: what `folded_words` makes of
// them, in one go.
std::string ascii_words(std::string_view name) {
  std::string key;
  bool is_apart = false;
  for (const char c : name) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
      if (is_apart && !key.empty()) key += ' ';
      is_apart = false;
      key += small;
    } else if (c != '\'') {  // an apostrophe joins: "O'Hara" -> "ohara"
      is_apart = true;
    }
  }
  return key;
}

std::string folded_words(std::string_view name) {
  constexpr std::size_t kWordsMax = 30;
  std::string key;
  bool is_in_pairs = false;  // scripts without blanks: first characters of pairs, and the last one
  for (const Word& word : words_of(name, kWordsMax)) {
    if (!key.empty() && !is_in_pairs) key += ' ';
    is_in_pairs = !word.part.empty();
    key += is_in_pairs ? word.part : word.forms.front();
  }
  return key;
}

}  // namespace

std::string encode_accessibility(const catalog::AccessibilityFacts& facts) {
  if (!facts.stated) return "{}";
  const json::object out{
      {"access_modes", texts(facts.access_modes)},
      {"access_modes_sufficient", texts(facts.access_modes_sufficient)},
      {"features", texts(facts.features)},
      {"hazards", texts(facts.hazards)},
      {"conforms_to", texts(facts.conforms_to)},
      {"certified_by", facts.certified_by},
      {"summary", facts.summary},
  };
  return json::serialize(out);
}

catalog::AccessibilityFacts decode_accessibility(std::string_view text) {
  return decoded([&] {
    catalog::AccessibilityFacts facts;
    const json::value value = parse(text);
    const json::object& in = value.as_object();
    if (in.empty()) return facts;
    facts.stated = true;
    facts.access_modes = texts_of(in.at("access_modes"));
    facts.access_modes_sufficient = texts_of(in.at("access_modes_sufficient"));
    facts.features = texts_of(in.at("features"));
    facts.hazards = texts_of(in.at("hazards"));
    facts.conforms_to = texts_of(in.at("conforms_to"));
    facts.certified_by = std::string(in.at("certified_by").as_string());
    facts.summary = std::string(in.at("summary").as_string());
    return facts;
  });
}

std::string encode_contents(const std::vector<catalog::ContentsEntry>& contents) {
  json::array out;
  for (const catalog::ContentsEntry& entry : contents) {
    json::array& pair = out.emplace_back(json::array_kind).as_array();
    pair.emplace_back(entry.depth);
    pair.emplace_back(entry.title);
  }
  return json::serialize(out);
}

std::vector<catalog::ContentsEntry> decode_contents(std::string_view text) {
  return decoded([&] {
    std::vector<catalog::ContentsEntry> contents;
    const json::value value = parse(text);
    for (const json::value& entry : value.as_array()) {
      const json::array& pair = entry.as_array();
      contents.push_back({std::string(pair.at(1).as_string()), pair.at(0).to_number<int>()});
    }
    return contents;
  });
}

std::string encode_cids(const std::vector<crypto::Cid>& cids) {
  std::vector<std::string> names;
  names.reserve(cids.size());
  for (const crypto::Cid& cid : cids) names.push_back(cid.text());
  return join(names, ' ');
}

std::vector<crypto::Cid> decode_cids(std::string_view text) {
  std::vector<crypto::Cid> cids;
  for (const std::string& name : split_list(text, ' ')) {
    Result<crypto::Cid> cid = crypto::Cid::parse(name);
    if (!cid) throw StoredNonsense("not a CID: " + name);
    cids.push_back(*std::move(cid));
  }
  return cids;
}

std::string join(const std::vector<std::string>& parts, char separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

std::vector<std::string> split_list(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (const std::string_view part : split(text, separator)) parts.emplace_back(part);
  return parts;
}

std::string title_key(std::string_view title) {
  std::string key = lower_ascii(one_line(title));
  for (const std::string_view article : {"the ", "a ", "an "}) {
    if (key.size() <= article.size() || !key.starts_with(article)) continue;
    key.erase(0, article.size());
    break;
  }
  return std::string(utf8_prefix(key, kKeyBytesMax));
}

std::string name_key(std::string_view name) {
  std::string key = is_ascii(name) ? ascii_words(name) : folded_words(name);
  if (key.empty()) return "~";
  if (key.size() > kKeyBytesMax) key.resize(utf8_prefix(key, kKeyBytesMax).size());
  return key;
}

}  // namespace aan::store_sql
