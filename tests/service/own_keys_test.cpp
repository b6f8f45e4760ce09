#include <gtest/gtest.h>

#include <thread>

#include "service/audit.hpp"
#include "service/customer/personal_data.hpp"
#include "service/library/gather.hpp"
#include "service/library/key_door.hpp"
#include "service/library/own_keys.hpp"
#include "service/library/passkey_door.hpp"
#include "service/library/view.hpp"
#include "testing/soft_passkey.hpp"
#include "testing/ssh_signer.hpp"
#include "tests/service/shop_world.hpp"

// Keys of buyers' own that open their libraries.
namespace aan::service {
namespace {

class OwnKeys : public ::testing::Test {
 protected:
  struct Opened {
    customer::CustomerId id;
    std::string session;
  };
  Opened library() {
    const PlacedOrder order = world.buy({book});
    const std::string session = must(new_library(room(), order.token, "en", world.key()));
    return {*must(world.shop->library.find(session)), session};
  }
  const Room& room() { return world.shop->room; }
  KeyDoor& door() { return world.shop->library_keys; }
  static std::string seed(char letter) { return std::string(crypto::kSeedBytes, letter); }
  static KeyProof signed_by(const std::string& seed, const KeyQuestion& question,
                            std::string_view end = "\n") {
    return {question.token, testing::ssh_armoured(testing::ssh_signature_bytes(
                                seed, question.name_space, question.text + std::string(end)))};
  }
  Result<> add(const customer::CustomerId& library, const std::string& seed,
               const std::string& label = "") {
    return door().add(library, signed_by(seed, door().ask_to_add(library, here)), label, here);
  }
  Result<OpenLibrary> open(const std::string& seed) {
    return door().open(signed_by(seed, door().ask(here)), here);
  }
  std::vector<OwnKey> keys_of(const customer::CustomerId& id) {
    return must(view_library(room(), id)).keys;
  }
  ShopWorld world;
  catalog::OfferId book = world.add_book("Walden", world.money(499));
  const ProofCaller here{"https://books.example", std::string(27, 'B'), "one"};
};

TEST_F(OwnKeys, WhoeverHoldsAKeyThatWasAddedOpensTheLibraryAndNobodyElse) {
  const Opened mine = library();
  const Opened others = library();
  must(add(mine.id, seed('a'), "Laptop at home"));
  must(add(others.id, seed('b')));
  const OpenLibrary open_now = must(open(seed('a')));
  EXPECT_EQ(open_now.customer, mine.id);
  EXPECT_NE(open_now.token, mine.session);
  EXPECT_EQ(must(world.shop->library.find(open_now.token)), mine.id);
  EXPECT_EQ(must(open(seed('b'))).customer, others.id);
  EXPECT_EQ(refusal(open(seed('c'))).reason, "own_key_unknown");
  const auto keys = keys_of(mine.id);
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].label, "Laptop at home");
  EXPECT_TRUE(keys[0].public_text.starts_with("ssh-ed25519 AAAA"));
  EXPECT_TRUE(keys[0].fingerprint.starts_with("SHA256:"));
  EXPECT_TRUE(keys[0].used_at);
}

TEST_F(OwnKeys, EveryShellsEndOfALineIsTheSameText) {
  const Opened mine = library();
  must(add(mine.id, seed('a')));
  for (const char* end : {"\n", "", "\r\n", " \r\n"})
    EXPECT_EQ(must(door().open(signed_by(seed('a'), door().ask(here), end), here)).customer,
              mine.id);
  EXPECT_EQ(refusal(door().open(signed_by(seed('a'), door().ask(here), "x"), here)).reason,
            "signature_wrong");
}

TEST_F(OwnKeys, ASignatureOpensOnceHoweverManySendIt) {
  const Opened mine = library();
  must(add(mine.id, seed('a')));
  const KeyProof proof = signed_by(seed('a'), door().ask(here));
  constexpr int kPeople = 12;
  std::atomic<int> opened = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < kPeople; ++i)
    people.emplace_back([&] { opened += door().open(proof, here).has_value() ? 1 : 0; });
  for (std::thread& one : people) one.join();
  EXPECT_EQ(opened, 1);
  world.clock.advance(Duration::hours(1));
  EXPECT_EQ(refusal(door().open(proof, here)).reason, "proof_over");
}

TEST_F(OwnKeys, WhatWasSignedIsGoodForThisShopBrowserPurposeAndTimeAlone) {
  const Opened mine = library();
  const Opened others = library();
  must(add(mine.id, seed('a')));
  const auto try_at = [&](const KeyProof& proof, const ProofCaller& caller) {
    return refusal(door().open(proof, caller)).reason;
  };
  const KeyProof good = signed_by(seed('a'), door().ask(here));
  ProofCaller elsewhere = here;
  elsewhere.browser = std::string(27, 'C');
  EXPECT_EQ(try_at(good, elsewhere), "proof_over") << "another browser";
  elsewhere = here;
  elsewhere.browser.clear();
  EXPECT_EQ(try_at(good, elsewhere), "proof_over");
  elsewhere = here;
  elsewhere.origin = "https://other.example";
  EXPECT_EQ(try_at(good, elsewhere), "proof_over") << "another address";
  EXPECT_EQ(try_at({"", good.signature}, here), "proof_over");
  EXPECT_EQ(try_at({good.token + "A", good.signature}, here), "proof_over");
  const KeyProof added = signed_by(seed('a'), door().ask_to_add(mine.id, here));
  EXPECT_EQ(try_at(added, here), "proof_over") << "made to add";
  EXPECT_EQ(refusal(door().add(others.id, added, "", here)).reason, "proof_over")
      << "another library";
  // Another shop's own question, signed for it: its text and token are of another ring.
  ShopWorld other("USD", 99);
  const KeyQuestion theirs = other.shop->library_keys.ask(here);
  EXPECT_EQ(try_at(signed_by(seed('a'), theirs), here), "proof_over");
  const KeyQuestion ours = door().ask(here);
  EXPECT_EQ(try_at({ours.token, signed_by(seed('a'), theirs).signature}, here), "signature_wrong");
  KeyQuestion spoken = ours;
  spoken.name_space = "library@other.example";
  EXPECT_EQ(try_at(signed_by(seed('a'), spoken), here), "signature_wrong");
  EXPECT_EQ(try_at({ours.token, "hello"}, here), "not_a_signature");
  EXPECT_EQ(must(door().open(good, here)).customer, mine.id) << "it was good all the time";
  const KeyProof late = signed_by(seed('a'), door().ask(here));
  world.clock.advance(customer::kProofFor);
  EXPECT_EQ(try_at(late, here), "proof_over");
}

TEST_F(OwnKeys, AfterASlipTheSameTextIsAskedForAndAfterUseAnother) {
  const KeyQuestion first = door().ask(here);
  EXPECT_EQ(door().ask(here, first.token).text, first.text);
  EXPECT_NE(door().ask(here).text, first.text);
  EXPECT_NE(door().ask(here, "nonsense").text, "");
  world.clock.advance(customer::kProofFor);
  EXPECT_NE(door().ask(here, first.token).text, first.text);
}

TEST_F(OwnKeys, OneKeyOpensOneLibraryAndALibraryHasFew) {
  const Opened mine = library();
  const Opened others = library();
  must(add(mine.id, seed('a')));
  EXPECT_EQ(refusal(add(mine.id, seed('a'))).reason, "own_key_known");
  EXPECT_EQ(refusal(add(others.id, seed('a'))).reason, "own_key_taken");
  for (char letter = 'b'; letter <= 'j'; ++letter) must(add(mine.id, seed(letter)));
  EXPECT_EQ(refusal(add(mine.id, seed('k'))).reason, "own_keys_full");
  const auto keys = keys_of(mine.id);
  ASSERT_EQ(std::ssize(keys), customer::kLibraryKeysMax);
  must(remove_own_key(room(), mine.id, keys.front().id, mine.session));
  must(add(mine.id, seed('k')));
}

TEST_F(OwnKeys, WhoeverGuessesIsSlowedDownAndOthersAreNot) {
  const Opened mine = library();
  must(add(mine.id, seed('a')));
  std::string reason;
  for (int i = 0; i < 30 && reason != "proofs_too_fast"; ++i)
    reason = refusal(door().open({door().ask(here).token, "nonsense"}, here)).reason;
  EXPECT_EQ(reason, "proofs_too_fast");
  const auto slowed = refusal(open(seed('a')));
  EXPECT_EQ(slowed.reason, "proofs_too_fast") << "it is not even looked at";
  EXPECT_TRUE(slowed.retry_after_s);
  ProofCaller other = here;
  other.sender = "two";
  EXPECT_TRUE(door().open(signed_by(seed('a'), door().ask(other)), other));
}

TEST_F(OwnKeys, ARemovedKeyOpensNothingAndEverybodyElseIsOut) {
  const Opened mine = library();
  must(add(mine.id, seed('a')));
  const OpenLibrary thief = must(open(seed('a')));
  must(remove_own_key(room(), mine.id, {"no such key"}, mine.session));
  EXPECT_TRUE(must(world.shop->library.find(thief.token)));
  must(remove_own_key(room(), mine.id, keys_of(mine.id).front().id, mine.session));
  EXPECT_FALSE(must(world.shop->library.find(thief.token)));
  EXPECT_EQ(must(world.shop->library.find(mine.session)), mine.id);
  EXPECT_EQ(refusal(open(seed('a'))).reason, "own_key_unknown");
  std::vector<std::string> deeds;
  for (const auto& entry : must(list_audit(room(), 0, 10))) deeds.push_back(entry.action);
  EXPECT_EQ(deeds, (std::vector<std::string>{"library.key_removed", "library.key_added"}));
}

TEST_F(OwnKeys, AreFoundAfterKeysWereRotatedExportedAndForgottenWithTheirOwner) {
  const Opened mine = library();
  must(add(mine.id, seed('a'), "Zanzibar"));
  crypto::KeyRing ring = world.keys.ring();
  must(ring.rotate(crypto::KeyPurpose::wrapping, world.rng, world.clock.wall()));
  world.keys.replace(ring);
  EXPECT_EQ(must(open(seed('a'))).customer, mine.id);
  EXPECT_EQ(refusal(add(mine.id, seed('a'))).reason, "own_key_known");
  const PersonalData data = must(personal_data(room(), mine.id));
  ASSERT_EQ(data.keys.size(), 1U);
  EXPECT_EQ(data.keys[0].label, "Zanzibar");
  must(erase_person(room(), mine.id, "buyer"));
  EXPECT_EQ(refusal(open(seed('a'))).reason, "own_key_unknown");
  EXPECT_TRUE(keys_of(mine.id).empty());
}

class OwnPasskeys : public OwnKeys {
 protected:
  static ports::PasskeyBond bond(const PasskeyQuestion& question) {
    return {question.site, "https://books.example", question.challenge};
  }
  Result<> add_passkey(const customer::CustomerId& library) {
    const PasskeyQuestion question = must(passkeys.ask_to_add(library, here));
    handle = question.handle;
    return passkeys.add(library, question.token, device.made(bond(question)), "Phone", here);
  }
  PasskeyProof proof(const PasskeyQuestion& question) {
    ++device.count;
    return {question.token, device.id, handle, device.used(bond(question))};
  }
  Result<OpenLibrary> open_by_passkey() { return passkeys.open(proof(passkeys.ask(here)), here); }

  PasskeyDoor& passkeys = world.shop->passkeys;
  testing::SoftPasskey device;
  std::string handle;
};

TEST_F(OwnPasskeys, APasskeyOpensTheLibraryThatItWasAddedTo) {
  const Opened mine = library();
  must(add_passkey(mine.id));
  EXPECT_EQ(must(open_by_passkey()).customer, mine.id);
  const auto keys = keys_of(mine.id);
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].label, "Phone");
  EXPECT_EQ(keys[0].public_text, base64url(device.id));
  EXPECT_TRUE(keys[0].used_at);
  const PasskeyQuestion next = must(passkeys.ask_to_add(mine.id, here));
  EXPECT_EQ(next.known, std::vector{device.id});
  EXPECT_EQ(next.handle, handle) << "one name for its owner on every device";
  EXPECT_EQ(refusal(add_passkey(mine.id)).reason, "own_key_known");
}

TEST_F(OwnPasskeys, AnAnswerOpensOnceAndOnlyWhatItWasAskedFor) {
  const Opened mine = library();
  must(add_passkey(mine.id));
  const PasskeyProof good = proof(passkeys.ask(here));
  EXPECT_TRUE(passkeys.open(good, here));
  EXPECT_EQ(refusal(passkeys.open(good, here)).reason, "proof_over");
  PasskeyProof mixed = proof(passkeys.ask(here));
  mixed.token = passkeys.ask(here).token;
  EXPECT_EQ(refusal(passkeys.open(mixed, here)).reason, "passkey_wrong");
  const PasskeyProof to_add = proof(must(passkeys.ask_to_add(mine.id, here)));
  EXPECT_EQ(refusal(passkeys.open(to_add, here)).reason, "proof_over");
  ProofCaller elsewhere = here;
  elsewhere.browser = std::string(27, 'C');
  EXPECT_EQ(refusal(passkeys.open(proof(passkeys.ask(here)), elsewhere)).reason, "proof_over");
}

TEST_F(OwnPasskeys, ACountThatGoesBackOpensNothing) {
  const Opened mine = library();
  device.count = 10;
  must(add_passkey(mine.id));
  EXPECT_TRUE(open_by_passkey());
  device.count = 5;
  EXPECT_EQ(refusal(open_by_passkey()).reason, "passkey_copied");
  device.count = 10;
  EXPECT_EQ(refusal(open_by_passkey()).reason, "passkey_copied") << "the same count again";
  EXPECT_TRUE(open_by_passkey()) << "the true one goes on";
  std::int64_t copies = 0;
  for (const auto& entry : must(list_audit(room(), 0, 10)))
    copies += entry.action == "library.key_copied" ? 1 : 0;
  EXPECT_EQ(copies, 2) << "the shop's people see it";
}

TEST_F(OwnPasskeys, OneThatKnewItsOwnerHasToKnowThemAgain) {
  const Opened mine = library();
  must(add_passkey(mine.id));
  device.flags = 0x01;
  EXPECT_EQ(refusal(open_by_passkey()).reason, "passkey_unlocked");
  device.flags = 0x05;
  EXPECT_TRUE(open_by_passkey());
  const Opened others = library();
  device = {.id = std::string(32, 'j'), .flags = 0x01};
  must(add_passkey(others.id));
  EXPECT_EQ(must(open_by_passkey()).customer, others.id);
}

TEST_F(OwnPasskeys, OneThatIsUnknownRemovedOrOfSomebodyElseIsTheSameRefusal) {
  const Opened mine = library();
  must(add_passkey(mine.id));
  PasskeyProof other = proof(passkeys.ask(here));
  other.handle = std::string(32, 'x');
  EXPECT_EQ(refusal(passkeys.open(other, here)).reason, "passkey_unknown");
  other = proof(passkeys.ask(here));
  other.credential_id = std::string(32, 'z');
  EXPECT_EQ(refusal(passkeys.open(other, here)).reason, "passkey_unknown");
  must(remove_own_key(room(), mine.id, keys_of(mine.id).front().id, mine.session));
  EXPECT_EQ(refusal(open_by_passkey()).reason, "passkey_unknown");
}

TEST_F(OwnPasskeys, BelongToAName) {
  for (const char* origin : {"https://shop.example", "http://localhost:8080",
                             "https://a.b.example:8443", "http://abcdefgh.onion"})
    EXPECT_TRUE(PasskeyDoor::can_be_at(origin)) << origin;
  for (const char* origin :
       {"http://127.0.0.1:8080", "https://[::1]:8080", "https://192.0.2.7", ""})
    EXPECT_FALSE(PasskeyDoor::can_be_at(origin)) << origin;
}

}  // namespace
}  // namespace aan::service
