#include "service/sale/licences.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "base/codec.hpp"
#include "crypto/sign.hpp"
#include "service/books/manage_catalog.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

using sales::LicenceState;

class Licences : public ::testing::Test {
 protected:
  Licences() { book = world.add_book("Walden", world.money(900)); }
  [[nodiscard]] const Room& room() const { return world.shop->room; }

  void set_seats(std::optional<std::int64_t> seats) {
    must(set_licence_seats(room(), "walden", seats));
  }
  std::string key_of(const PlacedOrder& order) {
    const OrderView view = world.view(order);
    EXPECT_TRUE(view.lines.at(0).licence);
    return view.lines.at(0).licence ? view.lines.at(0).licence->key : "";
  }
  Result<LicenceSeen> activate(const std::string& key, const std::string& device) {
    return activate_licence(room(), key, device, world.key());
  }
  ShopWorld world;
  catalog::OfferId book;
};

TEST_F(Licences, AreIssuedOnceWithTheRightForTheSeatsOfThatMoment) {
  EXPECT_FALSE(world.view(world.buy({book})).lines[0].licence) << "not an offer that brings one";
  set_seats(2);
  const PlacedOrder unpaid = world.place({book});
  EXPECT_FALSE(world.view(unpaid).lines[0].licence);
  const PlacedOrder order = world.buy({book});
  set_seats(5);
  world.run_jobs();
  const OrderLicence licence = *world.view(order).lines[0].licence;
  EXPECT_EQ(licence.licence.seats, 2) << "keys that were given stay as they are";
  EXPECT_EQ(licence.state, LicenceState::valid);
  EXPECT_EQ(must(find_licence(room(), licence.licence.id.value)).licence.line_id,
            world.view(order).lines[0].line.id);
  EXPECT_EQ(refusal(set_licence_seats(room(), "walden", 0)).reason, "licence_seats");
  world.restart();
  EXPECT_EQ(key_of(order), licence.key) << "it follows from stored facts and the shop's identity";
}

TEST_F(Licences, KeysAreVerifiedWithThePublicKeyAlone) {
  set_seats(3);
  const std::string key = key_of(world.buy({book}));
  const auto point = key.find('.');
  const std::string text = *parse_base64url(key.substr(0, point));
  const std::string signature = *parse_base64url(key.substr(point + 1));
  const std::string identity{
      room().keys.ring().current(crypto::KeyPurpose::node_identity).bytes.reveal()};
  EXPECT_TRUE(crypto::verify(crypto::public_key_of(identity), text, signature));
  const std::string more = base64url(text + "0") + "." + base64url(signature);
  for (const std::string& bad : {std::string(), std::string("."), key.substr(0, point), more})
    EXPECT_EQ(refusal(validate_licence(room(), bad, "")).reason, "licence_key") << bad;
  EXPECT_TRUE(validate_licence(room(), " " + key + "\n", "")) << "pasted with blanks";
}

TEST_F(Licences, SeatsAreTakenOnceEachAndGivenBack) {
  set_seats(2);
  const std::string key = key_of(world.buy({book}));
  const std::string once = world.key();
  EXPECT_EQ(must(activate_licence(room(), key, "laptop", once)).licence.active, 1);
  EXPECT_EQ(must(activate_licence(room(), key, "laptop", once)).licence.active, 1);
  EXPECT_EQ(refusal(activate_licence(room(), key, "tablet", once)).reason,
            "idempotency_key_reused");
  EXPECT_EQ(must(activate(key, "laptop")).licence.active, 1) << "holds the seat that it has";
  EXPECT_EQ(must(activate(key, "tablet")).licence.active, 2);
  EXPECT_EQ(refusal(activate(key, "phone")).reason, "licence_full");
  EXPECT_EQ(must(activate(key, "tablet")).licence.active, 2);
  EXPECT_EQ(refusal(activate(key, "")).reason, "licence_device");
  EXPECT_EQ(refusal(activate(key, std::string(201, 'x'))).reason, "licence_device");
  EXPECT_EQ(must(deactivate_licence(room(), key, "phone", world.key())).licence.active, 2);
  EXPECT_EQ(must(deactivate_licence(room(), key, "laptop", world.key())).licence.active, 1);
  EXPECT_TRUE(must(activate(key, "phone")).activation);
  EXPECT_FALSE(must(validate_licence(room(), key, "laptop")).activation);
}

TEST_F(Licences, OfManyDevicesAtOnceAsManyGetASeatAsThereAre) {
  set_seats(3);
  const std::string key = key_of(world.buy({book}));
  std::vector<std::string> once;
  for (int i = 0; i < 16; ++i) once.push_back(world.key());
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < once.size(); ++i)
    threads.emplace_back([&, i] {
      if (activate_licence(room(), key, "device " + std::to_string(i), once[i])) ++taken;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 3);
  EXPECT_EQ(must(validate_licence(room(), key, "")).licence.active, 3);
}

TEST_F(Licences, EndWithTheMoneyAndAreDisabledByThePeopleOfTheShop) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  set_seats(1);
  const PlacedOrder refunded = world.buy({book});
  const PlacedOrder kept = world.buy({book});
  const std::string id = world.view(refunded).lines[0].licence->licence.id.value;
  const std::string kept_id = world.view(kept).lines[0].licence->licence.id.value;
  const std::string key = key_of(refunded);
  must(activate(key, "laptop"));
  EXPECT_THAT(must(revocation_list(room())).text, ::testing::Not(::testing::HasSubstr(id)));
  must(world.shop->refund.request({refunded.id, std::nullopt, "operator", world.key()}));
  for (int i = 0; i < 3; ++i) world.run_jobs();
  ASSERT_EQ(world.state(refunded), OrderState::refunded);
  EXPECT_EQ(must(validate_licence(room(), key, "")).state, LicenceState::withdrawn);
  EXPECT_EQ(refusal(activate(key, "laptop")).reason, "licence_withdrawn");
  EXPECT_EQ(must(deactivate_licence(room(), key, "laptop", world.key())).licence.active, 0);

  must(set_licence_disabled(room(), kept_id, true, "ada"));
  EXPECT_EQ(refusal(activate(key_of(kept), "laptop")).reason, "licence_disabled");
  const std::string list = must(revocation_list(room())).text;
  for (const std::string& one : {id, kept_id})
    EXPECT_THAT(list, ::testing::HasSubstr("\n" + one + "\n"));
  EXPECT_THAT(list, ::testing::StartsWith("aan-revoked 1\nmade "));
  EXPECT_THAT(list, ::testing::HasSubstr("\ncomplete yes\n"));
  const auto last = list.find("signature ");
  const std::string identity{
      room().keys.ring().current(crypto::KeyPurpose::node_identity).bytes.reveal()};
  const std::string signature = *parse_base64url(list.substr(last + 10, list.size() - last - 11));
  EXPECT_TRUE(crypto::verify(crypto::public_key_of(identity), list.substr(0, last), signature));

  must(set_licence_disabled(room(), key_of(kept), false, "ada"));
  EXPECT_TRUE(activate(key_of(kept), "laptop"));
  EXPECT_EQ(refusal(find_licence(room(), "nothing")).reason, "no_such_licence");
  world.expect_sound_ledger();
}

}  // namespace
}  // namespace aan::service
