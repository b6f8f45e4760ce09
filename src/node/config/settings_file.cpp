#include "node/config/settings_file.hpp"

#include "base/file.hpp"
#include "node/config/dotenv.hpp"

namespace aan::node {
namespace {

constexpr std::uint64_t kBytesMax = 256U << 10;
constexpr std::string_view kHead =
    "# Set at the desk or by aan settings. Flags, environment and .env count before it.\n";

std::string in_quotes(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::filesystem::path settings_file(const std::filesystem::path& data_dir) {
  return data_dir / "settings.env";
}

Result<std::string> read_settings(const std::filesystem::path& data_dir) {
  auto text = read_file(settings_file(data_dir), kBytesMax);
  if (text) return text;
  if (text.error().code == Errc::not_found) return std::string{};
  return refuse(Errc::invalid, "config",
                "What was set at the desk cannot be read: " + text.error().detail + ".",
                "configuration");
}

Result<> write_settings(const std::filesystem::path& data_dir, std::string_view text) {
  constexpr unsigned kMode = 0600;
  if (write_file_durably(settings_file(data_dir), text, kMode)) return {};
  return refuse(Errc::unavailable, "settings",
                settings_file(data_dir).string() +
                    " cannot be written. Is there room, and may the shop write there?",
                "settings_not_kept");
}

Result<std::string> with_settings(std::string_view text,
                                  const std::map<std::string, std::string>& changes) {
  std::map<std::string, std::string> all;
  for (EnvLine& line : AAN_TRY(parse_dotenv(text, "settings.env")))
    all[line.name] = std::move(line.value);
  for (const auto& [name, value] : changes) {
    if (value.empty())
      all.erase(name);
    else
      all[name] = value;
  }
  std::string out{kHead};
  for (const auto& [name, value] : all) out += name + "=" + in_quotes(value) + "\n";
  return out;
}

}  // namespace aan::node
