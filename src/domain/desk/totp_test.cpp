#include "domain/desk/totp.hpp"

#include <gtest/gtest.h>

#include <string>

namespace aan::desk {
namespace {

const std::string kSecret = "12345678901234567890";
Timestamp at(std::int64_t seconds) { return Timestamp::from_unix_seconds(seconds); }

// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
TEST(Totp, GivesTheCodesOfTheStandard) {
  EXPECT_EQ(totp_code(kSecret, totp_step_at(at(59))), "287082");
  EXPECT_EQ(totp_code(kSecret, totp_step_at(at(1111111109))), "081804");
  EXPECT_EQ(totp_code(kSecret, totp_step_at(at(1111111111))), "050471");
  EXPECT_EQ(totp_code(kSecret, totp_step_at(at(1234567890))), "005924");
  EXPECT_EQ(totp_code(kSecret, totp_step_at(at(2000000000))), "279037");
  EXPECT_EQ(totp_code(kSecret, totp_step_at(at(20000000000))), "353130");
}

TEST(Totp, TakesTheStepBeforeAndAfterAndNoOther) {
  const Timestamp now = at(1'795'000'000);
  const std::int64_t step = totp_step_at(now);
  for (std::int64_t by = -3; by <= 3; ++by) {
    const auto found = match_totp(kSecret, totp_code(kSecret, step + by), now, 0);
    EXPECT_EQ(found.has_value(), by >= -1 && by <= 1) << by;
    EXPECT_EQ(found.value_or(step + by), step + by);
  }
}

TEST(Totp, ACodeIsGoodOnceAndEarlierOnesAreGone) {
  const Timestamp now = at(1'795'000'000);
  const std::int64_t step = totp_step_at(now);
  const std::string code = totp_code(kSecret, step);
  ASSERT_TRUE(match_totp(kSecret, code, now, step - 1));
  EXPECT_FALSE(match_totp(kSecret, code, now, step));
  EXPECT_FALSE(match_totp(kSecret, totp_code(kSecret, step - 1), now, step));
  EXPECT_TRUE(match_totp(kSecret, totp_code(kSecret, step + 1), now, step));
}

TEST(Totp, TakesBlanksAndNothingElse) {
  const Timestamp now = at(59);
  EXPECT_TRUE(match_totp(kSecret, " 287 082 ", now, -1));
  for (const char* typed : {"", "28708", "2870820", "287-082", "28708x", "٢٨٧٠٨٢"})
    EXPECT_FALSE(match_totp(kSecret, typed, now, -1)) << typed;
}

TEST(Totp, TellsAPhoneWhatItNeeds) {
  EXPECT_EQ(totp_address(kSecret, "Night Shelves", "ada"),
            "otpauth://totp/Night%20Shelves:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Night%20Shelves");
  EXPECT_EQ(totp_text(kSecret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

}  // namespace
}  // namespace aan::desk
