#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/sales/licence.hpp"
#include "service/audit.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What buyers and programs are given: what is signed, and the signature of the shop's identity
/// over it, both base64url, with a point between. Follows from the stored facts alone.
std::string licence_key(const Room& room, const sales::Licence& licence);

/// A licence as whoever has its key sees it.
struct LicenceSeen {
  sales::Licence licence;
  sales::LicenceState state = sales::LicenceState::valid;
  std::optional<sales::Activation> activation;  ///< of the device that asks, if it holds a seat
};

/// Whether a key is one of this shop, and how it stands. `device`: what a program calls the device;
/// empty: it does not say. Errors: invalid "licence_key" (its signature is not ours, or it is no
/// key), "licence_device"; not_found "no_such_licence" (a restored backup does not know it).
Result<LicenceSeen> validate_licence(const Room& room, const std::string& key,
                                     const std::string& device);
/// A seat for the device; the same device again holds the one that it has. Errors: those of
/// `validate_licence`; invalid "licence_device" without a device; conflict "licence_disabled",
/// "licence_withdrawn", "licence_full"; those of the idempotency key.
Result<LicenceSeen> activate_licence(const Room& room, const std::string& key,
                                     const std::string& device, const std::string& idempotency_key);
/// Gives the seat of the device back; a device that holds none changes nothing. A licence that is
/// no good any more can still be given back. Errors: those of `activate_licence` but the conflicts.
Result<LicenceSeen> deactivate_licence(const Room& room, const std::string& key,
                                       const std::string& device,
                                       const std::string& idempotency_key);

/// Licences that are no good, signed: lines of text, the last of them "signature BASE64URL" over
/// all before it.
struct RevocationList {
  std::string text;
  bool is_complete = true;
};
Result<RevocationList> revocation_list(const Room& room);
/// The key that licences and lists are verified with, as PEM.
std::string licence_public_key(const Room& room);

/// For the people of the shop. `which`: id of a licence, or its key. Errors: not_found
/// "no_such_licence".
Result<LicenceSeen> find_licence(const Room& room, const std::string& which);
/// Disables a licence, or makes it good again; the seats stay as they are. Errors: the same.
Result<LicenceSeen> set_licence_disabled(const Room& room, const std::string& which,
                                         bool is_disabled, std::string_view by = kOperator);

}  // namespace aan::service
