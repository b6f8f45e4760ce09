#include "domain/catalog/sale_rules.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

const Timestamp kNow = Timestamp::from_unix_seconds(1'795'000'000);
const Timestamp kLater = kNow + Duration::days(10);

TEST(SaleRules, SayWhatAMomentIs) {
  SaleRules rules;
  EXPECT_EQ(sale_state_of(rules, kNow), SaleState::open);
  EXPECT_FALSE(next_change_of(rules, kNow));
  rules.sold_from = kNow;
  EXPECT_EQ(sale_state_of(rules, kNow - Duration::microseconds(1)), SaleState::not_yet);
  EXPECT_EQ(sale_state_of(rules, kNow), SaleState::open) << "the first moment is in";
  rules.release_at = kLater;
  EXPECT_EQ(sale_state_of(rules, kNow), SaleState::preorder);
  EXPECT_EQ(sale_state_of(rules, kLater), SaleState::open);
  EXPECT_EQ(next_change_of(rules, kNow), kLater);
  EXPECT_EQ(next_change_of(rules, kNow - Duration::days(1)), kNow);
  rules.sold_until = kLater;
  EXPECT_EQ(sale_state_of(rules, kLater), SaleState::over) << "the last moment is out";
  EXPECT_FALSE(next_change_of(rules, kLater));
}

TEST(SaleRules, SayWhereItIsSold) {
  SaleRules rules;
  EXPECT_TRUE(is_sold_in(rules, "DE"));
  rules.territory = Territory::only;
  rules.countries = {"AT", "DE"};
  EXPECT_TRUE(is_sold_in(rules, "DE"));
  EXPECT_FALSE(is_sold_in(rules, "US"));
  rules.territory = Territory::except;
  EXPECT_FALSE(is_sold_in(rules, "DE"));
  EXPECT_TRUE(is_sold_in(rules, "US"));
}

TEST(SaleRules, AreCheckedBeforeTheyAreKept) {
  const auto reason = [](const SaleRules& rules) {
    const auto checked = check_rules(rules);
    return checked ? std::string("none") : checked.error().reason;
  };
  SaleRules rules;
  EXPECT_EQ(reason(rules), "none");
  rules.sold_from = kLater;
  rules.sold_until = kNow;
  EXPECT_EQ(reason(rules), "sale_dates");
  rules.sold_from.reset();
  rules.release_at = kLater;
  EXPECT_EQ(reason(rules), "none") << "a sale in advance alone";
  rules.territory = Territory::only;
  EXPECT_EQ(reason(rules), "sale_countries");
  rules.countries.assign(kTerritoryCountriesMax + 1, "DE");
  EXPECT_EQ(reason(rules), "sale_countries");
  rules.territory = Territory::everywhere;
  rules.countries = {"DE"};
  EXPECT_EQ(reason(rules), "sale_countries");
}

TEST(SaleRules, HaveNamesThatComeBack) {
  for (const SaleState state :
       {SaleState::open, SaleState::preorder, SaleState::not_yet, SaleState::over})
    EXPECT_EQ(parse_sale_state(name_of(state)), state);
  for (const Territory one : {Territory::everywhere, Territory::only, Territory::except})
    EXPECT_EQ(parse_territory(name_of(one)), one);
  EXPECT_FALSE(parse_territory("nowhere"));
  EXPECT_FALSE(parse_sale_state(""));
}

}  // namespace
}  // namespace aan::catalog
