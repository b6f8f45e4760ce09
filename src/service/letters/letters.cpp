#include "service/letters/letters.hpp"

#include "crypto/token.hpp"

namespace aan::service {
namespace {

std::string token_of(const crypto::Key& key, const customer::CustomerId& id) {
  return crypto::derive_link_token(key, "letters", id.value, 0);
}

std::unexpected<Error> no_such_letters() {
  return refuse(Errc::not_found, "letters", "This link stops no letters.", "no_such_letters");
}

}  // namespace

Result<> keep_letter_link(const Room& room, ports::UnitOfWork& unit,
                          const customer::CustomerId& id) {
  const crypto::KeyRing ring = room.keys.ring();
  if (!letter_link_token(ring, AAN_TRY(unit.broadcasts().letter_link(id))).empty()) return {};
  const crypto::Key& key = ring.current(crypto::KeyPurpose::links);
  return unit.broadcasts().put_letter_link(
      {id, key.id, crypto::token_digest(token_of(key, id)), std::nullopt});
}

std::string letter_link_token(const crypto::KeyRing& keys,
                              const std::optional<customer::LetterLink>& link) {
  if (!link) return {};
  const crypto::Key* key = keys.find(crypto::KeyPurpose::links, link->link_key_id);
  return key == nullptr ? "" : token_of(*key, link->customer_id);
}

Result<> ask_for_versions(ports::UnitOfWork& unit, const customer::CustomerId& id) {
  const auto link = AAN_TRY(unit.broadcasts().letter_link(id));
  if (link && link->opted_out_at) return {};
  return unit.customers().set_wants_versions(id, true);
}

Result<LettersState> letters_state(const Room& room, const std::string& token) {
  if (!crypto::looks_like_token(token)) return no_such_letters();
  LettersState state;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto link = AAN_TRY(at.broadcasts().find_letter_link(crypto::token_digest(token)));
    if (!link) return no_such_letters();
    state.are_stopped = link->opted_out_at.has_value();
    const auto customer = AAN_TRY(at.customers().find_customer(link->customer_id));
    state.have_address = customer && !customer->address_sealed.empty();
    return {};
  }));
  return state;
}

Result<> stop_letters(const Room& room, const std::string& token, bool is_stopped) {
  if (AAN_TRY(letters_state(room, token)).are_stopped == is_stopped) return {};
  // Whoever wants no letters leaves no address for them; whoever wants them again does.
  const auto at = is_stopped ? std::optional(room.clock.wall()) : std::nullopt;
  return room.store.write("letters.stop", [&](ports::UnitOfWork& unit) -> Result<> {
    const std::string digest = crypto::token_digest(token);
    AAN_TRY(unit.broadcasts().set_opted_out(digest, at));
    if (const auto link = AAN_TRY(unit.broadcasts().find_letter_link(digest)))
      AAN_TRY(unit.customers().set_wants_versions(link->customer_id, !is_stopped));
    return {};
  });
}

}  // namespace aan::service
