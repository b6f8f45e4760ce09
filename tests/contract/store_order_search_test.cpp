#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using payment::DisputeState;
using sales::OrderId;
using sales::OrderState;

/// Three orders: of one book, of two books, and of both once more; each a second after the other.
class StoreOrderSearch : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (IsSkipped()) return;
    sale = begin_sale(2);
    add({sale.books[0]});
    add({sale.books[1]});
  }
  void add(const std::vector<SampleBook>& books) {
    sales::Order order = sample_order(ids, books);
    order.created_at = sale.order.created_at + Duration::seconds(1 + std::ssize(others));
    write([&](ports::UnitOfWork& u) { return u.sales().add_order(order); });
    others.push_back(order);
  }
  std::vector<OrderId> found(const ports::OrderSearch& search, std::int64_t limit = 100) {
    return read([&](const ports::Snapshot& s) { return s.sales().search_orders(search, limit); });
  }
  std::vector<OrderId> titled(const std::vector<std::string>& words) {
    ports::OrderSearch search;
    search.title_words = words;
    return found(search);
  }

  Sale sale;
  std::vector<sales::Order> others;
};
AAN_ON_BOTH_ENGINES(StoreOrderSearch);

TEST_P(StoreOrderSearch, FindsByReferenceAndIdAndNothingByNothing) {
  ports::OrderSearch search;
  EXPECT_TRUE(found(search).empty());
  search.name = sale.order.reference;
  EXPECT_EQ(found(search), std::vector{sale.order.id});
  search.name = sale.order.id.value;
  EXPECT_EQ(found(search), std::vector{sale.order.id});
  search.name = "0000-0000";
  EXPECT_TRUE(found(search).empty());
}

TEST_P(StoreOrderSearch, FindsByWordsOfATitleNewestFirst) {
  EXPECT_EQ(titled({"BOOK0"}), (std::vector{others[0].id, sale.order.id}));
  EXPECT_EQ(titled({"the", "book"}), (std::vector{others[1].id, others[0].id, sale.order.id}));
  EXPECT_TRUE(titled({"book0", "book1"}).empty()) << "of one and the same book";
  for (const char* odd : {"%", "_", "zz_", "\\", "'", "zz%"})
    EXPECT_TRUE(titled({odd}).empty()) << odd;
  ports::OrderSearch search;
  search.title_words = {"book"};
  EXPECT_EQ(found(search, 1), std::vector{others[1].id});
  search.state = OrderState::paid;
  EXPECT_TRUE(found(search).empty());
  search.state = OrderState::open;
  EXPECT_EQ(found(search).size(), 3U);
  search.only_owed = true;
  EXPECT_TRUE(found(search).empty());
}

TEST_P(StoreOrderSearch, WordsOfATitleAreComparedAsReadersSpellThem) {
  sales::Order order = sample_order(ids, {sale.books[0]});
  order.lines[0].quoted.title = "L'Été des Bäcker: ΜΑΪΟΣ";
  order.created_at = sale.order.created_at + Duration::seconds(9);
  write([&](ports::UnitOfWork& u) { return u.sales().add_order(order); });
  for (const char* word : {"été", "ÉTÉ", "ete", "bäcker", "BACKER", "baecker", "μάϊος", "l'été"})
    EXPECT_EQ(titled({word}), std::vector{order.id}) << word;
  EXPECT_EQ(titled({"été", "bäck"}), std::vector{order.id});
  EXPECT_TRUE(titled({"été", "book0"}).empty());
}

TEST_P(StoreOrderSearch, FindsByAProvidersNameOfMoney) {
  const payment::Payment paid = sample_payment(ids, sale.intent, usd(998));
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.payments().set_prompt(sale.intent.id, "cs_1", "https://pay.example/1"));
    return u.payments().put_payment(paid);
  });
  ports::OrderSearch search;
  for (const std::string& ref : {paid.network_ref, std::string("cs_1")}) {
    search.payment_ref = ref;
    EXPECT_EQ(found(search), std::vector{sale.order.id}) << ref;
  }
  search.payment_ref = "cs_2";
  EXPECT_TRUE(found(search).empty());
}

TEST_P(StoreOrderSearch, FindsByTheBanksNameOfAMatterOpenOrClosed) {
  const payment::Payment paid = sample_payment(ids, sale.intent, usd(998));
  payment::BankMatter matter = sample_matter(paid);
  matter.network_ref = "dp_7";
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.payments().put_payment(paid));
    return u.payments().put_bank_matter(matter);
  });
  ports::OrderSearch search;
  search.payment_ref = "dp_7";
  EXPECT_EQ(found(search), std::vector{sale.order.id});
  write([&](ports::UnitOfWork& u) {
    return u.payments().close_bank_matter(matter.provider, "dp_7", matter.kind, matter.opened_at);
  });
  EXPECT_EQ(found(search), std::vector{sale.order.id});
  search.payment_ref = "dp_8";
  EXPECT_TRUE(found(search).empty());
}

TEST_P(StoreOrderSearch, FindsByTheDigestOfAnAddress) {
  customer::Customer ada;
  ada.id = ids.make<customer::CustomerId>();
  ada.key_wrapped = "wrapped";
  ada.address_sealed = "sealed";
  ada.address_index = "k1:ada";
  ada.locale = "en";
  ada.created_at = sale.order.created_at;
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.customers().add_customer(ada));
    AAN_TRY(u.customers().add_order_of(ada.id, sale.order.id));
    return u.customers().add_order_of(ada.id, others[1].id);
  });
  ports::OrderSearch search;
  search.address_indexes = {"k0:ada", "k1:ada"};
  EXPECT_EQ(found(search), (std::vector{others[1].id, sale.order.id}));
  search.address_indexes = {"k1:bob"};
  EXPECT_TRUE(found(search).empty());
}

TEST_P(StoreOrderSearch, DisputesComeByTheirDeadlinesAndDecidedOnesLast) {
  const payment::Payment paid = sample_payment(ids, sale.intent, usd(998));
  const auto add_dispute = [&](const char* ref, DisputeState state, std::optional<int> due_hours) {
    payment::Dispute it;
    it.id = ids.make<payment::DisputeId>();
    it.payment_id = paid.id;
    it.order_id = sale.order.id;
    it.provider = paid.provider;
    it.network_ref = ref;
    it.amount = usd(100);
    it.state = state;
    it.opened_at = it.state_at = paid.seen_at;
    if (due_hours) it.evidence_due_at = paid.seen_at + Duration::hours(*due_hours);
    write([&](ports::UnitOfWork& u) { return u.payments().put_dispute(it); });
  };
  write([&](ports::UnitOfWork& u) { return u.payments().put_payment(paid); });
  add_dispute("won", DisputeState::won, 1);
  add_dispute("no day", DisputeState::open, std::nullopt);
  add_dispute("late", DisputeState::open, 72);
  add_dispute("soon", DisputeState::open, 24);
  const auto refs = [&](const ports::DisputeQuery& query) {
    std::vector<std::string> list;
    const auto page =
        read([&](const ports::Snapshot& s) { return s.payments().list_disputes(query); });
    for (const payment::Dispute& one : page.disputes) list.push_back(one.network_ref);
    list.push_back(std::to_string(page.total));
    return list;
  };
  using Refs = std::vector<std::string>;
  EXPECT_EQ(refs({}), (Refs{"soon", "late", "no day", "won", "4"}));
  EXPECT_EQ(refs({std::nullopt, 1, 2}), (Refs{"late", "no day", "4"}));
  EXPECT_EQ(refs({DisputeState::open, 0, 1}), (Refs{"soon", "3"}));
  EXPECT_EQ(refs({DisputeState::lost, 0, 50}), (Refs{"0"}));
}

}  // namespace
}  // namespace aan::contract
