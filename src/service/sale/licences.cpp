#include "service/sale/licences.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/public_key_pem.hpp"
#include "crypto/sign.hpp"
#include "service/idempotency.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kRevokedMax = 50'000;

const Secret& identity(const Room& room) {
  return room.keys.ring().current(crypto::KeyPurpose::node_identity).bytes;
}

std::string public_key(const Room& room) { return crypto::public_key_of(identity(room).reveal()); }

std::unexpected<Error> no_key() {
  return refuse(Errc::invalid, "licence", "This is no licence key of this shop.", "licence_key");
}

std::unexpected<Error> no_such_licence() {
  return refuse(Errc::not_found, "licence", "This shop knows no such licence.", "no_such_licence");
}

// The id in a key whose signature is ours: nobody learns of licences by guessing.
Result<sales::LicenceId> id_in(const Room& room, std::string_view key) {
  key = trim(key);
  const auto point = key.find('.');
  if (key.size() > sales::kLicenceKeyBytesMax || point == key.npos) return no_key();
  const auto text = parse_base64url(key.substr(0, point));
  const auto signature = parse_base64url(key.substr(point + 1));
  if (!text || !signature || !text->starts_with("aan-licence 1\n")) return no_key();
  if (!crypto::verify(public_key(room), *text, *signature)) return no_key();
  return sales::LicenceId{std::string(split(*text, '\n')[1])};
}

Result<std::string> digest_of(const std::string& device) {
  if (!device.empty() && device.size() <= sales::kDeviceBytesMax && is_utf8(device))
    return crypto::sha256(device);
  return refuse(Errc::invalid, "licence", "A device is named by 1 to 200 bytes of text.",
                "licence_device");
}

template <class Look>
Result<LicenceSeen> look_at(Look& at, const sales::LicenceId& id) {
  LicenceSeen seen;
  auto licence = AAN_TRY(at.licences().find_licence(id));
  if (!licence) return no_such_licence();
  const auto order = AAN_TRY(at.sales().find_order(licence->order_id));
  if (!order) return no_such_licence();
  seen.state = sales::licence_state_of(*licence, order->state);
  seen.licence = *std::move(licence);
  return seen;
}

Result<> check_good(sales::LicenceState state) {
  switch (state) {
    case sales::LicenceState::disabled:
      return refuse(Errc::conflict, "licence", "The shop has disabled this licence.",
                    "licence_disabled");
    case sales::LicenceState::resting:
    case sales::LicenceState::withdrawn:
      return refuse(Errc::conflict, "licence",
                    "The order of this licence was paid back or is disputed.", "licence_withdrawn");
    case sales::LicenceState::valid: break;
  }
  return {};
}

}  // namespace

std::string licence_key(const Room& room, const sales::Licence& licence) {
  const std::string text = sales::licence_text(licence);
  return base64url(text) + "." + base64url(crypto::sign(identity(room).reveal(), text));
}

Result<LicenceSeen> validate_licence(const Room& room, const std::string& key,
                                     const std::string& device) {
  const sales::LicenceId id = AAN_TRY(id_in(room, key));
  const std::string digest = device.empty() ? std::string() : AAN_TRY(digest_of(device));
  LicenceSeen seen;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    seen = AAN_TRY(look_at(at, id));
    if (!digest.empty()) seen.activation = AAN_TRY(at.licences().find_activation(id, digest));
    return {};
  }));
  return seen;
}

Result<LicenceSeen> activate_licence(const Room& room, const std::string& key,
                                     const std::string& device,
                                     const std::string& idempotency_key) {
  const sales::LicenceId id = AAN_TRY(id_in(room, key));
  const std::string digest = AAN_TRY(digest_of(device));
  const IdempotentRequest once = AAN_TRY(
      IdempotentRequest::create("licence.activate", idempotency_key, id.value + "|" + hex(digest)));
  const Timestamp now = room.clock.wall();
  LicenceSeen seen;
  AAN_TRY(room.store.write("licence.activate", [&](ports::UnitOfWork& unit) -> Result<> {
    seen = AAN_TRY(look_at(unit, id));
    const bool is_answered = AAN_TRY(find_answer(room, unit.sales(), once)).has_value();
    if (!is_answered) {
      AAN_TRY(check_good(seen.state));
      const sales::Activation wish{room.ids.make<sales::ActivationId>(), id, digest, now};
      if (AAN_TRY(unit.licences().take_seat(wish)) == ports::SeatTaken::none_left)
        return refuse(Errc::conflict, "licence",
                      "Every device that this licence is for is activated.", "licence_full",
                      {{"seats", seen.licence.seats}});
      AAN_TRY(keep_answer(room, unit.sales(), once, "activated", now));
    }
    seen = AAN_TRY(look_at(unit, id));
    seen.activation = AAN_TRY(unit.licences().find_activation(id, digest));
    return {};
  }));
  return seen;
}

Result<LicenceSeen> deactivate_licence(const Room& room, const std::string& key,
                                       const std::string& device,
                                       const std::string& idempotency_key) {
  const sales::LicenceId id = AAN_TRY(id_in(room, key));
  const std::string digest = AAN_TRY(digest_of(device));
  const IdempotentRequest once = AAN_TRY(IdempotentRequest::create(
      "licence.deactivate", idempotency_key, id.value + "|" + hex(digest)));
  const Timestamp now = room.clock.wall();
  LicenceSeen seen;
  AAN_TRY(room.store.write("licence.deactivate", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(look_at(unit, id));
    if (!AAN_TRY(find_answer(room, unit.sales(), once))) {
      AAN_TRY(unit.licences().give_seat_back(id, digest));
      AAN_TRY(keep_answer(room, unit.sales(), once, "deactivated", now));
    }
    seen = AAN_TRY(look_at(unit, id));
    return {};
  }));
  return seen;
}

Result<RevocationList> revocation_list(const Room& room) {
  ports::RevokedLicences revoked;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    revoked = AAN_TRY(at.licences().revoked(kRevokedMax));
    return {};
  }));
  RevocationList list;
  list.is_complete = revoked.is_complete;
  list.text = "aan-revoked 1\nmade " + rfc3339(room.clock.wall()) + "\ncomplete " +
              (revoked.is_complete ? "yes" : "no") + "\n";
  for (const sales::LicenceId& id : revoked.ids) list.text += id.value + "\n";
  const std::string signature = crypto::sign(identity(room).reveal(), list.text);
  list.text += "signature " + base64url(signature) + "\n";
  return list;
}

std::string licence_public_key(const Room& room) {
  return crypto::public_key_pem(public_key(room));
}

Result<LicenceSeen> find_licence(const Room& room, const std::string& which) {
  sales::LicenceId id{which};
  if (!looks_like_id(which)) {
    const auto named = id_in(room, which);
    if (!named) return no_such_licence();
    id = *named;
  }
  LicenceSeen seen;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    seen = AAN_TRY(look_at(at, id));
    return {};
  }));
  return seen;
}

Result<LicenceSeen> set_licence_disabled(const Room& room, const std::string& which,
                                         bool is_disabled, std::string_view by) {
  const LicenceSeen seen = AAN_TRY(find_licence(room, which));
  const Timestamp now = room.clock.wall();
  const auto at =
      is_disabled ? std::optional(seen.licence.disabled_at.value_or(now)) : std::nullopt;
  AAN_TRY(room.store.write("licence.disable", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.licences().set_disabled(seen.licence.id, at));
    AAN_TRY(unit.sales().add_order_event(
        seen.licence.order_id,
        {is_disabled ? "licence_disabled" : "licence_enabled", seen.licence.id.value, now}));
    return write_down(unit,
                      {std::string(by), is_disabled ? "licence.disable" : "licence.enable",
                       seen.licence.id.value, ""},
                      now);
  }));
  return find_licence(room, seen.licence.id.value);
}

}  // namespace aan::service
