#include <algorithm>
#include <set>

#include "crypto/token.hpp"
#include "domain/desk/totp.hpp"
#include "service/desk/accept_invitation.hpp"
#include "service/desk/api_keys.hpp"
#include "service/desk/invite.hpp"
#include "service/desk/manage_people.hpp"
#include "service/desk/own_place.hpp"
#include "service/desk/sign_in.hpp"
#include "service/desk/wrong_codes.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

using desk::Role;

constexpr const char* kPassword = "quiet lamps over harbours";

/// A desk at which ada, an owner, has a place.
class DeskOnStore : public ::testing::Test {
 protected:
  struct Place {
    std::string name;
    std::string secret;
    Welcome welcome;
  };

  [[nodiscard]] const Room& room() const { return world.shop->room; }
  Place join(const std::string& name, Role role) {
    const std::string token = must(invite(room(), role, std::string(kOperator)));
    const std::string secret = must(view_invitation(room(), token)).totp_secret;
    const Welcome welcome =
        must(accept_invitation(room(), token, {name, kPassword, code_of(secret)}));
    world.clock.advance(Duration::seconds(desk::kTotpStepSeconds));
    return {name, secret, welcome};
  }
  [[nodiscard]] std::string code_of(const std::string& secret, std::int64_t by = 0) const {
    return desk::totp_code(secret, desk::totp_step_at(world.clock.wall()) + by);
  }
  [[nodiscard]] std::string wrong_code(const std::string& secret) const {
    for (const char* code : {"000000", "000001", "000002", "000003"})
      if (!desk::match_totp(secret, code, world.clock.wall(), 0)) return code;
    return "000004";
  }
  Result<SignIn::Done> enter(const Place& as, const std::string& password, const std::string& code,
                             const std::string& known = "",
                             const std::string& sender = "192.0.2.1") {
    return sign_in.enter({as.name, password, code, known, sender});
  }
  [[nodiscard]] bool is_signed_in(const std::string& token) const {
    return must(find_session(room(), token)).has_value();
  }
  [[nodiscard]] std::vector<desk::AuditEntry> log() const {
    return must(list_audit(room(), 0, 500));
  }
  [[nodiscard]] std::int64_t count(const std::string& action) const {
    return std::ranges::count(log(), action, &desk::AuditEntry::action);
  }

  ShopWorld world;
  SignIn sign_in{room()};
  Place ada = join("ada", Role::owner);
};

TEST_F(DeskOnStore, TheFirstLinkIsMadeForAnEmptyDeskOnly) {
  EXPECT_FALSE(must(invite_first(room())));
  ShopWorld fresh;
  const auto first = must(invite_first(fresh.shop->room));
  ASSERT_TRUE(first);
  const auto second = must(invite_first(fresh.shop->room));
  ASSERT_TRUE(second);
  EXPECT_EQ(refusal(view_invitation(fresh.shop->room, *first)).reason, "invitation_over");
  EXPECT_EQ(must(view_invitation(fresh.shop->room, *second)).role, Role::owner);
}

TEST_F(DeskOnStore, ALinkOpensOnePlaceOnceWithinAnHour) {
  const std::string token = must(invite(room(), Role::editor, "ada"));
  const std::string secret = must(view_invitation(room(), token)).totp_secret;
  EXPECT_EQ(
      refusal(accept_invitation(room(), token, {"max", kPassword, wrong_code(secret)})).reason,
      "totp_wrong");
  EXPECT_EQ(refusal(accept_invitation(room(), token, {"max", "short", code_of(secret)})).reason,
            "password_short");
  std::vector<std::string> told;
  for (const Error& one : mistakes_of(room(), must(view_invitation(room(), token)),
                                      {"4", "short", wrong_code(secret)}))
    told.push_back(one.reason);
  EXPECT_EQ(told, (std::vector<std::string>{"desk_name", "password_short", "totp_wrong"}));
  EXPECT_EQ(refusal(accept_invitation(room(), token, {"ada", kPassword, code_of(secret)})).reason,
            "name_taken");
  const Welcome max = must(accept_invitation(room(), token, {"Max", kPassword, code_of(secret)}));
  EXPECT_EQ(max.name, "max");
  EXPECT_EQ(max.role, Role::editor);
  EXPECT_EQ(std::set(max.recovery_codes.begin(), max.recovery_codes.end()).size(), 10U);
  EXPECT_TRUE(is_signed_in(max.session_token));
  EXPECT_EQ(refusal(accept_invitation(room(), token, {"mia", kPassword, code_of(secret)})).reason,
            "invitation_used");
  const std::string late = must(invite(room(), Role::editor, "ada"));
  world.clock.advance(desk::kInvitationFor);
  EXPECT_EQ(refusal(view_invitation(room(), late)).reason, "invitation_over");
  EXPECT_EQ(refusal(view_invitation(room(), crypto::new_token(world.rng))).reason,
            "no_such_invitation");
}

TEST_F(DeskOnStore, ACodeOfThePhoneIsGoodOnce) {
  const std::string code = code_of(ada.secret);
  const auto done = must(enter(ada, kPassword, code));
  EXPECT_TRUE(is_signed_in(done.session_token));
  EXPECT_EQ(refusal(enter(ada, kPassword, code)).reason, "sign_in_wrong");
  EXPECT_EQ(refusal(enter(ada, kPassword, code_of(ada.secret, -1))).reason, "sign_in_wrong");
  EXPECT_TRUE(enter(ada, kPassword, code_of(ada.secret, 1)));
}

TEST_F(DeskOnStore, ARecoveryCodeIsGoodOnce) {
  const std::string code = ada.welcome.recovery_codes[3];
  const auto done = must(enter(ada, kPassword, code));
  EXPECT_EQ(done.recovery_codes_left, 9);
  EXPECT_EQ(refusal(enter(ada, kPassword, code)).reason, "sign_in_wrong");
}

TEST_F(DeskOnStore, EveryWrongWayInIsRefusedAlikeAndWrittenDownWithoutSecrets) {
  const std::string code = code_of(ada.secret);
  const Place stranger{"zoe", ada.secret, {}};
  EXPECT_EQ(refusal(enter(ada, "not the password", code)).reason, "sign_in_wrong");
  EXPECT_EQ(refusal(enter(ada, kPassword, wrong_code(ada.secret))).reason, "sign_in_wrong");
  EXPECT_EQ(refusal(enter(stranger, kPassword, code)).reason, "sign_in_wrong");
  EXPECT_EQ(count("sign_in.refused"), 3);
  for (const desk::AuditEntry& entry : log()) {
    const std::string all = entry.actor + entry.action + entry.subject + entry.detail;
    for (const std::string& secret : {std::string(kPassword), std::string("not the password"), code,
                                      std::string("zoe"), ada.welcome.session_token})
      EXPECT_FALSE(all.contains(secret)) << all;
  }
}

TEST_F(DeskOnStore, WrongGuessesWaitAndTheRightOneIsHeardAfterTheWait) {
  Duration waited;
  for (int i = 0; i < 8; ++i) {
    const Error why = refusal(enter(ada, "wrong", "000000"));
    if (why.reason == "sign_in_wait") {
      const Duration by = Duration::seconds(why.retry_after_s.value());
      EXPECT_EQ(refusal(enter(ada, kPassword, code_of(ada.secret))).reason, "sign_in_wait");
      waited = waited + by;
      world.clock.advance(by);
    }
  }
  EXPECT_GE(waited, Duration::seconds(7));
  const Error why = refusal(enter(ada, "wrong", "000000"));
  world.clock.advance(desk::kNamePace.longest_wait);
  EXPECT_TRUE(enter(ada, kPassword, code_of(ada.secret)));
  EXPECT_TRUE(std::ranges::any_of(
      log(), [](const desk::AuditEntry& e) { return e.detail.starts_with("turned_away "); }));
}

TEST_F(DeskOnStore, WrongCodesAreCountedWhereThePasswordIsRightAndForgottenWithIt) {
  const std::string token = must(enter(ada, kPassword, code_of(ada.secret))).session_token;
  const SignedIn who = must(find_session(room(), token)).value();
  const auto wrong = [&] {
    std::int64_t count = 0;
    must(room().store.read([&](const ports::Snapshot& at) -> Result<> {
      const auto found = must(wrong_codes_of(at.records(), who.person.id, world.clock.wall()));
      count = found ? found->count : 0;
      return {};
    }));
    return count;
  };
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(enter(ada, kPassword, wrong_code(ada.secret)));
    EXPECT_FALSE(enter(ada, "not the password", wrong_code(ada.secret), "", "192.0.2.9"));
    world.clock.advance(Duration::minutes(15));
  }
  EXPECT_EQ(wrong(), 3);
  must(change_password(room(), who, "other lamps over harbours"));
  EXPECT_EQ(wrong(), 0);
}

TEST_F(DeskOnStore, TenThousandGuessesAtOneMomentAreHeardAFewTimesAndTheOwnerOfABrowserComesIn) {
  for (int i = 0; i < 10'000; ++i) {
    const auto refused = enter(ada, "guess " + std::to_string(i), "000000");
    ASSERT_FALSE(refused);
  }
  EXPECT_LE(count("sign_in.refused"), 30);
  EXPECT_EQ(refusal(enter(ada, kPassword, code_of(ada.secret))).reason, "sign_in_wait");
  EXPECT_TRUE(enter(ada, kPassword, code_of(ada.secret), "ada"));
  world.clock.advance(Duration::seconds(desk::kTotpStepSeconds));
  enter(ada, "another guess", "000000");
  EXPECT_TRUE(enter(ada, kPassword, code_of(ada.secret), "", "198.51.100.7"))
      << "a new browser elsewhere does not wait for a stranger";
}

TEST_F(DeskOnStore, GuessesAtManyNamesFromOneSenderHaveToWaitAndNobodyElseHas) {
  int heard = 0;
  for (int i = 0; i < 300; ++i)
    if (refusal(sign_in.enter({"user" + std::to_string(i), "x", "000000", "", "192.0.2.1"}))
            .reason == "sign_in_wrong")
      ++heard;
  EXPECT_LE(heard, 30);
  EXPECT_TRUE(enter(ada, kPassword, code_of(ada.secret), "", "198.51.100.7"));
  world.clock.advance(desk::kSenderPace.longest_wait);
  EXPECT_TRUE(enter(ada, kPassword, code_of(ada.secret)));
}

TEST_F(DeskOnStore, ASessionEndsWhenIdleWhenOldAndWhenSignedOut) {
  const std::string token = must(enter(ada, kPassword, code_of(ada.secret))).session_token;
  for (int i = 0; i < 3; ++i) {
    world.clock.advance(Duration::minutes(29));
    EXPECT_TRUE(is_signed_in(token)) << "each visit counts";
  }
  world.clock.advance(Duration::minutes(30));
  EXPECT_FALSE(is_signed_in(token));
  const std::string other = must(enter(ada, kPassword, code_of(ada.secret))).session_token;
  Duration age;
  while (age + Duration::minutes(29) < desk::kSessionMax) {
    world.clock.advance(Duration::minutes(29));
    age = age + Duration::minutes(29);
    EXPECT_TRUE(is_signed_in(other));
  }
  world.clock.advance(Duration::minutes(29));
  EXPECT_FALSE(is_signed_in(other)) << "twelve hours are the end, however busy";
  const std::string third = must(enter(ada, kPassword, code_of(ada.secret))).session_token;
  must(sign_out(room(), third));
  EXPECT_FALSE(is_signed_in(third));
  must(sign_out(room(), third));
  EXPECT_EQ(count("sign_out"), 1);
  EXPECT_FALSE(is_signed_in("nonsense"));
}

TEST_F(DeskOnStore, FreshProofGivesAnotherTokenAndLastsFiveMinutes) {
  const std::string token = must(enter(ada, kPassword, code_of(ada.secret))).session_token;
  EXPECT_TRUE(must(find_session(room(), token))->is_proof_fresh);
  world.clock.advance(desk::kProofFor);
  const SignedIn who = *must(find_session(room(), token));
  EXPECT_FALSE(who.is_proof_fresh);
  EXPECT_EQ(refusal(sign_in.prove(who, "wrong", code_of(ada.secret))).reason, "sign_in_not_proven");
  const std::string code = code_of(ada.secret);
  const auto proven = must(sign_in.prove(who, kPassword, code));
  EXPECT_FALSE(is_signed_in(token)) << "the token of before opens nothing";
  const auto now = must(find_session(room(), proven.session_token));
  ASSERT_TRUE(now);
  EXPECT_TRUE(now->is_proof_fresh);
  EXPECT_EQ(now->session.created_at, who.session.created_at) << "the twelve hours go on";
  EXPECT_EQ(refusal(sign_in.prove(*now, kPassword, code)).reason, "sign_in_not_proven");
}

TEST_F(DeskOnStore, WhoeverIsDisabledOrGetsAnotherRoleIsOutAtOnce) {
  const Place max = join("max", Role::editor);
  EXPECT_TRUE(is_signed_in(max.welcome.session_token));
  must(set_role(room(), "max", Role::support, "ada"));
  EXPECT_FALSE(is_signed_in(max.welcome.session_token));
  const std::string token = must(enter(max, kPassword, code_of(max.secret))).session_token;
  EXPECT_EQ(must(find_session(room(), token))->person.role, Role::support);
  must(set_disabled(room(), "MAX", true, "ada"));
  must(set_disabled(room(), "max", true, "ada"));
  EXPECT_EQ(count("person.disabled"), 1) << "once is once";
  EXPECT_FALSE(is_signed_in(token));
  world.clock.advance(Duration::minutes(1));
  EXPECT_EQ(refusal(enter(max, kPassword, code_of(max.secret))).reason, "sign_in_wrong");
  must(set_disabled(room(), "max", false, "ada"));
  EXPECT_TRUE(enter(max, kPassword, code_of(max.secret, 1)));
  EXPECT_EQ(refusal(set_disabled(room(), "nobody-here", true, "ada")).reason, "no_such_person");
}

TEST_F(DeskOnStore, TheLinksOfWhoeverIsDisabledOrGetsAnotherRoleAreClosed) {
  join("bob", Role::owner);
  const std::string first = must(invite(room(), Role::owner, "bob"));
  const std::string of_ada = must(invite(room(), Role::editor, "ada"));
  must(set_role(room(), "bob", Role::editor, "ada"));
  EXPECT_FALSE(view_invitation(room(), first));
  must(set_role(room(), "bob", Role::owner, "ada"));
  const std::string second = must(invite(room(), Role::owner, "bob"));
  must(set_disabled(room(), "bob", true, "ada"));
  EXPECT_FALSE(view_invitation(room(), second));
  EXPECT_TRUE(view_invitation(room(), of_ada)) << "others' stay";
}

TEST_F(DeskOnStore, TheLastOwnerStays) {
  EXPECT_EQ(refusal(set_disabled(room(), "ada", true, "ada")).reason, "last_owner");
  EXPECT_EQ(refusal(set_role(room(), "ada", Role::editor, "ada")).reason, "last_owner");
  EXPECT_TRUE(is_signed_in(ada.welcome.session_token)) << "nothing was done";
  join("bob", Role::owner);
  must(set_role(room(), "ada", Role::editor, "bob"));
}

TEST_F(DeskOnStore, WhatIsOverIsForgotten) {
  EXPECT_EQ(must(purge_desk(room())), 0);
  world.clock.advance(Duration::days(2));
  EXPECT_EQ(must(purge_desk(room())), 2) << "a session and an invitation";
}

TEST_F(DeskOnStore, TheAuditLogVerifiesAndNamesWhatIsNotWhatWasWritten) {
  join("max", Role::editor);
  const AuditCheck good = must(verify_audit(room()));
  EXPECT_FALSE(good.broken_at);
  EXPECT_EQ(good.entries, std::ssize(log()));
  EXPECT_EQ(good.digest_hex.size(), 64U);
}

TEST_F(DeskOnStore, KeysOfProgramsEndWithThePlaceOfWhoeverMadeThem) {
  join("bob", Role::owner);
  const NewApiKey bobs = must(make_api_key(room(), {"robot", "see_orders refund", ""}, "bob"));
  const NewApiKey adas = must(make_api_key(room(), {"letters", "see_books", ""}, "ada"));
  must(set_disabled(room(), "bob", true, "ada"));
  EXPECT_FALSE(must(find_api_key(room(), bobs.token)));
  EXPECT_TRUE(must(find_api_key(room(), adas.token)));
  EXPECT_EQ(count("api_key.ended"), 1);
}

TEST_F(DeskOnStore, AnOldKeyBehindManyThatEndedEndsWithThePlaceOfWhoeverMadeIt) {
  join("bob", Role::owner);
  const NewApiKey old = must(make_api_key(room(), {"robot", "see_orders", ""}, "bob"));
  world.clock.advance(Duration::minutes(1));
  for (int i = 0; i < 501; ++i) {
    const std::string name = "k" + std::to_string(i);
    must(make_api_key(room(), {name, "see_books", ""}, "ada"));
    must(end_api_key(room(), name, "ada"));
  }
  EXPECT_EQ(must(list_api_keys(room())).front().name, "robot");
  must(set_disabled(room(), "bob", true, "ada"));
  EXPECT_FALSE(must(find_api_key(room(), old.token)));
}

TEST_F(DeskOnStore, GuessesThatAreNotHeardPushOutNothingThatIsRememberedOfOthers) {
  const auto guess = [&](const Place& as, const std::string& sender) {
    return refusal(enter(as, "not it", "000000", "", sender)).reason;
  };
  while (guess(ada, "thief") != "sign_in_wait") {
  }
  // One sender that has to wait names ten thousand others meanwhile.
  for (int i = 0; guess({"nobody" + std::to_string(i), "", {}}, "flood") != "sign_in_wait"; ++i) {
  }
  for (int i = 0; i < 11'000; ++i) guess({"other" + std::to_string(i), "", {}}, "flood");
  EXPECT_EQ(guess(ada, "thief"), "sign_in_wait");
}

}  // namespace
}  // namespace aan::service
