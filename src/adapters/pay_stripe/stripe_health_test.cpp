#include "adapters/pay_stripe/stripe_health.hpp"

#include <gtest/gtest.h>

#include "adapters/pay_stripe/stripe_api.hpp"

namespace aan::pay_stripe {
namespace {

class Health : public ::testing::Test {
 protected:
  void call(Result<> outcome, Duration later = Duration::seconds(4)) {
    mono_ = mono_ + later;
    health_.note_call(outcome, mono_, now());
  }
  void good(int times, Duration each = Duration::seconds(60)) {
    for (int i = 0; i < times; ++i) call({}, each);
  }
  static Result<> down() { return fail(Errc::unavailable, "t", "", {}, "down"); }
  static Result<> silent() { return fail(Errc::unavailable, "t", "", {}, "network"); }
  void account(bool may_charge, const char* reason = "") {
    StripeAccount account;
    account.charges_enabled = may_charge;
    account.disabled_reason = reason;
    mono_ = mono_ + Duration::seconds(60);
    health_.note_account(account, mono_, now());
  }
  void open_page(const char* attempt, Result<> outcome) {
    mono_ = mono_ + Duration::seconds(4);
    health_.note_session(attempt, outcome, mono_, now());
  }
  static Result<> for_account() { return fail(Errc::upstream_rejected, "t", "", {}, "account"); }
  [[nodiscard]] Timestamp now() const { return Timestamp{} + mono_; }
  [[nodiscard]] std::string why() const { return health_.now().why; }

  StripeHealth health_;
  Duration mono_;
};

TEST_F(Health, OneBadAnswerIsAHiccupAndThreeAreAnOutage) {
  call(silent());
  call(silent());
  EXPECT_TRUE(health_.now().is_well);
  call({});
  call(silent());
  call(silent());
  EXPECT_TRUE(health_.now().is_well) << "not in a row";
  call(silent());
  EXPECT_EQ(why(), "unreachable");
  EXPECT_EQ(health_.now().since, now());
}

TEST_F(Health, ItIsSilentFromOneCallWithoutAnAnswerToTheNextAnswer) {
  EXPECT_FALSE(health_.now().is_silent);
  call(silent());
  EXPECT_TRUE(health_.now().is_silent);
  EXPECT_TRUE(health_.now().is_well);
  for (int i = 0; i < 3; ++i) call(down());
  call({});
  EXPECT_FALSE(health_.now().is_silent) << "it answers, though it still rests";
  EXPECT_FALSE(health_.now().is_well);
  call(fail(Errc::unauthenticated, "t", ""));
  EXPECT_TRUE(health_.now().is_silent) << "it says nothing to a key that it refuses";
  account(false, "requirements.past_due");
  EXPECT_FALSE(health_.now().is_silent) << "a frozen account can be read";
}

TEST_F(Health, FiveGoodOnesOverFiveMinutesBringItBackAndOneBadBeginsAnew) {
  for (int i = 0; i < 3; ++i) call(down());
  good(10, Duration::seconds(4));
  EXPECT_FALSE(health_.now().is_well) << "too soon";
  call(down());
  good(5);
  EXPECT_FALSE(health_.now().is_well) << "four minutes";
  good(1);
  EXPECT_TRUE(health_.now().is_well);
  EXPECT_FALSE(health_.now().since.has_value());
}

TEST_F(Health, RefusalsOfOneRequestSayThatTheServiceWorks) {
  for (const Errc code : {Errc::upstream_rejected, Errc::limited, Errc::conflict, Errc::invalid})
    for (int i = 0; i < 5; ++i) call(fail(code, "t", ""));
  EXPECT_TRUE(health_.now().is_well);
}

TEST_F(Health, AKeyThatIsRefusedRestsAtOnce) {
  call(fail(Errc::unauthenticated, "t", "", {}, "key"));
  EXPECT_EQ(why(), "key");
  call(down());
  EXPECT_EQ(why(), "key") << "what somebody has to mend outweighs what passes";
}

TEST_F(Health, OnlyTheAccountsOwnWordEndsAFreeze) {
  account(false, "requirements.past_due");
  EXPECT_EQ(why(), "frozen");
  good(20);
  EXPECT_EQ(why(), "frozen") << "reads answer as ever";
  for (int i = 0; i < 7; ++i) account(true);
  EXPECT_TRUE(health_.now().is_well);
}

TEST_F(Health, ThreeBuyersRefusedForTheAccountAreAFreezeThoughItReadsWell) {
  account(true);
  for (const char* attempt : {"one", "one", "one", "two"}) {
    open_page(attempt, for_account());
    EXPECT_TRUE(health_.now().is_well) << "one attempt is one, however often it is tried";
    health_.note_asked(mono_);
    open_page(attempt, for_account());
    EXPECT_FALSE(health_.is_due(mono_)) << "nor is the account asked for it again";
    account(true);
  }
  open_page("two", for_account());
  health_.note_asked(mono_);
  open_page("three", for_account());
  EXPECT_EQ(why(), "frozen");
  EXPECT_TRUE(health_.is_due(mono_)) << "a third one is a reason to ask at once";
}

TEST_F(Health, OnePageInFiveMinutesFindsOutWhetherARefusalIsOver) {
  EXPECT_TRUE(health_.may_open(mono_));
  for (const char* attempt : {"one", "two", "three"}) open_page(attempt, for_account());
  EXPECT_TRUE(health_.may_open(mono_));
  EXPECT_FALSE(health_.may_open(mono_ + Duration::seconds(299)));
  EXPECT_TRUE(health_.may_open(mono_ + Duration::minutes(5)));
  account(false, "requirements.past_due");
  EXPECT_FALSE(health_.may_open(mono_ + Duration::minutes(60))) << "the account itself says no";
  health_.note_asked(mono_);
  EXPECT_FALSE(health_.is_due(mono_ + Duration::seconds(59))) << "it is asked every minute";
}

TEST_F(Health, WhoeverIsAwayIsTriedAsOftenAsBuyersLike) {
  for (int i = 0; i < 3; ++i) call(silent());
  EXPECT_TRUE(health_.may_open(mono_));
  EXPECT_TRUE(health_.may_open(mono_));
}

TEST_F(Health, AfterRefusalsAnOpenedPageBringsCardsBackOrHalfAnHourAndThenTheNextBuyerDecides) {
  for (const char* attempt : {"one", "two", "three"}) open_page(attempt, for_account());
  for (int i = 0; i < 30; ++i) account(true);
  EXPECT_EQ(why(), "frozen") << "29 minutes";
  account(true);
  EXPECT_TRUE(health_.now().is_well);
  open_page("four", for_account());
  EXPECT_EQ(why(), "frozen") << "nothing was opened since";
  open_page("four", {});
  for (int i = 0; i < 5; ++i) account(true);
  EXPECT_TRUE(health_.now().is_well);
  open_page("five", for_account());
  EXPECT_TRUE(health_.now().is_well);
}

TEST_F(Health, AnotherRefusalOfAPageSaysNothingOfTheAccount) {
  for (const char* attempt : {"one", "two", "three", "four"})
    open_page(attempt, fail(Errc::upstream_rejected, "t", "", {}, "amount_too_small"));
  EXPECT_TRUE(health_.now().is_well);
  for (const char* attempt : {"one", "two", "three"}) open_page(attempt, silent());
  EXPECT_EQ(why(), "unreachable") << "a page counts like every call";
}

TEST(StripeRefusal, SpeaksOfTheAccountByItsCodeAndOnlyWithoutOneByItsWords) {
  const auto speaks = [](const char* code, const char* message, const char* param = "",
                         const char* type = "invalid_request_error") {
    return speaks_of_account({type, code, param, message});
  };
  EXPECT_TRUE(speaks("account_invalid", "Not now."));
  EXPECT_TRUE(speaks("testmode_charges_only", "Not now."));
  EXPECT_TRUE(speaks("", "Your Account cannot currently make live charges."));
  EXPECT_TRUE(speaks("", "The card_payments capability is inactive."));
  EXPECT_FALSE(speaks("amount_too_small", "The total must be at least 50 cents."));
  EXPECT_FALSE(speaks("amount_too_small", "Less than 50 cents in the currency of your account."));
  for (const char* code : {"amount_too_large", "parameter_invalid_integer", "parameter_missing",
                           "url_invalid", "resource_missing"})
    EXPECT_FALSE(speaks(code, "Your account has a field.")) << code;
  EXPECT_FALSE(speaks("", "Your account takes no charges so.", "", "card_error"));
  EXPECT_FALSE(speaks("", "No such currency of your account.", "currency"));
  EXPECT_FALSE(speaks("", "Keys of an account are used once.", "", "idempotency_error"));
}

TEST_F(Health, ARejectedAccountDoesNotComeBackByItself) {
  account(false, "rejected.fraud");
  for (int i = 0; i < 20; ++i) account(true);
  EXPECT_EQ(why(), "rejected");
}

TEST_F(Health, IsAskedForEveryMinuteAndMoreOftenInDoubt) {
  EXPECT_TRUE(health_.is_due(mono_));
  health_.note_asked(mono_);
  EXPECT_FALSE(health_.is_due(mono_ + Duration::seconds(59)));
  EXPECT_TRUE(health_.is_due(mono_ + Duration::seconds(60)));
  call(silent(), {});
  EXPECT_TRUE(health_.is_due(mono_ + Duration::seconds(4)));
  health_.doubt();
  EXPECT_TRUE(health_.is_due(mono_));
}

TEST_F(Health, PayoutsThatStopAreToldAndKeepNobodyFromPaying) {
  StripeAccount account;
  account.charges_enabled = true;
  const auto see = [&] {
    health_.note_account(account, mono_, now());
    EXPECT_TRUE(health_.now().is_well);
    return health_.now().payouts_why;
  };
  EXPECT_EQ(see(), "no payouts");
  account.payouts_enabled = true;
  EXPECT_EQ(see(), "");
  account.past_due = {"company.tax_id", "person.id"};
  EXPECT_EQ(see(), "past due: company.tax_id");
  account.past_due.clear();
  EXPECT_EQ(see(), "");
}

}  // namespace
}  // namespace aan::pay_stripe
