#include "crypto/hash.hpp"
#include "domain/customer/address_change.hpp"
#include "tests/contract/store_contract.hpp"

// Addresses of orders that change: asked for, used, taken back, closed and forgotten.
namespace aan::contract {
namespace {

using customer::AddressChange;

class StoreAddressChanges : public StoreContract {
 protected:
  customer::CustomerId person() {
    customer::Customer customer;
    customer.id = ids.make<customer::CustomerId>();
    customer.locale = "en";
    customer.key_wrapped = "key";
    customer.address_sealed = "sealed";
    customer.address_index = "index " + customer.id.value;
    customer.created_at = clock.wall();
    write([&](ports::UnitOfWork& unit) { return unit.customers().add_customer(customer); });
    return customer.id;
  }
  AddressChange asked(const sales::OrderId& order, Timestamp at) {
    AddressChange change;
    change.id = ids.make<customer::AddressChangeId>();
    change.order_id = order.value;
    change.key_wrapped = "key";
    change.address_sealed = "sealed";
    change.locale = "en";
    change.link_key_id = "k1";
    change.token_digest = crypto::sha256("ask " + change.id.value);
    change.created_at = at;
    write([&](ports::UnitOfWork& unit) { return unit.address_changes().add_change(change); });
    return change;
  }
  bool use(const AddressChange& change, const std::optional<customer::CustomerId>& previous,
           const std::string& back, Timestamp at) {
    return write([&](ports::UnitOfWork& unit) {
      return unit.address_changes().use_change(change.id, previous,
                                               back.empty() ? "" : crypto::sha256(back), at);
    });
  }
  std::vector<AddressChange> standing(const sales::OrderId& order, Timestamp since) {
    return read([&](const ports::Snapshot& at) {
      return at.address_changes().standing_changes(order, since);
    });
  }
  std::optional<AddressChange> by_back(const std::string& token) {
    return read([&](const ports::Snapshot& at) {
      return at.address_changes().find_change_by_back_token(crypto::sha256(token));
    });
  }
  Timestamp now = clock.wall();
};
AAN_ON_BOTH_ENGINES(StoreAddressChanges);

TEST_P(StoreAddressChanges, StandFromTheirUseUntilTheyAreClosed) {
  const Sale sale = begin_sale();
  const sales::OrderId& order = sale.order.id;
  const customer::CustomerId before = person();
  const AddressChange first = asked(order, now);
  const AddressChange second = asked(order, now);
  EXPECT_TRUE(standing(order, now - Duration::days(1)).empty()) << "asked for alone";
  EXPECT_TRUE(use(second, std::nullopt, "", now + Duration::minutes(2)));
  EXPECT_TRUE(use(first, before, "back", now + Duration::minutes(1)));
  EXPECT_FALSE(use(first, before, "other", now + Duration::minutes(3))) << "once";
  const auto both = standing(order, now);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].id, first.id) << "the first first";
  EXPECT_EQ(both[0].previous, before);
  EXPECT_EQ(both[0].back_digest, crypto::sha256("back"));
  EXPECT_TRUE(both[0].address_sealed.empty());
  EXPECT_TRUE(both[1].back_digest.empty());
  EXPECT_FALSE(both[1].previous);
  EXPECT_EQ(standing(order, now + Duration::minutes(1)).size(), 1U) << "after that moment";
  ASSERT_TRUE(by_back("back"));
  EXPECT_EQ(by_back("back")->id, first.id);
  EXPECT_FALSE(by_back("other"));
  write([&](ports::UnitOfWork& unit) { return unit.address_changes().close_changes(order, now); });
  EXPECT_TRUE(standing(order, now).empty());
  EXPECT_TRUE(by_back("back")->closed_at) << "it is found, and closed";
}

TEST_P(StoreAddressChanges, WhatEndedUnansweredNeverStood) {
  const Sale sale = begin_sale();
  asked(sale.order.id, now);
  write([&](ports::UnitOfWork& unit) {
    return unit.address_changes().end_changes(sale.order.id, now + Duration::minutes(1));
  });
  EXPECT_TRUE(standing(sale.order.id, now - Duration::days(1)).empty());
}

TEST_P(StoreAddressChanges, AnOrderLosesItsAddressAndGetsOneAgain) {
  const Sale sale = begin_sale();
  const sales::OrderId& order = sale.order.id;
  const customer::CustomerId whose = person();
  const auto owner = [&] {
    return read([&](const ports::Snapshot& at) { return at.customers().customer_of(order); });
  };
  const auto take_off = [&](ports::UnitOfWork& unit) {
    return unit.address_changes().take_address_off(order);
  };
  write(take_off);
  write(
      [&](ports::UnitOfWork& unit) { return unit.address_changes().move_order_to(order, whose); });
  ASSERT_TRUE(owner());
  EXPECT_EQ(owner()->id, whose);
  write(take_off);
  EXPECT_FALSE(owner());
}

TEST_P(StoreAddressChanges, AreForgottenSoonerWhenNobodyAnswered) {
  const Sale sale = begin_sale();
  const AddressChange used = asked(sale.order.id, now);
  asked(sale.order.id, now);
  use(used, std::nullopt, "", now);
  const auto purge = [&](Timestamp before, Timestamp unanswered) {
    return write([&](ports::UnitOfWork& unit) {
      return unit.address_changes().purge_changes(before, unanswered);
    });
  };
  EXPECT_EQ(purge(now, now), 0);
  EXPECT_EQ(purge(now, now + Duration::seconds(1)), 1);
  EXPECT_EQ(purge(now + Duration::seconds(1), now), 1);
}

TEST_P(StoreAddressChanges, AnAddressThatAnOrderMayGoBackToIsNotForgotten) {
  const Sale sale = begin_sale();
  const customer::CustomerId before = person();
  const AddressChange change = asked(sale.order.id, now);
  use(change, before, "back", now);
  const auto forget = [&] {
    return write([&](ports::UnitOfWork& unit) {
      return unit.customers().forget_addresses(now + Duration::days(1), 10);
    });
  };
  EXPECT_EQ(forget(), 0);
  write([&](ports::UnitOfWork& unit) {
    return unit.address_changes().close_changes(sale.order.id, now);
  });
  EXPECT_EQ(forget(), 1);
}

}  // namespace
}  // namespace aan::contract
