#pragma once
#include <string>

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "crypto/sign.hpp"
#include "ports/passkey_check.hpp"

namespace aan::testing {

/// A passkey of a device that does what a test says: Ed25519, without attestation.
struct SoftPasskey {
  std::string seed = std::string(crypto::kSeedBytes, 'p');
  std::string id = std::string(32, 'i');
  std::uint32_t count = 1;
  char flags = 0x05;       ///< somebody was there, and was known
  bool is_inside = false;  ///< asked by a page inside of another's
  std::string act_made = "webauthn.create";
  std::string act_used = "webauthn.get";

  [[nodiscard]] static std::string number(std::uint64_t value, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
      text += static_cast<char>(value >> shift & 0xFF);
    return text;
  }
  [[nodiscard]] std::string client_data(const std::string& act,
                                        const ports::PasskeyBond& bond) const {
    return R"({"type":")" + act + R"(","challenge":")" + base64url(bond.challenge) +
           R"(","origin":")" + bond.origin + R"(","crossOrigin":)" +
           (is_inside ? "true" : "false") + "}";
  }
  [[nodiscard]] std::string head(const ports::PasskeyBond& bond, char more) const {
    return crypto::sha256(bond.site) + static_cast<char>(flags | more) + number(count, 4);
  }
  [[nodiscard]] std::string made_data(const ports::PasskeyBond& bond) const {
    return head(bond, 0x40) + std::string(16, '\0') + number(id.size(), 2) + id +
           std::string("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10) +
           crypto::public_key_of(seed);
  }
  [[nodiscard]] static std::string attestation(const std::string& data,
                                               const std::string& statement = "\xa0",
                                               const std::string& format = "none") {
    return "\xa3\x63"
           "fmt" +
           std::string(1, static_cast<char>(0x60 + format.size())) + format +
           "\x67"
           "attStmt" +
           statement +
           "\x68"
           "authData\x59" +
           number(data.size(), 2) + data;
  }
  [[nodiscard]] ports::MadePasskey made(const ports::PasskeyBond& bond) const {
    return {client_data(act_made, bond), attestation(made_data(bond))};
  }
  [[nodiscard]] ports::UsedPasskey used(const ports::PasskeyBond& bond) const {
    const std::string said = client_data(act_used, bond);
    const std::string data = head(bond, 0);
    return {said, data, crypto::sign(seed, data + crypto::sha256(said))};
  }
};

}  // namespace aan::testing
