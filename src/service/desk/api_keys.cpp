#include "service/desk/api_keys.hpp"

#include "base/whole_number.hpp"
#include "crypto/token.hpp"
#include "domain/desk/person.hpp"
#include "service/audit.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kMark = "aan_";  // so that scanners of published code know one
constexpr std::int64_t kListed = 500;

Result<std::optional<Timestamp>> end_of(const std::string& days, Timestamp now) {
  if (days.empty()) return std::optional<Timestamp>{};
  const auto count = parse_whole_number(days);
  if (count && *count >= 1 && *count <= desk::kApiKeyDaysMax)
    return std::optional(now + Duration::days(*count));
  return refuse(Errc::invalid, "desk.api_key", "Days are a whole number from 1 to 3660.",
                "api_key_days");
}

}  // namespace

Result<NewApiKey> make_api_key(const Room& room, const ApiKeyWish& wish, std::string_view by) {
  const Timestamp now = room.clock.wall();
  const std::string secret = crypto::new_token(room.rng);
  NewApiKey made;
  made.token = std::string(kMark) + secret;
  made.key.id = room.ids.make<desk::ApiKeyId>();
  made.key.name = AAN_TRY(desk::parse_person_name(wish.name));
  made.key.token_digest = crypto::token_digest(secret);
  made.key.scopes = AAN_TRY(desk::parse_scopes(wish.scopes));
  made.key.created_by = by;
  made.key.created_at = now;
  made.key.expires_at = AAN_TRY(end_of(wish.days, now));
  AAN_TRY(room.store.write("desk.api_key", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(unit.api_keys().live(now)) >= desk::kApiKeysMax)
      return refuse(Errc::conflict, "desk.api_key",
                    "There are as many keys as there may be. End one first.", "api_keys_full");
    AAN_TRY(unit.api_keys().add(made.key));
    return write_down(
        unit, {std::string(by), "api_key.made", made.key.name, desk::text_of(made.key.scopes)},
        now);
  }));
  return made;
}

Result<std::vector<desk::ApiKey>> list_api_keys(const Room& room) {
  std::vector<desk::ApiKey> keys;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    keys = AAN_TRY(at.api_keys().list(kListed));
    return {};
  }));
  return keys;
}

Result<> end_api_key(const Room& room, const std::string& name, std::string_view by) {
  const Timestamp now = room.clock.wall();
  return room.store.write("desk.api_key_end", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(unit.api_keys().end(name, now)))
      return write_down(unit, {std::string(by), "api_key.ended", name, ""}, now);
    for (const desk::ApiKey& one : AAN_TRY(unit.api_keys().list(kListed)))
      if (one.name == name) return {};
    return refuse(Errc::not_found, "desk.api_key", "There is no key of that name.",
                  "no_such_api_key");
  });
}

Result<std::optional<desk::ApiKey>> find_api_key(const Room& room, std::string_view token) {
  if (!token.starts_with(kMark)) return std::optional<desk::ApiKey>{};
  const std::string secret{token.substr(kMark.size())};
  if (!crypto::looks_like_token(secret)) return std::optional<desk::ApiKey>{};
  const Timestamp now = room.clock.wall();
  std::optional<desk::ApiKey> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    found = AAN_TRY(at.api_keys().find(crypto::token_digest(secret)));
    return {};
  }));
  if (!found || !desk::is_live(*found, now)) return std::optional<desk::ApiKey>{};
  if (!found->used_at || now - *found->used_at >= desk::kApiKeyUsedEvery)
    AAN_TRY(room.store.write("desk.api_key_used", [&](ports::UnitOfWork& unit) {
      return unit.api_keys().note_use(found->id, now);
    }));
  return found;
}

std::string actor_of(const desk::ApiKey& key) { return "key:" + key.name; }

}  // namespace aan::service
