#include "web/view/assets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>

#include "base/check.hpp"
#include "embedded/web_files.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kFolder = "assets/";
constexpr std::string_view kStyleFolder = "assets/css/";
constexpr std::string_view kDeskFolder = "assets/desk/";
constexpr std::string_view kScriptFolder = "assets/js/";

// FNV-1a: names need to change with the content, nobody attacks them.
std::string fingerprint(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  hash ^= hash >> 32;
  std::string out;
  for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15];
  return out;
}

// Comments are for us, not for every visitor. Strings in our style sheets hold no "/*".
std::string without_comments(std::string_view css) {
  std::string out;
  while (true) {
    const auto open = css.find("/*");
    out += css.substr(0, open);
    if (open == css.npos) return out;
    const auto close = css.find("*/", open);
    AAN_CHECK(close != css.npos);
    css.remove_prefix(close + 2);
  }
}

std::string joined(std::string_view folder) {
  std::string out;
  for (const embedded::File& file : embedded::web_files())
    if (file.name.starts_with(folder)) out += without_comments(file.bytes);
  return out;
}

// Spaces and line ends that mean nothing are not sent either: those beside braces and semicolons,
// and all but one of several. Strings in our style sheets hold none of these.
std::string compact(std::string_view css) {
  constexpr std::string_view kSpaces = " \n\t";
  std::string out;
  out.reserve(css.size());
  for (const char c : css) {
    const bool is_space = kSpaces.contains(c);
    const bool is_begun = out.empty() || std::string_view("{};, ").contains(out.back());
    if (is_space && is_begun) continue;
    if (!is_space && !out.empty() && out.back() == ' ' && std::string_view("{}").contains(c))
      out.pop_back();
    if (c == '}' && !out.empty() && out.back() == ';') out.pop_back();
    out += is_space ? ' ' : c;
  }
  return out;
}

// A rule with all that its braces hold, from where `begin` stands; empty: there is none.
std::string_view rule_at(std::string_view css, std::string_view begin) {
  const auto from = css.find(begin);
  if (from == css.npos) return {};
  int depth = 0;
  for (std::size_t i = css.find('{', from); i < css.size(); ++i) {
    if (css[i] == '{') ++depth;
    if (css[i] == '}' && --depth == 0) return css.substr(from, i + 1 - from);
  }
  return {};
}

// The first block of variables is what counts: dark colours and other blocks of them go.
std::string with_plain_values(std::string css) {
  const std::string tokens(rule_at(css, ":root"));
  for (const std::string_view begin : {"@media (prefers-color-scheme: dark)", ":root"})
    for (std::string_view rule = rule_at(css, begin); !rule.empty(); rule = rule_at(css, begin))
      css.erase(static_cast<std::size_t>(rule.data() - css.data()), rule.size());
  constexpr std::string_view kUse = "var(";
  for (auto at = css.find(kUse); at != css.npos; at = css.find(kUse)) {
    const auto end = css.find(')', at);
    const std::string name = css.substr(at + kUse.size(), end - at - kUse.size()) + ": ";
    const auto value = tokens.find(name);
    AAN_CHECK(end != css.npos && value != tokens.npos);
    const auto from = value + name.size();
    css.replace(at, end + 1 - at, tokens.substr(from, tokens.find(';', from) - from));
  }
  return css;
}

std::string_view type_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTypes = {{
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".ico", "image/x-icon"},
  }};
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

struct Registry {
  std::deque<std::string> texts;  // what the views point at
  std::vector<std::pair<std::string_view, std::string_view>> urls;
  std::vector<AssetFile> files;

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }

  void add(std::string_view name, std::string_view bytes) {
    const auto dot = name.rfind('.');
    const std::string_view path = keep("/assets/" + std::string(name.substr(0, dot)) + "." +
                                       fingerprint(bytes) + std::string(name.substr(dot)));
    urls.emplace_back(keep(std::string(name)), path);
    files.push_back({path, bytes, type_of(name), true});
  }

  Registry() {
    add("shop.css", keep(compact(joined(kStyleFolder))));
    add("desk.css", keep(compact(joined(kDeskFolder))));
    add("shop.js", keep(joined(kScriptFolder)));
    for (const embedded::File& file : embedded::web_files()) {
      if (!file.name.starts_with(kFolder)) continue;
      const std::string_view name = file.name.substr(kFolder.size());
      if (name.contains('/')) continue;
      add(name, file.bytes);
      // Asked for by plain name, whatever a page says.
      if (name == "favicon.svg" || name == "favicon.ico")
        files.push_back({keep("/" + std::string(name)), file.bytes, type_of(name), false});
    }
    std::ranges::sort(files, {}, &AssetFile::path);
  }
};

const Registry& registry() {
  static const Registry all;
  return all;
}

}  // namespace

std::string_view asset_url(std::string_view name) {
  const auto found = std::ranges::find(registry().urls, name,
                                       &std::pair<std::string_view, std::string_view>::first);
  AAN_CHECK(found != registry().urls.end());
  return found->second;
}

std::optional<AssetFile> find_asset_file(std::string_view path) {
  const auto& files = registry().files;
  const auto found = std::ranges::lower_bound(files, path, {}, &AssetFile::path);
  if (found == files.end() || found->path != path) return std::nullopt;
  return *found;
}

std::string_view receipt_style() {
  static const std::string style = joined("assets/receipt/");
  return style;
}

std::string_view letter_style() {
  static const std::string style = with_plain_values(joined("assets/receipt/"));
  return style;
}

const std::vector<AssetFile>& all_assets() { return registry().files; }

}  // namespace aan::web
