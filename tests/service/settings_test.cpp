#include "service/audit.hpp"
#include "service/desk/change_settings.hpp"
#include "service/desk/try_letter.hpp"
#include "testing/kept_settings.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

using ports::SettingLayer;

class Settings : public ::testing::Test {
 protected:
  Result<ChangedSettings> change(std::vector<ports::SettingChange> wishes) {
    return change_settings(world.shop->room, book, std::move(wishes), "ada");
  }
  std::string reason(std::vector<ports::SettingChange> wishes) {
    const auto done = change(std::move(wishes));
    return done ? "" : done.error().reason;
  }
  std::string last_deed() {
    const auto entries = must(list_audit(world.shop->room, 0, 1));
    return entries.empty() ? ""
                           : entries[0].actor + " " + entries[0].action + " " + entries[0].subject;
  }

  // How many of so many letters were tried before the hour was used up.
  int tried(int letters, std::vector<ports::SettingChange> wishes = {}) {
    for (int i = 0; i < letters; ++i) {
      const auto done = try_letter(world.shop->room, book, wishes, "ines@books.example", "ada");
      if (done) continue;
      EXPECT_EQ(done.error().reason, "test_letters_used_up");
      return i;
    }
    return letters;
  }

  ShopWorld world;
  testing::KeptSettings book;
  const std::vector<ports::SetupStep> no_server = {
      {"server", ports::SetupStep::Verdict::wrong, "nobody answers", "Look at the port."}};
  const std::vector<ports::SetupStep> refused = {
      {"server", ports::SetupStep::Verdict::ok, "reached", ""},
      {"letter", ports::SetupStep::Verdict::wrong, "not taken", "May this login send?"}};
};

TEST_F(Settings, AChangeIsKeptTakenUpAndWrittenDownByNameAlone) {
  const auto done = must(change({{"NODE_NAME", "  Calder "}, {"SMTP_PASSWORD", "hush"}}));
  EXPECT_EQ(done.names, (std::vector<std::string>{"NODE_NAME", "SMTP_PASSWORD"}));
  EXPECT_TRUE(done.is_in_force);
  EXPECT_EQ(book.all[0].value, "Calder") << "blanks at the ends are a slip";
  EXPECT_EQ(book.begun_anew, 1);
  EXPECT_EQ(last_deed(), "ada settings.changed NODE_NAME SMTP_PASSWORD");
}

TEST_F(Settings, WhatIsSaidAlreadyChangesNothingAndBeginsNothingAnew) {
  must(change({{"NODE_NAME", "Calder"}}));
  EXPECT_TRUE(must(change({{"NODE_NAME", "Calder"}, {"TAX_OSS", ""}})).names.empty());
  EXPECT_EQ(book.begun_anew, 1);
}

TEST_F(Settings, OneWrongWishKeepsAllOfThemOut) {
  EXPECT_EQ(reason({{"NODE_NAME", "Calder"}, {"SMTP_URL", "broken"}}), "setting_wrong");
  EXPECT_EQ(reason({{"NODE_NAME", "Calder"}, {"NODE_NAME", "Other"}}), "setting_twice");
  EXPECT_EQ(reason({{"NODE_NAME", "Calder"}, {"NOTHING", "1"}}), "no_such_setting");
  EXPECT_EQ(reason({{"LISTEN", "0.0.0.0:80"}}), "setting_of_machine");
  EXPECT_EQ(reason({{"NODE_NAME", "two\nlines"}}), "setting_text");
  EXPECT_EQ(reason({{"NODE_NAME", "no \xff text"}}), "setting_text");
  EXPECT_EQ(reason({{"NODE_NAME", std::string(1001, 'a')}}), "setting_text");
  EXPECT_EQ(book.changed, 0);
  EXPECT_EQ(book.begun_anew, 0);
  EXPECT_NE(last_deed(), "ada settings.changed NODE_NAME");
}

TEST_F(Settings, WhatTheMachineSaysIsNotChangedAtTheDesk) {
  book.all[0].layer = SettingLayer::environment;
  book.all[0].origin = "environment";
  EXPECT_EQ(reason({{"NODE_NAME", "Calder"}}), "setting_fixed");
}

TEST_F(Settings, APasswordIsNeverSentToAServerOfSomebodyWhoDoesNotKnowIt) {
  must(change({{"SMTP_URL", "smtps://mail.example"}, {"SMTP_PASSWORD", "hush"}}));
  EXPECT_EQ(reason({{"SMTP_URL", "smtps://other.example"}}), "setting_password");
  const auto tried = review_changes(book, {{"SMTP_URL", "smtps://other.example"}});
  EXPECT_FALSE(tried) << "nor for a trial";
  must(change({{"SMTP_URL", "smtps://other.example"}, {"SMTP_PASSWORD", "hush"}}));
  must(change({{"SMTP_URL", ""}}));
}

TEST_F(Settings, TenLettersThatAServerWasAskedToTakeUseUpTheHour) {
  book.steps = no_server;
  EXPECT_EQ(tried(15), 15) << "none of them left";
  EXPECT_TRUE(last_deed().starts_with("ada settings.letter-unsent ")) << last_deed();
  book.steps = refused;
  EXPECT_EQ(tried(11), 10);
  world.clock.advance(Duration::hours(1));
  EXPECT_EQ(tried(1), 1);
}

TEST_F(Settings, LettersThatDoNotLeaveHaveALargerBound) {
  book.steps = no_server;
  EXPECT_EQ(tried(70), 60);
  world.clock.advance(Duration::hours(1));
  EXPECT_EQ(tried(1), 1);
}

TEST_F(Settings, ALetterByWrongSettingsIsNotTriedAtAll) {
  const auto done =
      try_letter(world.shop->room, book, std::vector<ports::SettingChange>{{"SMTP_URL", "broken"}},
                 "ines@books.example", "ada");
  EXPECT_EQ(refusal(done).reason, "setting_wrong");
  EXPECT_EQ(last_deed(), "");
}

}  // namespace
}  // namespace aan::service
