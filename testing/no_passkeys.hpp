#pragma once
#include "ports/passkey_check.hpp"

namespace aan::testing {

/// Every passkey is wrong.
class NoPasskeys final : public ports::PasskeyCheck {
 public:
  Result<ports::Passkey> check_made(const ports::MadePasskey&,
                                    const ports::PasskeyBond&) const override {
    return refused();
  }
  Result<ports::Passkey> check_used(const ports::UsedPasskey&, const ports::Passkey&,
                                    const ports::PasskeyBond&) const override {
    return refused();
  }

 private:
  static std::unexpected<Error> refused() {
    return refuse(Errc::invalid, "passkey", "That was no passkey of this shop.", "passkey_wrong");
  }
};

}  // namespace aan::testing
