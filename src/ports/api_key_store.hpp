#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/desk/api_key.hpp"

namespace aan::ports {

/// The keys of programs, by the digest of the token that they hold. Errors: unavailable, corrupt,
/// internal, and those named.
class ApiKeyStore {
 public:
  virtual ~ApiKeyStore() = default;
  virtual Result<std::optional<desk::ApiKey>> find(std::string_view token_digest) const = 0;
  /// Those that have not ended first, each part newest first; at most `limit`, 1 to 500. No key
  /// that is live is left out for one that is not.
  virtual Result<std::vector<desk::ApiKey>> list(std::int64_t limit) const = 0;
  /// How many are neither ended nor past their time.
  virtual Result<std::int64_t> live(Timestamp now) const = 0;

  /// Errors: conflict "api_key_taken" when some key has that name, or had it.
  virtual Result<> add(const desk::ApiKey& key) = 0;
  /// Ends the key of that name; says whether one was there that had not ended.
  virtual Result<bool> end(std::string_view name, Timestamp now) = 0;
  /// Notes a use, never an earlier one than was noted. No such key is no error.
  virtual Result<> note_use(const desk::ApiKeyId& id, Timestamp at) = 0;
};

}  // namespace aan::ports
