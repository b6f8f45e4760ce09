#include "domain/sales/licence.hpp"

#include <gtest/gtest.h>

namespace aan::sales {
namespace {

Licence some_licence() {
  Licence licence;
  licence.id = {"test_00000000000000000000000001"};
  licence.work_id = {"test_00000000000000000000000002"};
  licence.seats = 3;
  licence.issued_at = Timestamp::from_unix_seconds(1'800'000'000);
  return licence;
}

TEST(Licences, TextIsFiveLinesThatOtherProgramsRead) {
  EXPECT_EQ(licence_text(some_licence()),
            "aan-licence 1\ntest_00000000000000000000000001\ntest_00000000000000000000000002\n3\n"
            "2027-01-15T08:00:00Z");
}

TEST(Licences, EndWithTheOrderAndAreDisabledByTheShop) {
  Licence licence = some_licence();
  EXPECT_EQ(licence_state_of(licence, OrderState::fulfilled), LicenceState::valid);
  EXPECT_EQ(licence_state_of(licence, OrderState::refunded), LicenceState::withdrawn);
  EXPECT_EQ(licence_state_of(licence, OrderState::charged_back), LicenceState::withdrawn);
  licence.disabled_at = licence.issued_at;
  EXPECT_EQ(licence_state_of(licence, OrderState::fulfilled), LicenceState::disabled);
  EXPECT_EQ(licence_state_of(licence, OrderState::refunded), LicenceState::withdrawn);
}

TEST(Licences, RestWhileABankAsksForThePayment) {
  for (const OrderState order : {OrderState::disputed, OrderState::payment_lost})
    EXPECT_EQ(licence_state_of(some_licence(), order), LicenceState::resting);
}

TEST(Licences, SeatsAreAWholeNumberOrNone) {
  for (const char* none : {"", " ", "none"}) EXPECT_EQ(parse_seats(none).value(), std::nullopt);
  EXPECT_EQ(parse_seats(" 3 ").value(), 3);
  EXPECT_EQ(parse_seats("10000").value(), kLicenceSeatsMax);
  for (const char* bad : {"0", "-1", "10001", "many", "3.5", "99999999999999999999"}) {
    const auto seats = parse_seats(bad);
    ASSERT_FALSE(seats) << bad;
    EXPECT_EQ(seats.error().reason, "licence_seats");
  }
}

}  // namespace
}  // namespace aan::sales
