// Any bytes: neither a made nor a used passkey crashes the check, and none of them is taken by
// chance.
#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/passkey_fido2/attestation.hpp"
#include "adapters/passkey_fido2/client_data_json.hpp"
#include "adapters/passkey_fido2/fido2_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace passkeys = aan::passkey_fido2;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const aan::ports::PasskeyBond bond{"shop.example", "https://shop.example", "question"};
  const std::string said =
      R"({"type":"webauthn.create","challenge":"cXVlc3Rpb24","origin":"https://shop.example"})";
  static const passkeys::Fido2Check check;
  (void)check.check_made({said, bytes}, bond);
  (void)passkeys::parse_attestation(bytes);
  (void)passkeys::check_client_data(bytes, "webauthn.get", bond);
  return 0;
}
