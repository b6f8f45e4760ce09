#include <algorithm>

#include "base/text.hpp"
#include "node/config/config_parts.hpp"
#include "node/config/config_table.hpp"

namespace aan::node {
namespace {

bool is_url(std::string_view text) {
  const bool scheme = text.starts_with("http://") || text.starts_with("https://") ||
                      text.starts_with("postgresql://") || text.starts_with("postgres://");
  return scheme && text.find_first_of(" \t\"<>") == std::string_view::npos;
}

Result<> check_kind(const ConfigKey& key, const Value& value) {
  const std::string& text = value.text;
  if (text.empty()) return {};
  switch (key.kind) {
    case KeyKind::text:
    case KeyKind::list: return {};
    case KeyKind::url:
      if (is_url(text)) return {};
      return wrong(value.origin, key.name,
                   "write a whole address, such as " + std::string(key.example) + ".");
    case KeyKind::number:
      if (number_in(text, 0, 1'000'000)) return {};
      return wrong(value.origin, key.name, "write a whole number.");
    case KeyKind::port:
      if (number_in(text, 0, 65'535)) return {};
      return wrong(value.origin, key.name, "write a port from 0 to 65535.");
    case KeyKind::boolean:
      if (text == "true" || text == "false") return {};
      return wrong(value.origin, key.name, "write true or false.");
    case KeyKind::currency:
      if (find_asset(text)) return {};
      return wrong(value.origin, key.name,
                   "write the three letters of a currency (ISO 4217), such as USD or EUR.");
  }
  return {};
}

// The next step where a key must not be set at all: each source has its own.
std::string how_to_drop(const ConfigKey& key, const Value& value) {
  switch (value.layer) {
    case Layer::environment:
      return "It comes from the environment: unset " + std::string(key.name) +
             " there, or take it out of what starts the shop (a service file, a Compose file).";
    case Layer::flag: return "It comes from a flag of the command: leave it out.";
    case Layer::desk:
    case Layer::file:
    case Layer::fallback: break;
  }
  return "It comes from a file: remove the line there.";
}

}  // namespace

Result<> check_kinds(const Values& values, std::vector<ConfigWarning>& warnings) {
  for (const ConfigKey& key : config_keys()) {
    const auto at = values.find(key.name);
    if (at == values.end()) continue;
    if (key.status == KeyStatus::refused)
      return wrong(at->second.origin, key.name,
                   std::string(key.help) + " " + how_to_drop(key, at->second));
    AAN_TRY(check_kind(key, at->second));
    const bool is_set = !at->second.text.empty() && at->second.text != key.fallback;
    if (key.status == KeyStatus::planned && is_set)
      warnings.push_back({std::string(key.name) +
                              " is set, but this version cannot do that yet; it counts as not set.",
                          "Take the key away, or wait for the feature."});
  }
  return {};
}

bool is_contact(std::string_view text) {
  constexpr std::size_t kBytesMax = 200;
  const bool has_control = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  return text.size() <= kBytesMax && is_utf8(text) && !has_control;
}

bool is_safe_api(std::string_view base) {
  if (base.starts_with("https://")) return true;
  for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"})
    if (base.starts_with(host) && (base.size() == host.size() || base[host.size()] == ':'))
      return base.find('@') == std::string_view::npos;
  return false;
}

}  // namespace aan::node
