#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "node/config/config.hpp"

namespace aan::node {

/// What a key says, and where it was said.
struct Value {
  std::string text;
  std::string origin;  ///< "--listen", "environment", ".env, line 4"; empty: the default
  Layer layer = Layer::fallback;
};
using Values = std::map<std::string, Value, std::less<>>;

/// A key that says what it must not.
std::unexpected<Error> wrong(const std::string& origin, std::string_view key,
                             const std::string& what);
/// The same of a key that stands in `values` or not at all.
std::unexpected<Error> wrong(const Values& values, std::string_view key, const std::string& what);
/// The text of a key; empty when nobody said one.
std::string text_of(const Values& values, std::string_view name);

/// Whether somebody said a key; else its default counts.
bool is_said(const Values& values, std::string_view name);
/// A whole number in a range; nothing for whatever else.
std::optional<std::int64_t> number_in(std::string_view text, std::int64_t least, std::int64_t most);

/// Every key that somebody said, and the defaults of the others, the strongest source counting.
/// Secrets that are named by NAME_FILE are read. `env_file`: the file that was read; empty: none.
/// Errors: invalid with the key and where it stands.
Result<Values> gather(const ConfigSources& sources, std::string& env_file);

/// One sentence for each variable of the environment that is nearly a key of ours.
void find_misspelt(const ConfigSources& sources, std::vector<std::string>& sentences);

}  // namespace aan::node
