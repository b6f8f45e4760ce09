#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "domain/desk/permission.hpp"

namespace aan::desk {

using ApiKeyId = Id<struct ApiKeyTag>;

inline constexpr std::int64_t kApiKeysMax = 100;
inline constexpr std::int64_t kApiKeyDaysMax = 3660;
/// A use is written down at most this often.
inline constexpr Duration kApiKeyUsedEvery = Duration::hours(1);

/// What a program may do at the desk in a person's stead. Known by the digest of its token; the
/// token itself is shown once and never kept. Never deleted, since the audit log names it.
struct ApiKey {
  ApiKeyId id;
  std::string name;          ///< "newsletter": `parse_person_name`, and no two are alike
  std::string token_digest;  ///< SHA-256
  std::vector<Action> scopes;
  std::string created_by;
  Timestamp created_at;
  std::optional<Timestamp> expires_at;  ///< nothing: until it is ended
  std::optional<Timestamp> ended_at;
  std::optional<Timestamp> used_at;  ///< within an hour
};

/// What no key may do: rights and keys are given by people.
[[nodiscard]] bool is_for_keys(Action action);
std::optional<Action> parse_action(std::string_view name);
/// "see_books change_books", each once, in the order of the table. Errors: invalid with reason
/// "api_key_scopes": none, an unknown one, or one that no key may have.
Result<std::vector<Action>> parse_scopes(std::string_view text);
std::string text_of(const std::vector<Action>& scopes);

[[nodiscard]] bool is_live(const ApiKey& key, Timestamp now);
[[nodiscard]] bool may(const ApiKey& key, Action action);

}  // namespace aan::desk
