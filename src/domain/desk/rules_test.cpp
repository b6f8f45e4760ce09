#include <gtest/gtest.h>

#include <set>

#include "domain/desk/audit.hpp"
#include "domain/desk/password_rules.hpp"
#include "domain/desk/person.hpp"
#include "domain/desk/recovery_code.hpp"
#include "domain/desk/session.hpp"
#include "domain/desk/sign_in_pace.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::desk {
namespace {

std::string reason(const Result<>& result) { return result ? "" : result.error().reason; }

TEST(PersonName, IsSmallAndPlain) {
  EXPECT_EQ(parse_person_name("  Ada.Lovelace "), "ada.lovelace");
  for (const char* typed : {"", "a", "1ada", "ada l", "ada@shop", "zoë", "operator", "nobody",
                            "abcdefghijklmnopqrstuvwxyzabcdefg"})
    EXPECT_FALSE(parse_person_name(typed)) << typed;
}

TEST(PasswordRules, AskForLengthAndRefuseWhatIsGuessedFirst) {
  EXPECT_EQ(reason(check_password("quiet lamps over harbours", "ada")), "");
  EXPECT_EQ(reason(check_password("пароль-с-точкой", "ada")), "");
  EXPECT_EQ(reason(check_password("elevenchars", "ada")), "password_short");
  EXPECT_EQ(reason(check_password("пароль", "ada")), "password_short");
  EXPECT_EQ(reason(check_password(std::string(513, 'x'), "ada")), "password_long");
  EXPECT_EQ(reason(check_password("Ada is my own name", "ada")), "password_like_name");
  for (const char* simple : {"Password12345!", "correct horse battery staple", "aaaaaaaaaaaaaaa",
                             "abcdefghijklmnop", "123456789012345", "qwertyuiop123"})
    EXPECT_EQ(reason(check_password(simple, "zoe")), "password_simple") << simple;
}

TEST(RecoveryCode, IsKnownInAnySpelling) {
  testing::SeededRng rng;
  const auto codes = new_recovery_codes(rng);
  ASSERT_EQ(codes.size(), kRecoveryCodes);
  EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), kRecoveryCodes);
  std::string shouted = codes[0];
  for (char& c : shouted) c = c == '-' ? ' ' : static_cast<char>(std::toupper(c));
  EXPECT_EQ(recovery_code_digest(shouted), recovery_code_digest(codes[0]));
  EXPECT_EQ(recovery_code_digest("287082"), "");
  EXPECT_EQ(recovery_code_digest(codes[0] + "a"), "");
}

TEST(Session, EndsAfterHalfAnHourOfQuietAndAfterTwelveHours) {
  Session session;
  const Timestamp start = Timestamp::from_unix_seconds(1'795'000'000);
  session.created_at = session.seen_at = session.proven_at = start;
  EXPECT_TRUE(is_live(session, start + kSessionIdleMax - Duration::seconds(1)));
  EXPECT_FALSE(is_live(session, start + kSessionIdleMax));
  session.seen_at = start + Duration::hours(11) + Duration::minutes(59);
  EXPECT_TRUE(is_live(session, start + kSessionMax - Duration::seconds(1)));
  EXPECT_FALSE(is_live(session, start + kSessionMax));
  EXPECT_TRUE(is_proof_fresh(session, start + kProofFor - Duration::seconds(1)));
  EXPECT_FALSE(is_proof_fresh(session, start + kProofFor));
}

TEST(SignInPace, TenThousandGuessesInAnHourAreHeardThirtyTimesAtMost) {
  Guesses guesses;
  int heard = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Duration now = Duration::milliseconds(360) * i;
    if (wait_of(guesses, now)) continue;
    ++heard;
    guesses = after_wrong(guesses, kNamePace, now);
  }
  EXPECT_LE(heard, 30);
  EXPECT_GE(heard, 10);
}

TEST(SignInPace, NobodyWaitsLongerThanTheLongestWaitAndQuietForgives) {
  Guesses guesses;
  Duration now;
  for (int i = 0; i < 100; ++i) {
    now = now + wait_of(guesses, now).value_or(Duration{});
    guesses = after_wrong(guesses, kNamePace, now);
    EXPECT_LE(wait_of(guesses, now).value_or(Duration{}), kNamePace.longest_wait);
  }
  now = now + kNamePace.forgiven_after;
  EXPECT_EQ(after_wrong(guesses, kNamePace, now).wrong, 1);
  EXPECT_FALSE(wait_of(after_wrong(guesses, kNamePace, now), now));
}

AuditEntry entry_after(const AuditHead& before, const std::string& subject) {
  AuditEntry entry;
  entry.number = before.number + 1;
  entry.at = Timestamp::from_unix_seconds(1'795'000'000);
  entry.actor = "ada";
  entry.action = "book.price";
  entry.subject = subject;
  entry.previous = before.digest;
  entry.digest = digest_of(entry);
  return entry;
}

TEST(Audit, EveryChangedFieldBreaksTheChain) {
  const AuditHead start;
  const AuditEntry good = entry_after(start, "walden");
  EXPECT_FALSE(fault_of(good, start));
  for (const auto change : std::initializer_list<void (*)(AuditEntry&)>{
           [](AuditEntry& e) { e.at = e.at + Duration::microseconds(1); },
           [](AuditEntry& e) { e.actor = "bob"; }, [](AuditEntry& e) { e.action = "book.hide"; },
           [](AuditEntry& e) { e.subject = "emma"; }, [](AuditEntry& e) { e.detail = "free"; }}) {
    AuditEntry bad = good;
    change(bad);
    EXPECT_EQ(fault_of(bad, start), "digest");
  }
  AuditEntry moved = good;
  moved.number = 2;
  EXPECT_EQ(fault_of(moved, start), "number");
  EXPECT_EQ(
      fault_of(entry_after(AuditHead{1, std::string(32, 'x')}, "b"), AuditHead{1, good.digest}),
      "previous");
}

TEST(Audit, FieldsCannotBorrowFromEachOther) {
  AuditEntry a = entry_after({}, "xy");
  AuditEntry b = a;
  a.subject = "x";
  a.detail = "y";
  b.subject = "xy";
  b.detail = "";
  EXPECT_NE(canonical_text(a), canonical_text(b));
}

}  // namespace
}  // namespace aan::desk
