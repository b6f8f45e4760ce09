#include "service/delivery/send_to_reader.hpp"

#include "service/customer/personal_data.hpp"
#include "service/delivery/device_words.hpp"
#include "service/sale/order_link.hpp"
#include "tests/service/shop_world.hpp"

// A book to a reading device by mail: counted, limited, sealed, and gone with its letter.
namespace aan::service {
namespace {

constexpr const char* kDevice = "ada@reader.example";

class ToReader : public ::testing::Test {
 protected:
  ToReader() {
    world.shop->shop.has_mail = true;
    offer = world.add_book("Walden", world.money(499));
    order = world.buy({offer});
    world.run_jobs();
    sent().clear();
  }
  OrderFile file(const PlacedOrder& of) { return world.view(of).lines.at(0).files.at(0); }
  Result<> ask(const PlacedOrder& of, const std::string& to = kDevice) {
    return world.shop->to_reader.ask(of.token, file(of).grant.id, to, world.key());
  }
  std::vector<ports::MailMessage>& sent() { return world.shop->post.sent; }
  std::string told(const PlacedOrder& of) {
    std::string words;
    for (const sales::OrderEvent& event : world.view(of).events)
      if (event.kind == "mail")
        words += event.detail.substr(0, event.detail.find(' ', event.detail.find(' ') + 1)) + ",";
    return words;
  }
  ShopWorld world;
  catalog::OfferId offer;
  PlacedOrder order;
};

TEST_F(ToReader, TheFileGoesBesideALetterAndTakesOneUse) {
  must(ask(order));
  EXPECT_EQ(file(order).grant.uses_left, sales::kGrantUses - 1);
  EXPECT_EQ(told(order), "reader asked,");
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 1U);
  EXPECT_EQ(sent()[0].to, kDevice);
  ASSERT_TRUE(sent()[0].attachment);
  EXPECT_EQ(sent()[0].attachment->bytes, "the text of Walden");
  EXPECT_EQ(sent()[0].attachment->file_name, "walden.epub");
  EXPECT_EQ(sent()[0].attachment->media_type, "application/epub+zip");
  EXPECT_EQ(told(order), "reader asked,reader sent,");
}

TEST_F(ToReader, TheSameKeySendsItOnce) {
  const std::string key = world.key();
  for (int i = 0; i < 3; ++i)
    must(world.shop->to_reader.ask(order.token, file(order).grant.id, kDevice, key));
  EXPECT_EQ(file(order).grant.uses_left, sales::kGrantUses - 1);
  EXPECT_EQ(refusal(world.shop->to_reader.ask(order.token, file(order).grant.id,
                                              "ben@reader.example", key))
                .reason,
            "idempotency_key_reused");
}

TEST_F(ToReader, FiveADayForOneOrder) {
  for (int i = 0; i < customer::kReaderLettersMax; ++i) must(ask(order));
  EXPECT_EQ(refusal(ask(order)).reason, "reader_letters_used_up");
  world.clock.advance(Duration::hours(25));
  EXPECT_EQ(refusal(ask(order)).reason, "exhausted") << "every use is taken";
  must(world.shop->deliver.renew(order.token, file(order).grant.id, world.key()));
  must(ask(order));
}

TEST_F(ToReader, NothingIsTakenForWhatIsRefused) {
  const PlacedOrder open = world.place({offer});
  EXPECT_EQ(
      refusal(world.shop->to_reader.ask(open.token, file(order).grant.id, kDevice, world.key()))
          .reason,
      "unpaid");
  EXPECT_EQ(refusal(ask(order, "no address")).reason, "mail_address");
  world.shop->shop.mail_bytes_max = 64'000;
  EXPECT_EQ(refusal(ask(order)).reason, "reader_too_large");
  world.shop->shop.has_mail = false;
  EXPECT_EQ(refusal(ask(order)).reason, "mail_not_offered");
  EXPECT_EQ(file(order).grant.uses_left, sales::kGrantUses);
  EXPECT_EQ(told(order), "");
}

TEST_F(ToReader, FreeBooksWriteToOneAddressTenTimesADay) {
  const catalog::OfferId free = world.add_book("Emma", world.money(0));
  const PlacedOrder one = world.place({free});
  const PlacedOrder two = world.place({free});
  const PlacedOrder three = world.place({free});
  for (int i = 0; i < 5; ++i) must(ask(one));
  for (int i = 0; i < 5; ++i) must(ask(two));
  EXPECT_EQ(refusal(ask(three)).reason, "reader_too_many");
  must(ask(three, "ben@reader.example"));
  must(ask(order));  // what was paid for is not counted
}

TEST_F(ToReader, AnotherLinkEndsWhatWaits) {
  must(ask(order));
  must(renew_order_link(world.shop->room, order.id, "ada"));
  must(world.shop->jobs.run_mail());
  EXPECT_TRUE(sent().empty());
}

TEST_F(ToReader, AForgottenPersonEndsWhatWaits) {
  must(ask(order));
  must(erase_order(world.shop->room, order.id, "ada"));
  must(world.shop->jobs.run_mail());
  EXPECT_TRUE(sent().empty());
}

TEST_F(ToReader, ALetterThatIsGivenUpSaysSo) {
  world.shop->post.refusal = Error{Errc::upstream_rejected, "smtp", "550", "", {}, "mail_refused"};
  must(ask(order));
  for (int i = 0; i < kRefusedMailTriesMax; ++i) {
    must(world.shop->jobs.run_mail());
    world.clock.advance(Duration::hours(1));
  }
  EXPECT_EQ(told(order), "reader asked,reader failed,");
}

TEST_F(ToReader, RowsGoAfterThreeDays) {
  must(ask(order));
  must(world.shop->jobs.run_mail());
  world.clock.advance(Duration::days(2));
  EXPECT_EQ(must(world.shop->to_reader.purge()), 0);
  world.clock.advance(Duration::days(2));
  EXPECT_EQ(must(world.shop->to_reader.purge()), 1);
}

TEST_F(ToReader, WhatADeviceSaysOfAPlaceOpensThereAloneAndGoesWithItsKey) {
  const Room& room = world.shop->room;
  sales::ReadingPlace place;
  place.grant_id = file(order).grant.id;
  must(seal_device_words(room, {"/body/DocFragment[2]/body", "Kobo", "K1"}, place));
  EXPECT_FALSE((place.key_wrapped + place.device_sealed).contains("Kobo"));
  const sales::DeviceWords words = open_device_words(room, place);
  EXPECT_EQ(words.position + words.device + words.device_id, "/body/DocFragment[2]/bodyKoboK1");
  sales::ReadingPlace moved = place;
  moved.grant_id = sales::GrantId{"another"};
  sales::ReadingPlace lost = place;
  lost.key_wrapped.back() ^= 1;
  for (const sales::ReadingPlace& one : {moved, lost, sales::ReadingPlace{}})
    EXPECT_EQ(encode(open_device_words(room, one)), encode(sales::DeviceWords{}));
}

TEST(ReaderLetter, AFileFitsWithThreeQuartersOfTheLargestMessage) {
  EXPECT_EQ(customer::attached_bytes_max(0), 0U);
  EXPECT_EQ(customer::attached_bytes_max(64'000), 0U);
  EXPECT_GT(customer::attached_bytes_max(25'000'000), 18'000'000U);
  EXPECT_LT(customer::attached_bytes_max(25'000'000), 18'300'000U);
}

}  // namespace
}  // namespace aan::service
