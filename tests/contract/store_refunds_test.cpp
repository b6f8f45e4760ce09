#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using payment::BankMatter;
using payment::DisputeState;
using payment::MatterKind;
using payment::RefundReason;
using payment::RefundState;

/// Refunds, fees, disputes and bank matters of one payment.
class StoreRefunds : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (IsSkipped()) return;
    sale = begin_sale();
    paid = sample_payment(ids, sale.intent, usd(499));
    write([&](ports::UnitOfWork& u) { return u.payments().put_payment(paid); });
  }
  payment::Refund refund(std::int64_t cents = 200) {
    payment::Refund it;
    it.id = ids.make<payment::RefundId>();
    it.payment_id = paid.id;
    it.order_id = sale.order.id;
    it.provider = paid.provider;
    it.amount = usd(cents);
    it.requested_by = "operator";
    it.requested_at = it.state_at = paid.seen_at + Duration::hours(1);
    return it;
  }
  payment::Dispute dispute() {
    payment::Dispute it;
    it.id = ids.make<payment::DisputeId>();
    it.payment_id = paid.id;
    it.order_id = sale.order.id;
    it.provider = paid.provider;
    it.network_ref = "dp_1";
    it.amount = usd(499);
    it.opened_at = it.state_at = paid.seen_at + Duration::hours(2);
    return it;
  }
  Result<> put(ports::UnitOfWork& u, const payment::Refund& it) {
    return u.payments().put_refund(it);
  }
  Result<> put(ports::UnitOfWork& u, const payment::Dispute& it) {
    return u.payments().put_dispute(it);
  }
  Result<> put(ports::UnitOfWork& u, const BankMatter& it) {
    return u.payments().put_bank_matter(it);
  }
  template <class Fact>
  void put(const Fact& fact) {
    write([&](ports::UnitOfWork& u) { return put(u, fact); });
  }
  template <class Fact>
  Errc why_not(const Fact& fact) {
    return refused([&](ports::UnitOfWork& u) { return put(u, fact); }).code;
  }
  std::vector<payment::Refund> refunds() {
    return read([&](const ports::Snapshot& s) { return s.payments().refunds_of(sale.order.id); });
  }
  std::vector<payment::Dispute> disputes() {
    return read([&](const ports::Snapshot& s) { return s.payments().disputes_of(sale.order.id); });
  }
  std::vector<BankMatter> matters() {
    return read(
        [&](const ports::Snapshot& s) { return s.payments().bank_matters_of(sale.order.id); });
  }
  /// Names of the open ones.
  std::vector<std::string> open_matters(std::int64_t limit = 100) {
    std::vector<std::string> refs;
    for (const BankMatter& one :
         read([&](const ports::Snapshot& s) { return s.payments().bank_matters_open(limit); }))
      refs.push_back(one.network_ref);
    return refs;
  }
  bool close(const BankMatter& it, Timestamp at) {
    return write([&](ports::UnitOfWork& u) {
      return u.payments().close_bank_matter(it.provider, it.network_ref, it.kind, at);
    });
  }

  Sale sale;
  payment::Payment paid;
};
AAN_ON_BOTH_ENGINES(StoreRefunds);

TEST_P(StoreRefunds, APaymentIsFoundByItsProvidersName) {
  const auto found = [&](std::string_view provider, std::string_view ref) {
    return read(
        [&](const ports::Snapshot& s) { return s.payments().find_payment_by_ref(provider, ref); });
  };
  ASSERT_TRUE(found(paid.provider, paid.network_ref));
  EXPECT_EQ(found(paid.provider, paid.network_ref)->id, paid.id);
  EXPECT_FALSE(found("other", paid.network_ref));
  EXPECT_FALSE(found(paid.provider, "other"));
  EXPECT_EQ(
      read([&](const ports::Snapshot& s) { return s.payments().find_payment(paid.id); })->amount,
      usd(499));
}

TEST_P(StoreRefunds, ARefundComesBackAsItWasMade) {
  payment::Refund made = refund();
  made.reason = RefundReason::requested;
  put(made);
  ASSERT_EQ(refunds().size(), 1U);
  const payment::Refund stored =
      *read([&](const ports::Snapshot& s) { return s.payments().find_refund(made.id); });
  EXPECT_EQ(stored.payment_id, paid.id);
  EXPECT_EQ(stored.order_id, sale.order.id);
  EXPECT_EQ(stored.amount, usd(200));
  EXPECT_EQ(stored.state, RefundState::requested);
  EXPECT_EQ(stored.reason, RefundReason::requested);
  EXPECT_EQ(stored.requested_by, "operator");
  EXPECT_EQ(stored.requested_at, made.requested_at);
  EXPECT_TRUE(stored.network_ref.empty());
  EXPECT_FALSE(read(
      [&](const ports::Snapshot& s) { return s.payments().find_refund_by_ref("sandbox", ""); }));
}

TEST_P(StoreRefunds, WordsAboutOneRefundAreMerged) {
  payment::Refund word = refund();
  put(word);
  word.state = RefundState::settled;
  word.network_ref = "re_1";
  word.state_at = word.requested_at + Duration::seconds(5);
  put(word);
  word.state = RefundState::processing;
  put(word);
  EXPECT_EQ(refunds().at(0).state, RefundState::settled) << "old news";
  word.state = RefundState::failed;
  word.state_at = word.state_at + Duration::seconds(1);
  put(word);
  ASSERT_EQ(refunds().size(), 1U);
  EXPECT_EQ(refunds()[0].state, RefundState::failed);
  EXPECT_EQ(read([&](const ports::Snapshot& s) {
              return s.payments().find_refund_by_ref("sandbox", "re_1");
            })->id,
            word.id);
}

TEST_P(StoreRefunds, ARefundNeverChangesWhatItIsAbout) {
  payment::Refund first = refund();
  first.network_ref = "re_1";
  put(first);
  payment::Refund more = first;
  more.amount = usd(201);
  EXPECT_EQ(why_not(more), Errc::corrupt);
  payment::Refund renamed = first;
  renamed.network_ref = "re_2";
  EXPECT_EQ(why_not(renamed), Errc::corrupt);
  payment::Refund other = refund();
  other.network_ref = "re_1";
  EXPECT_EQ(why_not(other), Errc::corrupt) << "one name, two refunds";
  put(refund());
  put(refund());
  EXPECT_EQ(refunds().size(), 3U) << "many have no name yet";
}

TEST_P(StoreRefunds, AFeeIsKeptOnceAndNeverChanges) {
  const payment::Fee fee{"sandbox",   "fee_1", paid.id, sale.order.id, {30, *find_asset("EUR")},
                         paid.seen_at};
  const auto put_fee = [&](const payment::Fee& it) {
    return write([&](ports::UnitOfWork& u) { return u.payments().put_fee(it); });
  };
  EXPECT_TRUE(put_fee(fee));
  EXPECT_FALSE(put_fee(fee));
  payment::Fee more = fee;
  more.amount.amount = 31;
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.payments().put_fee(more); }).code,
            Errc::corrupt);
  payment::Fee returned = fee;
  returned.network_ref = "fee_2";
  returned.amount.amount = -30;
  EXPECT_TRUE(put_fee(returned));
  const auto fees =
      read([&](const ports::Snapshot& s) { return s.payments().fees_of(sale.order.id); });
  ASSERT_EQ(fees.size(), 2U);
  EXPECT_EQ(fees[0].amount, fee.amount);
  EXPECT_EQ(fees[1].amount.amount, -30);
}

TEST_P(StoreRefunds, WordsAboutOneDisputeAreMergedUnderItsFirstId) {
  payment::Dispute word = dispute();
  word.reason = "fraudulent";
  word.evidence_due_at = word.opened_at + Duration::days(7);
  put(word);
  const payment::DisputeId first = word.id;
  word.id = ids.make<payment::DisputeId>();
  word.is_withdrawn = true;
  word.funds_at = word.opened_at + Duration::seconds(1);
  word.reason.clear();
  word.evidence_due_at.reset();
  put(word);
  word.state = DisputeState::lost;
  word.state_at = word.opened_at + Duration::days(1);
  put(word);
  ASSERT_EQ(disputes().size(), 1U);
  const payment::Dispute stored = disputes()[0];
  EXPECT_EQ(stored.id, first);
  EXPECT_EQ(stored.state, DisputeState::lost);
  EXPECT_TRUE(stored.is_withdrawn);
  EXPECT_EQ(stored.reason, "fraudulent");
  EXPECT_EQ(stored.evidence_due_at, stored.opened_at + Duration::days(7));
  word.amount = usd(1);
  EXPECT_EQ(why_not(word), Errc::corrupt);
  EXPECT_EQ(read([&](const ports::Snapshot& s) {
              return s.payments().find_dispute_by_ref("sandbox", "dp_1");
            })->id,
            first);
}

TEST_P(StoreRefunds, ADisputeWithoutAnEndOfEvidenceHasNone) {
  put(dispute());
  EXPECT_FALSE(disputes().at(0).evidence_due_at);
}

TEST_P(StoreRefunds, ABankMatterComesBackAsItWasAndOneThatIsKnownStays) {
  const BankMatter first = sample_matter(paid);
  put(first);
  BankMatter again = first;
  again.amount = usd(1);
  again.reason = "general";
  again.due_at.reset();
  again.opened_at = first.opened_at + Duration::hours(1);
  put(again);
  ASSERT_EQ(matters().size(), 1U);
  const BankMatter stored = matters()[0];
  EXPECT_EQ(stored.provider, first.provider);
  EXPECT_EQ(stored.network_ref, "dp_1");
  EXPECT_EQ(stored.kind, MatterKind::inquiry);
  EXPECT_EQ(stored.payment_id, paid.id);
  EXPECT_EQ(stored.order_id, sale.order.id);
  EXPECT_EQ(stored.amount, usd(499));
  EXPECT_EQ(stored.reason, "fraudulent");
  EXPECT_EQ(stored.due_at, first.due_at);
  EXPECT_EQ(stored.opened_at, first.opened_at);
  EXPECT_FALSE(stored.closed_at);
  // Of another provider, or of another kind, it is another one.
  again.kind = MatterKind::appeal;
  put(again);
  again.provider = "other";
  put(again);
  ASSERT_EQ(matters().size(), 3U);
  EXPECT_EQ(matters()[0].kind, MatterKind::inquiry) << "by time";
  EXPECT_EQ(matters()[2].kind, MatterKind::appeal);
  EXPECT_FALSE(matters()[2].due_at);
  EXPECT_TRUE(read([](const ports::Snapshot& s) {
                return s.payments().bank_matters_of({"none"});
              }).empty());
}

TEST_P(StoreRefunds, OpenBankMattersComeByTheirDeadlines) {
  BankMatter it = sample_matter(paid);
  const auto add = [&](const char* ref, std::optional<int> due_hours) {
    it.network_ref = ref;
    it.due_at.reset();
    if (due_hours) it.due_at = paid.seen_at + Duration::hours(*due_hours);
    put(it);
  };
  EXPECT_TRUE(open_matters().empty());
  add("no day", std::nullopt);
  add("late", 72);
  add("over", 1);
  add("soon", 24);
  using Refs = std::vector<std::string>;
  EXPECT_EQ(open_matters(), (Refs{"over", "soon", "late", "no day"}));
  EXPECT_EQ(open_matters(2), (Refs{"over", "soon"}));
  it.network_ref = "over";
  EXPECT_TRUE(close(it, paid.seen_at + Duration::hours(3)));
  EXPECT_EQ(open_matters(), (Refs{"soon", "late", "no day"}));
  EXPECT_EQ(matters().size(), 4U) << "the order still shows it";
}

TEST_P(StoreRefunds, ABankMatterWaitsUntilItIsAnsweredAndAgainWhenMoreIsAsked) {
  BankMatter it = sample_matter(paid);
  put(it);
  const auto waiting = [&] {
    return read([&](const ports::Snapshot& s) { return s.payments().bank_matters_waiting({}, 10); })
        .size();
  };
  const auto answer = [&](const BankMatter& of) {
    write([&](ports::UnitOfWork& u) { return u.payments().set_bank_answer(of); });
  };
  EXPECT_EQ(waiting(), 1U);
  it.answered_at = it.opened_at + Duration::hours(1);
  BankMatter other = it;
  other.network_ref = "dp_2";
  answer(other);
  EXPECT_EQ(waiting(), 1U);
  answer(it);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(matters()[0].answered_at, it.answered_at);
  EXPECT_EQ(open_matters().size(), 1U) << "it is not over";
  it.answered_at.reset();
  it.due_at = it.opened_at + Duration::days(9);
  answer(it);
  EXPECT_EQ(waiting(), 1U);
  EXPECT_EQ(matters()[0].due_at, it.due_at);
  close(it, *it.due_at);
  EXPECT_EQ(waiting(), 0U);
}

TEST_P(StoreRefunds, BankMattersOfPastTestsTakeNobodysPlace) {
  sales::Order played = sample_order(ids, sale.books);
  played.is_sandbox = true;
  const payment::PaymentIntent attempt = sample_intent(ids, played);
  const payment::Payment its = sample_payment(ids, attempt, usd(499));
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.sales().add_order(played));
    AAN_TRY(u.payments().add_intent(attempt));
    return u.payments().put_payment(its);
  });
  const BankMatter real = sample_matter(paid);
  put(real);
  BankMatter test = sample_matter(its);
  test.network_ref = "dp_test";
  test.due_at = real.opened_at;  // more pressing
  put(test);
  const auto first = [&](const ports::TestWays& ways) {
    return read(
               [&](const ports::Snapshot& s) { return s.payments().bank_matters_waiting(ways, 1); })
        .at(0)
        .network_ref;
  };
  EXPECT_EQ(first({}), "dp_1");
  EXPECT_EQ(first({"other"}), "dp_1");
  EXPECT_EQ(first({"other", test.provider}), "dp_test") << "that test goes on";
}

TEST_P(StoreRefunds, ABankMatterIsClosedOnceAndByItsWholeName) {
  const BankMatter it = sample_matter(paid);
  const Timestamp day = it.opened_at + Duration::hours(24);
  EXPECT_FALSE(close(it, day)) << "there is none yet";
  put(it);
  BankMatter other = it;
  other.kind = MatterKind::appeal;
  EXPECT_FALSE(close(other, day));
  other = it;
  other.provider = "other";
  EXPECT_FALSE(close(other, day));
  other = it;
  other.network_ref = "dp_2";
  EXPECT_FALSE(close(other, day));
  EXPECT_EQ(open_matters(), std::vector<std::string>{"dp_1"});
  EXPECT_TRUE(close(it, day));
  EXPECT_FALSE(close(it, day + Duration::hours(1))) << "a second time";
  put(it);
  ASSERT_EQ(matters().size(), 1U);
  EXPECT_EQ(matters()[0].closed_at, day) << "what comes once more opens nothing";
  EXPECT_TRUE(open_matters().empty());
}

TEST_P(StoreRefunds, ABankMatterIsOfAPaymentThatIsStored) {
  BankMatter it = sample_matter(paid);
  it.payment_id = ids.make<payment::PaymentId>();
  EXPECT_EQ(why_not(it), Errc::not_found);
  EXPECT_TRUE(matters().empty());
}

TEST_P(StoreRefunds, TheDatabaseItselfKeepsThem) {
  put(refund());
  put(dispute());
  put(sample_matter(paid));
  write([&](ports::UnitOfWork& u) {
    return u.payments().put_fee(
        {"sandbox", "fee_1", paid.id, sale.order.id, usd(30), paid.seen_at});
  });
  EXPECT_FALSE(place->tamper("DELETE FROM refund"));
  EXPECT_FALSE(place->tamper("DELETE FROM dispute"));
  EXPECT_FALSE(place->tamper("DELETE FROM payment_fee"));
  EXPECT_FALSE(place->tamper("UPDATE payment_fee SET fee_amount = 1"));
  EXPECT_FALSE(place->tamper("UPDATE refund SET refund_amount = 0"));
  EXPECT_FALSE(place->tamper("UPDATE refund SET state = 'free'"));
  EXPECT_FALSE(place->tamper("UPDATE dispute SET state = 'free'"));
  EXPECT_FALSE(place->tamper("UPDATE bank_matter SET kind = 'free'"));
  EXPECT_FALSE(place->tamper("UPDATE bank_matter SET matter_amount = 0"));
}

}  // namespace
}  // namespace aan::contract
