#include "crypto/keyring.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"

namespace aan::crypto {
namespace {

constexpr std::array kPurposes = {KeyPurpose::node_identity, KeyPurpose::cookies, KeyPurpose::links,
                                  KeyPurpose::wrapping};
constexpr std::string_view kFormat = "v1";
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kIdText = 8;
constexpr std::size_t kKeysMax = 256;
constexpr std::size_t kTextBytesMax = kKeysMax * 256;
// So that rotating one purpose never takes the room of another.
constexpr std::size_t kKeysOfPurposeMax = 80;
// Longer than any cookie or address that was signed with it lives.
constexpr Duration kCookieKeyKeptFor = Duration::days(90);

// The text holds whole seconds, so a ring that was written and read is the same ring.
Timestamp whole_seconds(Timestamp at) { return Timestamp::from_unix_seconds(at.unix_seconds()); }

std::unexpected<Error> bad_ring(const std::string& what) {
  return fail(Errc::invalid, "keys.parse", "The key file " + what + ".");
}

std::optional<KeyPurpose> find_purpose(std::string_view name) {
  for (const KeyPurpose purpose : kPurposes)
    if (name_of(purpose) == name) return purpose;
  return std::nullopt;
}

// One key of one line, nothing for any other text.
std::optional<Key> parse_line(std::string_view line) {
  const std::vector<std::string_view> parts = split(line, ' ');
  if (parts.size() != 6 || parts[0] != kFormat) return std::nullopt;
  const auto purpose = find_purpose(parts[2]);
  const auto created = parse_rfc3339(parts[3]);
  if (parts[1].size() != kIdText || !parse_hex(parts[1]) || !purpose || !created)
    return std::nullopt;
  std::optional<Timestamp> retired;
  if (parts[4] != "-") {
    const auto at = parse_rfc3339(parts[4]);
    if (!at || *at < *created) return std::nullopt;
    retired = *at;
  }
  auto bytes = parse_base64url(parts[5]);
  if (!bytes || bytes->size() != kKeyBytes) return std::nullopt;
  return Key{std::string(parts[1]), *purpose, *created, retired, Secret(std::move(*bytes))};
}

bool has_current(const std::vector<Key>& keys, KeyPurpose purpose) {
  return std::ranges::any_of(
      keys, [&](const Key& key) { return key.purpose == purpose && !key.retired; });
}

// One purpose, one key: neither an id nor the bytes of a key may come twice.
bool clashes(const std::vector<Key>& keys, const Key& with) {
  return std::ranges::any_of(keys, [&](const Key& key) {
    return key.id == with.id || equal_constant_time(key.bytes.reveal(), with.bytes.reveal()) ||
           (key.purpose == KeyPurpose::node_identity && with.purpose == key.purpose);
  });
}

Key fresh_key(const std::vector<Key>& keys, KeyPurpose purpose, Rng& rng, Timestamp now) {
  std::string id;
  do {
    id = hex(rng.bytes(kIdText / 2));
  } while (std::ranges::any_of(keys, [&](const Key& key) { return key.id == id; }));
  return {id, purpose, whole_seconds(now), std::nullopt, Secret(rng.bytes(kKeyBytes))};
}

}  // namespace

std::string_view name_of(KeyPurpose purpose) {
  switch (purpose) {
    case KeyPurpose::node_identity: return "node_identity";
    case KeyPurpose::cookies: return "cookies";
    case KeyPurpose::links: return "links";
    case KeyPurpose::wrapping: return "wrapping";
  }
  return "unknown";
}

KeyRing KeyRing::generate(Rng& rng, Timestamp now) {
  KeyRing ring;
  for (const KeyPurpose purpose : kPurposes)
    ring.keys_.push_back(fresh_key(ring.keys_, purpose, rng, now));
  return ring;
}

Result<KeyRing> KeyRing::parse(std::string_view text) {
  if (text.size() > kTextBytesMax) return bad_ring("is too large");
  if (text.empty() || text.back() != '\n') return bad_ring("does not end with a line feed");
  text.remove_suffix(1);
  KeyRing ring;
  for (const std::string_view line : split(text, '\n')) {
    const std::string where = "in line " + std::to_string(ring.keys_.size() + 1) + " ";
    auto key = parse_line(line);
    if (!key) return bad_ring(where + "has no key as this program writes it");
    if (clashes(ring.keys_, *key)) return bad_ring(where + "repeats an id, a key or the identity");
    ring.keys_.push_back(std::move(*key));
    if (ring.keys_.size() > kKeysMax) return bad_ring("has too many keys");
  }
  for (const KeyPurpose purpose : kPurposes)
    if (!has_current(ring.keys_, purpose))
      return bad_ring("has no key in use for " + std::string(name_of(purpose)));
  return ring;
}

Secret KeyRing::encode() const {
  std::string text;
  text.reserve(keys_.size() * 160);
  for (const Key& key : keys_) {
    text += kFormat;
    text += ' ' + key.id + ' ';
    text += name_of(key.purpose);
    text += ' ' + rfc3339(key.created) + ' ' + (key.retired ? rfc3339(*key.retired) : "-") + ' ';
    std::string bytes = base64url(key.bytes.reveal());
    text += bytes + '\n';
    Secret::wipe(bytes);
  }
  return Secret(std::move(text));
}

const Key& KeyRing::current(KeyPurpose purpose) const {
  const Key* newest = nullptr;
  for (const Key& key : keys_)
    if (key.purpose == purpose && !key.retired && (!newest || key.created >= newest->created))
      newest = &key;
  AAN_CHECK(newest != nullptr);
  return *newest;
}

const Key* KeyRing::find(KeyPurpose purpose, std::string_view id) const {
  const auto at = std::ranges::find_if(
      keys_, [&](const Key& key) { return key.purpose == purpose && key.id == id; });
  return at == keys_.end() ? nullptr : &*at;
}

Result<> KeyRing::rotate(KeyPurpose purpose, Rng& rng, Timestamp now) {
  if (purpose == KeyPurpose::node_identity)
    return refuse(Errc::invalid, "keys.rotate", "The identity of a node is not rotated.");
  if (purpose == KeyPurpose::cookies)
    std::erase_if(keys_, [&](const Key& key) {
      return key.purpose == purpose && key.retired && *key.retired + kCookieKeyKeptFor < now;
    });
  if (std::ranges::count(keys_, purpose, &Key::purpose) >=
      static_cast<std::ptrdiff_t>(kKeysOfPurposeMax))
    return refuse(Errc::conflict, "keys.rotate",
                  "This key was changed very often of late, and the file has no room for more. "
                  "Retired keys of cookies go after 90 days; those of links and wrapping stay for "
                  "what they made.");
  // A clock that went back must not make the fresh key older than the one it replaces.
  const Timestamp at = std::max(whole_seconds(now), current(purpose).created);
  Key fresh = fresh_key(keys_, purpose, rng, at);
  for (Key& key : keys_)
    if (key.purpose == purpose && !key.retired) key.retired = std::max(at, key.created);
  keys_.push_back(std::move(fresh));
  return {};
}

}  // namespace aan::crypto
