#include "domain/sales/licence.hpp"

#include <thread>

#include "crypto/hash.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using ports::SeatTaken;

class StoreLicences : public StoreContract {
 protected:
  sales::Licence stored(std::int64_t seats = 2) {
    sale = begin_sale();
    sales::Entitlement right;
    right.id = ids.make<sales::EntitlementId>();
    right.order_id = sale.order.id;
    right.line_id = sale.order.lines[0].id;
    right.edition_id = sale.books[0].edition.id;
    right.edition_version = 1;
    sales::Licence licence;
    licence.id = ids.make<sales::LicenceId>();
    licence.entitlement_id = right.id;
    licence.order_id = sale.order.id;
    licence.line_id = right.line_id;
    licence.work_id = sale.books[0].work.id;
    licence.seats = seats;
    licence.issued_at = clock.wall();
    write([&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(unit.sales().add_entitlement(right));
      EXPECT_TRUE(AAN_TRY(unit.licences().add_licence(licence)));
      sales::Licence again = licence;
      again.id = ids.make<sales::LicenceId>();
      EXPECT_FALSE(AAN_TRY(unit.licences().add_licence(again))) << "one for each right";
      return {};
    });
    return licence;
  }
  sales::Activation device(const sales::Licence& licence, const std::string& name) {
    sales::Activation activation;
    activation.id = ids.make<sales::ActivationId>();
    activation.licence_id = licence.id;
    activation.device_digest = crypto::sha256(name);
    activation.activated_at = clock.wall();
    return activation;
  }
  SeatTaken take(const sales::Activation& activation) {
    return write([&](ports::UnitOfWork& unit) { return unit.licences().take_seat(activation); });
  }
  std::int64_t active(const sales::Licence& licence) {
    return read([&](const ports::Snapshot& at) { return at.licences().find_licence(licence.id); })
        ->active;
  }
  std::vector<sales::LicenceId> revoked() {
    return read([](const ports::Snapshot& at) { return at.licences().revoked(10); }).ids;
  }
  Sale sale;
};
AAN_ON_BOTH_ENGINES(StoreLicences);

TEST_P(StoreLicences, ComeBackAsTheyWereStored) {
  const sales::Licence licence = stored(7);
  const auto back =
      read([&](const ports::Snapshot& at) { return at.licences().licences_of(sale.order.id); });
  ASSERT_EQ(back.size(), 1U);
  EXPECT_EQ(back[0].id, licence.id);
  EXPECT_EQ(back[0].work_id, licence.work_id);
  EXPECT_EQ(back[0].seats, 7);
  EXPECT_EQ(back[0].active, 0);
  EXPECT_EQ(sales::licence_text(back[0]), sales::licence_text(licence));
}

TEST_P(StoreLicences, ADeviceHoldsOneSeatAndGivesItBackOnce) {
  const sales::Licence licence = stored(2);
  EXPECT_EQ(take(device(licence, "a")), SeatTaken::taken);
  EXPECT_EQ(take(device(licence, "a")), SeatTaken::held_already);
  EXPECT_EQ(take(device(licence, "b")), SeatTaken::taken);
  EXPECT_EQ(take(device(licence, "c")), SeatTaken::none_left);
  EXPECT_EQ(active(licence), 2);
  const auto back = [&](const std::string& name) {
    return write([&](ports::UnitOfWork& unit) {
      return unit.licences().give_seat_back(licence.id, crypto::sha256(name));
    });
  };
  EXPECT_TRUE(back("a"));
  EXPECT_FALSE(back("a"));
  EXPECT_EQ(take(device(licence, "c")), SeatTaken::taken);
  EXPECT_TRUE(read([&](const ports::Snapshot& at) {
    return at.licences().find_activation(licence.id, crypto::sha256("c"));
  }));
}

TEST_P(StoreLicences, OfManyDevicesAtOnceAsManyGetASeatAsThereAre) {
  const sales::Licence licence = stored(3);
  std::vector<sales::Activation> devices;
  for (int i = 0; i < 16; ++i) devices.push_back(device(licence, "device " + std::to_string(i)));
  std::atomic<int> seats = 0;
  std::vector<std::thread> threads;
  for (const sales::Activation& one : devices)
    threads.emplace_back([&] {
      Result<> done;
      do {
        SeatTaken taken = SeatTaken::none_left;
        done = store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
          taken = AAN_TRY(unit.licences().take_seat(one));
          return {};
        });
        if (done && taken == SeatTaken::taken) ++seats;
      } while (!done && done.error().code == Errc::unavailable);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seats, 3);
  EXPECT_EQ(active(licence), 3);
}

TEST_P(StoreLicences, AreRevokedByThePersonAndByTheirOrder) {
  const sales::Licence licence = stored();
  EXPECT_TRUE(revoked().empty());
  const auto disable = [&](const std::optional<Timestamp>& at) {
    write([&](ports::UnitOfWork& unit) { return unit.licences().set_disabled(licence.id, at); });
  };
  disable(clock.wall());
  EXPECT_EQ(revoked(), std::vector{licence.id});
  disable(std::nullopt);
  EXPECT_TRUE(revoked().empty());
  write([&](ports::UnitOfWork& unit) -> Result<> {
    using enum sales::OrderState;
    AAN_TRY(unit.sales().move_order(sale.order.id, open, 1, paid, clock.wall()));
    AAN_TRY(unit.sales().move_order(sale.order.id, paid, 2, fulfilled, clock.wall()));
    return unit.sales().move_order(sale.order.id, fulfilled, 3, refunded, clock.wall());
  });
  EXPECT_EQ(revoked(), std::vector{licence.id});
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              return unit.licences().set_disabled(sales::LicenceId{"none"}, clock.wall());
            }).reason,
            "no_such_licence");
}

TEST_P(StoreLicences, AnOfferSaysForHowManyDevices) {
  stored();
  const catalog::OfferId offer = sale.books[0].offer.id;
  const auto seats = [&] {
    return read([&](const ports::Snapshot& at) { return at.catalog().find_offer(offer); })
        ->offer.licence_seats;
  };
  EXPECT_FALSE(seats());
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_licence_seats(offer, 5, clock.wall());
  });
  EXPECT_EQ(seats(), 5);
  EXPECT_EQ(read([&](const ports::Snapshot& at) { return at.catalog().licence_seats_of(offer); }),
            5);
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_licence_seats(offer, std::nullopt, clock.wall());
  });
  EXPECT_FALSE(seats());
}

}  // namespace
}  // namespace aan::contract
