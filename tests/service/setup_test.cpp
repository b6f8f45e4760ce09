#include "service/desk/setup.hpp"
#include "domain/desk/totp.hpp"
#include "service/audit.hpp"
#include "service/desk/accept_invitation.hpp"
#include "service/desk/invite.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Setup : public ::testing::Test {
 protected:
  [[nodiscard]] const Room& room() const { return world.shop->room; }
  void join(const std::string& name, desk::Role role = desk::Role::owner) {
    const std::string token = must(invite(room(), role, std::string(kOperator)));
    const std::string secret = must(view_invitation(room(), token)).totp_secret;
    const std::string code = desk::totp_code(secret, desk::totp_step_at(world.clock.wall()));
    must(accept_invitation(room(), token, {name, "quiet lamps over harbours", code}));
  }
  SetupStage stage() { return must(setup_stage(room())); }

  ShopWorld world;
};

TEST_F(Setup, TheFirstOwnerIsAskedInOrderAndOnce) {
  EXPECT_EQ(stage(), SetupStage::closed) << "nobody is there to be asked";
  join("ada");
  for (const SetupStage question : kSetupQuestions) {
    EXPECT_EQ(stage(), question);
    EXPECT_FALSE(close_setup(room(), "ada")) << "questions are left";
    must(note_answered(room(), question));
  }
  EXPECT_EQ(stage(), SetupStage::done);
  must(note_answered(room(), SetupStage::who));
  EXPECT_EQ(stage(), SetupStage::done) << "an answer that is changed asks nothing again";
  must(close_setup(room(), "ada"));
  must(close_setup(room(), "ada"));
  EXPECT_EQ(must(list_audit(room(), 0, 1)).at(0).action, "setup.done");
  join("grace");
  EXPECT_EQ(stage(), SetupStage::closed) << "never a second time";
}

TEST_F(Setup, NoQuestionIsPassedOver) {
  join("ada");
  must(note_answered(room(), SetupStage::payment));
  EXPECT_EQ(stage(), SetupStage::who);
}

TEST_F(Setup, NeitherADemonstrationNorAnybodyButAnOwnerIsAsked) {
  join("eve", desk::Role::editor);
  EXPECT_EQ(stage(), SetupStage::closed);
  join("ada");
  EXPECT_EQ(stage(), SetupStage::closed) << "somebody was there before";
  ShopWorld demo;
  must(demo.store->write(
      "t", [](ports::UnitOfWork& unit) { return unit.records().put("shop", "demo", "1"); }));
  must(demo.store->write("t", [](ports::UnitOfWork& unit) { return begin_setup(unit); }));
  EXPECT_EQ(must(setup_stage(demo.shop->room)), SetupStage::closed);
}

}  // namespace
}  // namespace aan::service
