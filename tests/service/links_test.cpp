#include <algorithm>
#include <map>
#include <set>

#include "crypto/token.hpp"
#include "service/sale/order_link.hpp"
#include "tests/service/shop_world.hpp"

// An order's link is all that protects it, so that nobody must find one without being given
// it.
namespace aan::service {
namespace {

constexpr int kOrders = 1'000;
constexpr int kGuesses = 20'000;
constexpr std::size_t kTokenCharacters = 27;  // 160 bits
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

class Links : public ::testing::Test {
 protected:
  Links() {
    const auto offer = world.add_book("Walden", world.money(0));
    for (int i = 0; i < kOrders; ++i) tokens.push_back(world.place({offer}).token);
  }
  bool opens(const std::string& token) {
    return view_order(world.shop->room, world.shop->providers, token).has_value();
  }
  ShopWorld world;
  std::vector<std::string> tokens;
};

TEST_F(Links, AThousandOrdersHaveLinksWithoutAPattern) {
  std::map<char, int> letters;
  for (const std::string& token : tokens) {
    ASSERT_EQ(token.size(), kTokenCharacters);
    ASSERT_EQ(token.find_first_not_of(kAlphabet), std::string::npos) << token;
    // The last character holds four bits only.
    for (const char c : token.substr(0, kTokenCharacters - 1)) ++letters[c];
  }
  std::vector<std::string> sorted = tokens;
  std::ranges::sort(sorted);
  std::size_t shared = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const auto differ = std::ranges::mismatch(sorted[i - 1], sorted[i]);
    shared = std::max(shared, static_cast<std::size_t>(differ.in1 - sorted[i - 1].begin()));
  }
  // Half a million pairs: eight alike at the front would be one chance in half a billion.
  EXPECT_LT(shared, 8U);
  // 26,000 characters of 64: about 406 of each, and six times its deviation of 20 from that.
  EXPECT_EQ(letters.size(), kAlphabet.size());
  for (const auto& [letter, count] : letters) {
    EXPECT_GT(count, 280) << letter;
    EXPECT_LT(count, 530) << letter;
  }
}

TEST_F(Links, EveryPlaceOfTheLinkVaries) {
  for (std::size_t place = 0; place + 1 < kTokenCharacters; ++place) {
    std::set<char> seen;
    for (const std::string& token : tokens) seen.insert(token[place]);
    EXPECT_GT(seen.size(), 60U) << "place " << place;
  }
}

TEST_F(Links, NeighboursAndGuessesOpenNothing) {
  for (std::size_t place = 0; place < kTokenCharacters; ++place)
    for (const char c : kAlphabet) {
      std::string near = tokens[0];
      if (near[place] == c) continue;
      near[place] = c;
      ASSERT_FALSE(opens(near)) << near;
    }
  for (int i = 0; i < kGuesses; ++i) ASSERT_FALSE(opens(crypto::new_token(world.rng)));
  for (const std::string& token : tokens) ASSERT_TRUE(opens(token));
}

TEST_F(Links, TwoShopsWithTheSameOrdersHaveOtherLinks) {
  const crypto::KeyRing other = crypto::KeyRing::generate(world.rng, world.clock.wall());
  const auto offer = world.add_book("Emma", world.money(0));
  const PlacedOrder order = world.place({offer});
  const std::string forged =
      crypto::derive_order_token(other.current(crypto::KeyPurpose::links), order.id.value, 1);
  EXPECT_NE(forged, order.token);
  EXPECT_FALSE(opens(forged));
}

TEST_F(Links, ARenewedLinkOpensTheOrderAndTheOldOneNothing) {
  const sales::Order before =
      must(view_order(world.shop->room, world.shop->providers, tokens[0])).order;
  const std::string fresh = must(renew_order_link(world.shop->room, before.id));
  EXPECT_FALSE(opens(tokens[0]));
  EXPECT_TRUE(opens(tokens[1]));
  const OrderView after = must(view_order(world.shop->room, world.shop->providers, fresh));
  EXPECT_EQ(after.order.id, before.id);
  EXPECT_EQ(after.order.link_generation, before.link_generation + 1);
  EXPECT_EQ(after.events.back().kind, "link_renewed");
  EXPECT_EQ(after.events.back().detail, "") << "nothing secret";
  EXPECT_EQ(must(order_token(world.keys.ring(), after.order)), fresh);
  EXPECT_EQ(refusal(renew_order_link(world.shop->room, {"none"})).code, Errc::not_found);
}

TEST_F(Links, ABuyerMakesThreeADayAndALostAnswerIsAskedForAgainByTheOldLink) {
  const Room& room = world.shop->room;
  const std::string key = "own-link-0001-abcdefgh";
  std::string token = must(renew_own_link(room, tokens[0], key));
  EXPECT_FALSE(opens(tokens[0]));
  EXPECT_TRUE(opens(token));
  EXPECT_EQ(must(renew_own_link(room, tokens[0], key)), token) << "the same key, the same answer";
  EXPECT_EQ(refusal(renew_own_link(room, tokens[1], key)).reason, "idempotency_key_reused");
  EXPECT_EQ(refusal(renew_own_link(room, tokens[0], "own-link-0002-abcdefgh")).reason,
            "no_such_order")
      << "who holds the old link alone gets nothing";
  for (const char* more : {"own-link-0003-abcdefgh", "own-link-0004-abcdefgh"})
    token = must(renew_own_link(room, token, more));
  const Error often = refusal(renew_own_link(room, token, "own-link-0005-abcdefgh"));
  EXPECT_EQ(often.reason, "links_used_up");
  EXPECT_GT(often.retry_after_s.value_or(0), 86'000);
  EXPECT_TRUE(opens(token)) << "nothing was changed";
  world.clock.advance(Duration::days(1) + Duration::seconds(1));
  EXPECT_TRUE(opens(must(renew_own_link(room, token, "own-link-0006-abcdefgh"))));
}

}  // namespace
}  // namespace aan::service
