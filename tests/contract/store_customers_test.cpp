#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreCustomers : public StoreContract {
 protected:
  customer::Customer sample(const std::string& index) {
    customer::Customer it;
    it.id = ids.make<customer::CustomerId>();
    it.key_wrapped = std::string("s1\0\xff key", 8);
    it.address_sealed = std::string("s1\0\x80 address", 12);
    it.address_index = index;
    it.locale = "pt-BR";
    it.created_at = Timestamp::from_unix_seconds(1'795'000'000);
    return it;
  }
  void add(const customer::Customer& it) {
    write([&](ports::UnitOfWork& unit) { return unit.customers().add_customer(it); });
  }
  std::optional<customer::Customer> found(const customer::CustomerId& id) {
    return read([&](const ports::Snapshot& at) { return at.customers().find_customer(id); });
  }
};
AAN_ON_BOTH_ENGINES(StoreCustomers);

TEST_P(StoreCustomers, IsFoundByIdByIndexAndByOrder) {
  const Sale sale = begin_sale();
  const customer::Customer it = sample("k1:ada");
  add(it);
  write(
      [&](ports::UnitOfWork& unit) { return unit.customers().add_order_of(it.id, sale.order.id); });
  for (const auto& back : {found(it.id), read([](const ports::Snapshot& at) {
                             return at.customers().find_customer_by_index("k1:ada");
                           }),
                           read([&](const ports::Snapshot& at) {
                             return at.customers().customer_of(sale.order.id);
                           })}) {
    ASSERT_TRUE(back);
    EXPECT_EQ(back->id, it.id);
    EXPECT_EQ(back->key_wrapped, it.key_wrapped);
    EXPECT_EQ(back->address_sealed, it.address_sealed);
    EXPECT_EQ(back->address_index, it.address_index);
    EXPECT_EQ(back->locale, "pt-BR");
    EXPECT_EQ(back->created_at, it.created_at);
  }
  EXPECT_FALSE(read(
      [](const ports::Snapshot& at) { return at.customers().find_customer_by_index("k1:bob"); }));
}

TEST_P(StoreCustomers, AnIndexIsOnesAloneAndAnOrderHasOneAddress) {
  const Sale sale = begin_sale();
  const customer::Customer ada = sample("k1:ada");
  const customer::Customer bob = sample("k1:bob");
  add(ada);
  add(bob);
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              return unit.customers().add_customer(sample("k1:ada"));
            }).code,
            Errc::conflict);
  write([&](ports::UnitOfWork& unit) {
    return unit.customers().add_order_of(ada.id, sale.order.id);
  });
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              return unit.customers().add_order_of(bob.id, sale.order.id);
            }).code,
            Errc::conflict);
}

TEST_P(StoreCustomers, WhoWantsToHearOfVersionsOfWhatTheyGotKeepsTheAddressUntilNoLonger) {
  const Sale sale = begin_sale();
  const customer::Customer ada = sample("k1:ada");
  const customer::Customer bob = sample("k1:bob");
  add(ada);
  add(bob);
  write([&](ports::UnitOfWork& unit) {
    return unit.customers().add_order_of(ada.id, sale.order.id);
  });
  const Timestamp placed = sale.order.created_at;
  write([&](ports::UnitOfWork& unit) -> Result<> {
    using enum sales::OrderState;
    AAN_TRY(unit.sales().move_order(sale.order.id, open, 1, paid, placed));
    return unit.sales().move_order(sale.order.id, paid, 2, fulfilled, placed);
  });
  const auto want = [&](const customer::CustomerId& id, bool wants) {
    write([&](ports::UnitOfWork& unit) { return unit.customers().set_wants_versions(id, wants); });
  };
  const auto forget = [&] {
    return write([&](ports::UnitOfWork& unit) {
      return unit.customers().forget_addresses(placed + Duration::days(99), 10);
    });
  };
  want(ada.id, true);
  want(bob.id, true);
  EXPECT_EQ(forget(), 1) << "who got nothing has nothing to hear of";
  EXPECT_TRUE(found(ada.id)->wants_versions);
  EXPECT_FALSE(found(ada.id)->address_index.empty());
  EXPECT_TRUE(found(bob.id)->address_index.empty());
  want(ada.id, false);
  EXPECT_EQ(forget(), 1);
  EXPECT_TRUE(found(ada.id)->address_index.empty());
}

TEST_P(StoreCustomers, AddressesGoWhenEveryOrderIsLongDelivered) {
  const Sale sale = begin_sale();
  const customer::Customer ada = sample("k1:ada");
  const customer::Customer bob = sample("k1:bob");
  add(ada);
  add(bob);
  write([&](ports::UnitOfWork& unit) {
    return unit.customers().add_order_of(ada.id, sale.order.id);
  });
  const auto forget = [&](Timestamp before) {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.customers().forget_addresses(before, 10); });
  };
  const Timestamp placed = sale.order.created_at;
  EXPECT_EQ(forget(placed), 0) << "not before its moment";
  EXPECT_TRUE(found(ada.id)->address_index == "k1:ada");
  write([&](ports::UnitOfWork& unit) -> Result<> {
    using enum sales::OrderState;
    AAN_TRY(unit.sales().move_order(sale.order.id, open, 1, paid, placed + Duration::days(2)));
    return unit.sales().move_order(sale.order.id, paid, 2, fulfilled, placed + Duration::days(3));
  });
  EXPECT_EQ(forget(placed + Duration::days(1)), 1) << "who has no order";
  EXPECT_FALSE(found(ada.id)->address_index.empty()) << "the delivery counts, not the order";
  EXPECT_EQ(forget(placed + Duration::days(3) + Duration::seconds(1)), 1);
  const auto gone = found(ada.id);
  EXPECT_EQ(gone->key_wrapped + gone->address_sealed + gone->address_index, "");
  EXPECT_EQ(forget(placed + Duration::days(99)), 0) << "once is enough";
  EXPECT_TRUE(read([&](const ports::Snapshot& at) {
    return at.customers().customer_of(sale.order.id);
  })) << "the order still knows that it had one";
}

TEST_P(StoreCustomers, LettersHaveAQueueOfTheirOwn) {
  ports::QueuedJob letter = sample_job(ids, "receipt:1", ports::Queue::mail);
  letter.kind = "mail.receipt";
  write([&](ports::UnitOfWork& unit) { return unit.queues().enqueue(letter); });
  const Timestamp now = letter.due_at;
  EXPECT_FALSE(read(
      [&](const ports::Snapshot& at) { return at.queues().has_due(ports::Queue::outbox, now); }));
  const auto jobs = write([&](ports::UnitOfWork& unit) {
    return unit.queues().claim(ports::Queue::mail, now, now + Duration::seconds(60), 5);
  });
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].queue, ports::Queue::mail);
  EXPECT_EQ(jobs[0].kind, "mail.receipt");
}

TEST_P(StoreCustomers, AnOrderThatIsForgottenTakesItsAddressOffItself) {
  const Sale sale = begin_sale();
  const customer::Customer ada = sample("k1:ada");
  add(ada);
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.customers().add_order_of(ada.id, sale.order.id));
    return unit.sales().move_order(sale.order.id, sales::OrderState::open, 1,
                                   sales::OrderState::cancelled, sale.order.created_at);
  });
  const Timestamp late = sale.order.created_at + Duration::days(60);
  EXPECT_EQ(write([&](ports::UnitOfWork& unit) {
              return unit.sales().purge_unpaid(late, late, 10);
            }).orders,
            1);
  EXPECT_FALSE(
      read([&](const ports::Snapshot& at) { return at.customers().customer_of(sale.order.id); }));
}

}  // namespace
}  // namespace aan::contract
