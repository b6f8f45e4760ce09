#include "domain/desk/api_key.hpp"

#include <gtest/gtest.h>

namespace aan::desk {
namespace {

TEST(ApiKey, ScopesComeBackInTheOrderOfTheTableEachOnce) {
  const auto scopes = parse_scopes("change_books  see_books change_books");
  ASSERT_TRUE(scopes);
  EXPECT_EQ(text_of(*scopes), "see_books change_books");
  for (const char* wrong : {"", " ", "everything", "see_books everything", "SEE_BOOKS"})
    EXPECT_EQ(parse_scopes(wrong).error().reason, "api_key_scopes") << wrong;
}

TEST(ApiKey, RightsAndKeysAreNeverForPrograms) {
  for (const Action action : {Action::manage_keys, Action::manage_people, Action::manage_payouts}) {
    EXPECT_FALSE(parse_scopes(name_of(action)));
    ApiKey key;
    key.scopes = {action};
    EXPECT_FALSE(may(key, action)) << "also when a store says so";
  }
}

TEST(ApiKey, MayWhatItsScopesSayAndNothingElse) {
  ApiKey key;
  key.scopes = {Action::see_books};
  for (const Action action : kActions) EXPECT_EQ(may(key, action), action == Action::see_books);
}

TEST(ApiKey, LivesUntilItsTimeOrUntilItIsEnded) {
  ApiKey key;
  const Timestamp now{1'000'000};
  EXPECT_TRUE(is_live(key, now));
  key.expires_at = now + Duration::seconds(1);
  EXPECT_TRUE(is_live(key, now));
  EXPECT_FALSE(is_live(key, *key.expires_at));
  key.expires_at.reset();
  key.ended_at = now;
  EXPECT_FALSE(is_live(key, now));
}

}  // namespace
}  // namespace aan::desk
