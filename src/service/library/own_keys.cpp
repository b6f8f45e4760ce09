#include "service/library/own_keys.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "crypto/ssh_signature.hpp"
#include "crypto/token.hpp"
#include "service/audit.hpp"
#include "service/library/challenge.hpp"
#include "service/library/passkey_text.hpp"

namespace aan::service {
namespace {

using customer::KeyKind;
using customer::LibraryKey;

constexpr std::string_view kBuyer = "buyer";

std::string place_of(const customer::LibraryKeyId& id, std::string_view column) {
  return "library_key|" + id.value + "|" + std::string(column);
}

std::string indexed_as(KeyKind kind) { return "library_key|" + std::string(name_of(kind)); }

OwnKey opened(const Room& room, const LibraryKey& key) {
  OwnKey own{key.id, key.kind, {}, {}, {}, key.created_at, key.used_at};
  const auto data_key = room.sealer.open(key.key_wrapped, place_of(key.id, "key"));
  if (!data_key) return own;
  if (!key.label_sealed.empty())
    own.label =
        room.sealer.open_with(*data_key, key.label_sealed, place_of(key.id, "label")).value_or("");
  const auto part = open_public_part(room, key);
  if (!part) return own;
  if (key.kind == KeyKind::ssh) {
    own.public_text = crypto::ssh_public_key(*part);
    own.fingerprint = crypto::ssh_fingerprint(*part);
  } else if (const auto passkey = parse_kept_passkey(*part)) {
    own.public_text = base64url(passkey->passkey.credential_id);
  }
  return own;
}

Result<LibraryKey> sealed(const Room& room, const customer::CustomerId& library,
                          const NewOwnKey& fresh, Timestamp now) {
  LibraryKey key;
  key.id = room.ids.make<customer::LibraryKeyId>();
  key.customer_id = library;
  key.kind = fresh.kind;
  key.key_index = crypto::blind_index(room.keys.ring(), indexed_as(fresh.kind), fresh.found_by);
  key.key_wrapped = room.sealer.new_wrapped_key(place_of(key.id, "key"));
  const std::string data_key = AAN_TRY(room.sealer.open(key.key_wrapped, place_of(key.id, "key")));
  key.public_sealed =
      room.sealer.seal_with(data_key, fresh.public_part, place_of(key.id, "public"));
  const std::string label = one_line(utf8_prefix(fresh.label, customer::kKeyLabelBytesMax));
  if (!label.empty())
    key.label_sealed = room.sealer.seal_with(data_key, label, place_of(key.id, "label"));
  key.sign_count = fresh.sign_count;
  key.created_at = now;
  return key;
}

}  // namespace

Result<std::vector<OwnKey>> own_keys(const Room& room, const ports::Snapshot& at,
                                     const customer::CustomerId& library) {
  std::vector<OwnKey> all;
  for (const LibraryKey& key :
       AAN_TRY(at.library_keys().keys_of(library, customer::kLibraryKeysMax)))
    all.push_back(opened(room, key));
  return all;
}

Result<> remove_own_key(const Room& room, const customer::CustomerId& library,
                        const customer::LibraryKeyId& id, const std::string& session) {
  const Timestamp now = room.clock.wall();
  return room.store.write("library.remove_key", [&](ports::UnitOfWork& unit) -> Result<> {
    if (!AAN_TRY(unit.library_keys().remove_key(library, id))) return {};
    AAN_TRY(unit.libraries().remove_other_sessions(library, crypto::token_digest(session)));
    AAN_TRY(unit.reader_passwords().remove_reader(library));
    return write_down(unit, {std::string(kBuyer), "library.key_removed", library.value, ""}, now);
  });
}

Result<> add_own_key(const Room& room, const customer::CustomerId& library, const NewOwnKey& fresh,
                     const Challenge& challenge) {
  const Timestamp now = room.clock.wall();
  const LibraryKey key = AAN_TRY(sealed(room, library, fresh, now));
  return room.store.write("library.add_key", [&](ports::UnitOfWork& unit) -> Result<> {
    if (const auto known =
            AAN_TRY(find_own_key(room, unit.library_keys(), fresh.kind, fresh.found_by))) {
      if (known->customer_id == library)
        return refuse(Errc::conflict, "library.add_key", "This key opens this library already.",
                      "own_key_known");
      return refuse(Errc::conflict, "library.add_key",
                    "This key opens another library. Remove it there first.", "own_key_taken");
    }
    const auto held = AAN_TRY(unit.library_keys().keys_of(library, customer::kLibraryKeysMax));
    if (std::ssize(held) >= customer::kLibraryKeysMax)
      return refuse(Errc::conflict, "library.add_key", "A library has at most 10 keys.",
                    "own_keys_full", {{"limit", customer::kLibraryKeysMax}});
    AAN_TRY(use_up(unit, challenge, now));
    AAN_TRY(unit.library_keys().add_key(key));
    return write_down(
        unit,
        {std::string(kBuyer), "library.key_added", library.value, std::string(name_of(fresh.kind))},
        now);
  });
}

Result<std::optional<LibraryKey>> find_own_key(const Room& room, const ports::LibraryKeyStore& keys,
                                               KeyKind kind, std::string_view found_by) {
  for (const std::string& index :
       crypto::blind_indexes(room.keys.ring(), indexed_as(kind), found_by))
    if (auto found = AAN_TRY(keys.find_key(index))) return found;
  return std::optional<LibraryKey>{};
}

Result<std::string> open_public_part(const Room& room, const LibraryKey& key) {
  const std::string data_key = AAN_TRY(room.sealer.open(key.key_wrapped, place_of(key.id, "key")));
  return room.sealer.open_with(data_key, key.public_sealed, place_of(key.id, "public"));
}

}  // namespace aan::service
