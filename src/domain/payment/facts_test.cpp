#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "domain/payment/dispute.hpp"
#include "domain/payment/fee.hpp"
#include "domain/payment/refund.hpp"

// Words about one refund, fee or dispute arrive in any order, again, or never: what is known in the
// end depends on which of them arrived, and on nothing else.
namespace aan::payment {
namespace {

constexpr Timestamp kNow{1'800'000'000'000'000};
Timestamp after(int seconds) { return kNow + Duration::seconds(seconds); }

std::string text_of(const Refund& it) {
  return std::string(name_of(it.state)) + " " + std::to_string(it.state_at.us) + " " +
         it.network_ref + " " + std::to_string(it.requested_at.us);
}

std::string text_of(const Dispute& it) {
  return std::string(name_of(it.state)) + " " + std::to_string(it.state_at.us) + " " +
         (it.is_withdrawn ? "withdrawn " : "here ") + std::to_string(it.funds_at.us) + " " +
         it.reason + " " + std::to_string(it.opened_at.us) + " " +
         std::to_string(it.evidence_due_at.value_or(Timestamp{}).us);
}

// Every set of the words, in every order, each time with every single one of them said again.
template <class Fact>
void expect_converges(const std::vector<Fact>& words) {
  for (unsigned set = 1; set < (1U << words.size()); ++set) {
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < words.size(); ++at)
      if ((set >> at & 1U) != 0) order.push_back(at);
    std::optional<std::string> expected;
    do {
      for (std::size_t again = 0; again < order.size(); ++again) {
        Fact known = words[order[0]];
        for (const std::size_t at : order) known = merged(known, words[at]);
        known = merged(known, words[order[again]]);
        if (!expected) expected = text_of(known);
        ASSERT_EQ(text_of(known), *expected) << "set " << set;
      }
    } while (std::ranges::next_permutation(order).found);
  }
}

Refund refund(RefundState state, int seconds, const std::string& ref = "re_1") {
  Refund word;
  word.network_ref = ref;
  word.state = state;
  word.requested_at = kNow;
  word.state_at = after(seconds);
  return word;
}

Dispute dispute(DisputeState state, int seconds, std::optional<bool> is_withdrawn = {}) {
  Dispute word;
  word.state = state;
  word.opened_at = word.state_at = after(seconds);
  word.is_withdrawn = is_withdrawn.value_or(false);
  if (is_withdrawn) word.funds_at = after(seconds);
  return word;
}

TEST(Refunds, WordsConvergeInEveryOrder) {
  expect_converges<Refund>({refund(RefundState::requested, 0, ""),
                            refund(RefundState::processing, 1), refund(RefundState::settled, 2),
                            refund(RefundState::failed, 2), refund(RefundState::failed, 3),
                            refund(RefundState::processing, 9)});
}

TEST(Refunds, ASettledRefundCanStillFailAndOldNewsChangesNothing) {
  const Refund settled =
      merged(refund(RefundState::requested, 0, ""), refund(RefundState::settled, 2));
  EXPECT_EQ(settled.state, RefundState::settled);
  EXPECT_EQ(settled.network_ref, "re_1");
  EXPECT_EQ(merged(settled, refund(RefundState::processing, 5)).state, RefundState::settled);
  EXPECT_EQ(merged(settled, refund(RefundState::failed, 1)).state, RefundState::settled);
  EXPECT_EQ(merged(settled, refund(RefundState::failed, 2)).state, RefundState::failed);
  EXPECT_EQ(merged(settled, refund(RefundState::failed, 3)).state, RefundState::failed);
}

TEST(Disputes, WordsConvergeInEveryOrder) {
  std::vector<Dispute> words = {
      dispute(DisputeState::open, 0),        dispute(DisputeState::open, 1, true),
      dispute(DisputeState::won, 5),         dispute(DisputeState::lost, 5),
      dispute(DisputeState::open, 6, false), dispute(DisputeState::open, 6, true),
  };
  words[0].reason = "fraudulent";
  words[0].evidence_due_at = after(100);
  words[1].evidence_due_at = after(200);
  expect_converges(words);
}

TEST(Disputes, TheDecisionAndTheMoneyAreTwoThings) {
  Dispute known = dispute(DisputeState::open, 0);
  known = merged(known, dispute(DisputeState::open, 1, true));
  EXPECT_TRUE(known.is_withdrawn);
  known = merged(known, dispute(DisputeState::won, 5));
  EXPECT_EQ(known.state, DisputeState::won);
  EXPECT_TRUE(known.is_withdrawn) << "the bank has not returned it yet";
  known = merged(known, dispute(DisputeState::open, 6, false));
  EXPECT_EQ(known.state, DisputeState::won);
  EXPECT_FALSE(known.is_withdrawn);
  EXPECT_EQ(merged(known, dispute(DisputeState::lost, 7)).state, DisputeState::lost);
}

TEST(Fees, TheFirstWordStays) {
  Fee known{"card", "fee_1", {"p"}, {"o"}, {30, *find_asset("USD")}, after(3)};
  Fee again = known;
  again.at = after(1);
  EXPECT_EQ(merged(known, again).at, after(1));
  EXPECT_EQ(merged(again, known).at, after(1));
}

TEST(FactNames, AreReadAsTheyAreWritten) {
  for (const RefundState state :
       {RefundState::requested, RefundState::processing, RefundState::settled, RefundState::failed})
    EXPECT_EQ(parse_refund_state(name_of(state)), state);
  for (const RefundReason reason :
       {RefundReason::owed, RefundReason::requested, RefundReason::elsewhere})
    EXPECT_EQ(parse_refund_reason(name_of(reason)), reason);
  for (const DisputeState state : {DisputeState::open, DisputeState::won, DisputeState::lost})
    EXPECT_EQ(parse_dispute_state(name_of(state)), state);
  EXPECT_FALSE(parse_refund_state("gone"));
  EXPECT_FALSE(parse_refund_reason(""));
  EXPECT_FALSE(parse_dispute_state("closed"));
}

}  // namespace
}  // namespace aan::payment
