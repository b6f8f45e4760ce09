#pragma once
#include <string>

#include "domain/customer/address_change.hpp"
#include "service/letters/letter_pace.hpp"
#include "service/letters/recipient_pace.hpp"
#include "service/room.hpp"
#include "service/shop.hpp"

namespace aan::service {

/// What the link of a letter to a new address leads to.
struct AddressChangeLook {
  std::string reference;      ///< of the order
  std::string address_shown;  ///< "a…@example.org"
  friend bool operator==(const AddressChangeLook&, const AddressChangeLook&) = default;
};
/// What was answered to a request that had its effect, and back from it.
std::string encode_address_look(const AddressChangeLook& look);
AddressChangeLook decode_address_look(const std::string& text);

/// Another e-mail address for an order, asked for by whoever holds its link. Nothing changes before
/// the link of a letter to the new address is used; then the old address is told, and may take the
/// order back for `customer::kAddressTrustedAfter` (ADR 0056). Thread-safe.
class ChangeAddress {
 public:
  ChangeAddress(const Room& room, const Shop& shop)
      : room_(room), shop_(shop), pace_(room.clock, kAskEvery), recipients_(room.clock) {}

  /// Sends that letter. The same address as before is counted, sends none and is no error. Errors:
  /// not_found "no_such_order"; invalid "mail_not_offered" (the shop sends no letters),
  /// "mail_address" (its shape); limited "address_changes_used_up" (three a day for one order),
  /// "letters_too_fast"; for an address that got its letters of this kind for today nothing is sent
  /// for an order that nobody paid for, and that is no error.
  Result<> ask(const std::string& order_token, const std::string& typed,
               const std::string& idempotency_key);
  /// Nothing is used up by looking. Errors: not_found "address_link", the same for a link that is
  /// wrong, used, or too old.
  [[nodiscard]] Result<AddressChangeLook> look(const std::string& token) const;
  /// Uses the link: letters about the order go to the new address from now on. It stands in the
  /// order's time line and in the audit log. With an Idempotency-Key the same request is answered
  /// as it was before; without one it finds the link used. Errors: as `look`, and those of the key.
  Result<AddressChangeLook> confirm(const std::string& token,
                                    const std::string& idempotency_key = "");
  /// Forgets what is over. Returns how many rows.
  Result<std::int64_t> purge();

 private:
  static constexpr Duration kAskEvery = Duration::milliseconds(500);
  const Room& room_;
  const Shop& shop_;
  LetterPace pace_;
  RecipientPace recipients_;
};

/// How an order's time line says that it lost its address with its link.
inline constexpr std::string_view kAddressOff = "address off";

/// An address that came to an order less than `kAddressTrustedAfter` ago ends with the link that it
/// came by: the order has none then, and whoever has that address is told, by a letter without a
/// link. In the caller's unit.
Result<> end_recent_address(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                            Timestamp now);

/// What the link in the letter to an address that an order had leads to. Nothing is used up by
/// looking. Errors: not_found "address_link", the same for a link that is wrong, used, too old, or
/// of an order whose link the shop has made anew meanwhile.
Result<AddressChangeLook> look_at_address_back(const Room& room, const std::string& token);
/// Uses it: the order has that address again, and a new link, which is sent to it alone; all other
/// changes of its address are over. Whoever had the order's letters until now is told. It stands in
/// the time line and in the audit log. The key: as in `ChangeAddress::confirm`. Errors: as looking,
/// and those of the key.
Result<AddressChangeLook> take_address_back(const Room& room, const std::string& token,
                                            const std::string& idempotency_key = "");

/// The token of a change's link; empty when its key is lost.
std::string address_change_token(const crypto::KeyRing& keys,
                                 const customer::AddressChange& change);
/// The token by which whoever had the address before takes it back; empty as above.
std::string address_back_token(const crypto::KeyRing& keys, const customer::AddressChange& change);
/// The new address, opened. Errors: corrupt when the key that sealed it is lost, or it was used.
Result<std::string> open_new_address(const Room& room, const customer::AddressChange& change);

}  // namespace aan::service
