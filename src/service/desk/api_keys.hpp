#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/desk/api_key.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A key as it is asked for.
struct ApiKeyWish {
  std::string name;
  std::string scopes;  ///< "see_books change_books"
  std::string days;    ///< "90"; empty: until it is ended
};

struct NewApiKey {
  std::string token;  ///< shown now or never
  desk::ApiKey key;
};

/// Makes a key; only its digest is kept. It stands in the audit log under the name `by`. Errors:
/// invalid "desk_name", "api_key_scopes" or "api_key_days"; conflict "api_key_taken" when a key has
/// that name, or had it, and "api_keys_full" when there are as many as there may be.
Result<NewApiKey> make_api_key(const Room& room, const ApiKeyWish& wish, std::string_view by);
/// Newest first, ended ones too.
Result<std::vector<desk::ApiKey>> list_api_keys(const Room& room);
/// From now on it opens nothing. Ending it again changes nothing. Errors: not_found
/// "no_such_api_key".
Result<> end_api_key(const Room& room, const std::string& name, std::string_view by);

/// The live key that a token is of; nothing for any other text. Notes the use, at most once an
/// hour.
Result<std::optional<desk::ApiKey>> find_api_key(const Room& room, std::string_view token);
/// What the audit log calls a key: "key:newsletter".
std::string actor_of(const desk::ApiKey& key);

}  // namespace aan::service
