#include "adapters/passkey_fido2/fido2_check.hpp"

#include <gtest/gtest.h>

#include "testing/soft_passkey.hpp"

namespace aan::passkey_fido2 {
namespace {

using testing::SoftPasskey;

class Passkeys : public ::testing::Test {
 protected:
  const Fido2Check check;
  const ports::PasskeyBond bond{"shop.example", "https://shop.example", "a question by chance"};
  SoftPasskey key;

  std::string why(const Result<ports::Passkey>& result) {
    EXPECT_FALSE(result);
    if (result) return "";
    EXPECT_EQ(result.error().reason, "passkey_wrong");
    EXPECT_EQ(result.error().code, Errc::invalid);
    return result.error().detail;
  }
  ports::Passkey known() { return *check.check_made(key.made(bond), bond); }
};

TEST_F(Passkeys, MadeAndUsedAtTheSameSiteIsKnownAgain) {
  const auto made = check.check_made(key.made(bond), bond);
  ASSERT_TRUE(made) << made.error().to_string();
  EXPECT_EQ(made->credential_id, key.id);
  EXPECT_EQ(made->algorithm, -8);
  EXPECT_EQ(made->sign_count, 1);
  EXPECT_TRUE(made->is_verified);
  key.count = 2;
  key.flags = 0x01;
  const auto used = check.check_used(key.used(bond), *made, bond);
  ASSERT_TRUE(used) << used.error().to_string();
  EXPECT_EQ(used->sign_count, 2);
  EXPECT_FALSE(used->is_verified);
}

TEST_F(Passkeys, OfAnotherSiteOriginQuestionOrActAreRefused) {
  const ports::Passkey mine = known();
  const auto at = [&](const ports::PasskeyBond& other) {
    return std::pair{why(check.check_made(key.made(other), bond)),
                     why(check.check_used(key.used(other), mine, bond))};
  };
  const std::string site = "data: another site";
  EXPECT_EQ(at({"evil.example", bond.origin, bond.challenge}), std::pair(site, site));
  const std::string origin = "client data: another origin";
  for (const char* other : {"https://evil.example", "http://shop.example",
                            "https://shop.example:8443", "https://shop.example.evil.example", ""})
    EXPECT_EQ(at({bond.site, other, bond.challenge}), std::pair(origin, origin)) << other;
  const std::string question = "client data: another question";
  EXPECT_EQ(at({bond.site, bond.origin, "an earlier question"}), std::pair(question, question));
  key.act_made = "webauthn.get";
  key.act_used = "webauthn.create";
  const std::string act = "client data: another act";
  EXPECT_EQ(at(bond), std::pair(act, act));
}

TEST_F(Passkeys, WithNobodyThereOrInsideAnothersPageAreRefused) {
  const ports::Passkey mine = known();
  key.flags = 0x04;
  EXPECT_EQ(why(check.check_made(key.made(bond), bond)), "data: nobody was there");
  EXPECT_EQ(why(check.check_used(key.used(bond), mine, bond)), "data: nobody was there");
  key.flags = 0x05;
  key.is_inside = true;
  EXPECT_EQ(why(check.check_used(key.used(bond), mine, bond)), "client data: in another's page");
}

TEST_F(Passkeys, ASignatureByAnotherKeyOrOfOtherBytesIsRefused) {
  const ports::Passkey mine = known();
  SoftPasskey other = key;
  other.seed = std::string(crypto::kSeedBytes, 'q');
  EXPECT_EQ(why(check.check_used(other.used(bond), mine, bond)), "signature");
  ports::UsedPasskey used = key.used(bond);
  used.signature[5] = static_cast<char>(used.signature[5] ^ 1);
  EXPECT_EQ(why(check.check_used(used, mine, bond)), "signature");
  used = key.used(bond);
  used.authenticator_data.back() = static_cast<char>(used.authenticator_data.back() ^ 1);
  EXPECT_EQ(why(check.check_used(used, mine, bond)), "signature") << "the count is signed too";
  used = key.used(bond);
  used.client_data += " ";
  EXPECT_EQ(why(check.check_used(used, mine, bond)), "signature");
  used = key.used(bond);
  used.signature.clear();
  EXPECT_FALSE(why(check.check_used(used, mine, bond)).empty());
}

TEST_F(Passkeys, AStatementOfWhoMadeTheDeviceHasToBeTrue) {
  const std::string data = key.made_data(bond);
  const auto with = [&](const std::string& statement, const std::string& format) {
    ports::MadePasskey made = key.made(bond);
    made.attestation = SoftPasskey::attestation(data, statement, format);
    return check.check_made(made, bond);
  };
  EXPECT_EQ(why(with("\xa0", "tpm")), "attestation: a format not asked for");
  EXPECT_EQ(why(with("\xa1\x61x\x01", "none")), "attestation: none, and yet one");
  const auto own = [&](const std::string& seed) {
    const std::string said = key.client_data("webauthn.create", bond);
    return with(
        "\xa2\x63"
        "alg\x27\x63sig\x58\x40" +
            crypto::sign(seed, data + crypto::sha256(said)),
        "packed");
  };
  EXPECT_TRUE(own(key.seed)) << own(key.seed).error().to_string();
  EXPECT_EQ(why(own(std::string(crypto::kSeedBytes, 'q'))), "attestation: not true");
}

TEST_F(Passkeys, BytesThatAreCutOrMadeUpAreRefusedAndHarmNothing) {
  const ports::MadePasskey good = key.made(bond);
  for (std::size_t size = 0; size < good.attestation.size(); ++size)
    EXPECT_FALSE(check.check_made({good.client_data, good.attestation.substr(0, size)}, bond))
        << size;
  const std::string data = key.made_data(bond);
  for (std::size_t size = 0; size < data.size(); ++size)
    EXPECT_FALSE(
        check.check_made({good.client_data, SoftPasskey::attestation(data.substr(0, size))}, bond))
        << size;
  for (const char* said : {"", "{", "[]", "null", "{\"type\":5}", "{\"type\":\"webauthn.create\"}"})
    EXPECT_FALSE(check.check_made({said, good.attestation}, bond)) << said;
  const std::string room_for_all("\x9b\x00\x00\x00\x7f\xff\xff\xff\xff", 9);
  EXPECT_FALSE(check.check_made({good.client_data, room_for_all}, bond));
  EXPECT_FALSE(check.check_made({good.client_data, std::string(9000, '\xa0')}, bond));
  EXPECT_FALSE(check.check_made({good.client_data, std::string(900, '\x81')}, bond));
  EXPECT_FALSE(check.check_used({"", "", ""}, known(), bond));
  ports::Passkey nonsense = known();
  nonsense.algorithm = 1;
  EXPECT_FALSE(check.check_used(key.used(bond), nonsense, bond));
  nonsense = known();
  nonsense.public_key = "short";
  EXPECT_FALSE(check.check_used(key.used(bond), nonsense, bond));
}

}  // namespace
}  // namespace aan::passkey_fido2
