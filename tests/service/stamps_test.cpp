#include "service/delivery/stamps.hpp"

#include "base/file.hpp"
#include "base/log.hpp"
#include "service/audit.hpp"
#include "tests/service/shop_world.hpp"

// Copies that name their order, for publishers who want it.
namespace aan::service {
namespace {

constexpr std::string_view kText = "the text of Walden";

catalog::StampPlan plan_of_walden() {
  catalog::StampPlan plan;
  plan.head_bytes = 4;
  plan.tail_from = 8;
  plan.tail_until = plan.file_bytes = kText.size();
  plan.package_name = "o.opf";
  plan.package_text = {"<a ", "; ", ">"};
  plan.page_name = "p.xhtml";
  return plan;
}

class Stamped : public ::testing::Test {
 protected:
  Stamped() {
    offer = world.add_book("Walden", world.money(499));
    before = world.buy({offer});
    world.clock.advance(Duration::hours(1));
    world.shop->stamper.answer(ports::StampPlanOrWhy(plan_of_walden()));
  }
  Stamps& stamps() { return world.shop->stamps; }
  PlacedOrder stamp_and_buy() {
    EXPECT_TRUE(must(stamps().set("", true, "ada")));
    return world.buy({offer});
  }
  OrderFile file(const PlacedOrder& order) { return world.view(order).lines.at(0).files.at(0); }
  std::string start(const PlacedOrder& order) {
    return must(world.shop->deliver.start(order.token, file(order).grant.id, world.key()));
  }
  std::string fetch(const PlacedOrder& order) {
    const Delivery delivery = must(world.shop->deliver.open(start(order)));
    const std::string whole = must(read_all(delivery.content, delivery.file.size));
    if (!delivery.copy) return whole;
    std::string copy;
    for (const catalog::StampedPiece& piece : delivery.copy->pieces)
      copy += piece.bytes.empty() ? whole.substr(piece.offset, piece.length) : piece.bytes;
    EXPECT_EQ(copy.size(), delivery.copy->size);
    return copy;
  }
  std::string outcome() {
    std::string found = "none";
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      if (const auto kept = AAN_TRY(at.stamps().outcome_of(file(before).file.id))) found = *kept;
      return {};
    }));
    return found;
  }
  ShopWorld world;
  catalog::OfferId offer;
  PlacedOrder before;
};

TEST_F(Stamped, NobodysCopiesAreUnlessSomebodySaysSoAndThenOrdersFromThatMomentOn) {
  EXPECT_EQ(fetch(before), kText);
  EXPECT_EQ(world.shop->stamper.plans(), 0) << "and nobody looks into the file";
  const PlacedOrder order = stamp_and_buy();
  const std::string copy = fetch(order);
  const std::string reference = world.view(order).order.reference;
  EXPECT_TRUE(copy.starts_with("the ")) << copy;
  EXPECT_EQ(copy.substr(4, 10), kText.substr(8)) << "what the plan cuts out is not there";
  EXPECT_TRUE(copy.contains("<a " + reference + "; Night Shelves>")) << copy;
  EXPECT_TRUE(copy.contains("order " + reference)) << "the words of the page";
  EXPECT_EQ(fetch(before), kText) << "what was sold before stays";
  EXPECT_TRUE(file(order).is_stamped);
  EXPECT_FALSE(file(before).is_stamped);
  EXPECT_EQ(fetch(order), copy);
  EXPECT_EQ(world.shop->stamper.plans(), 1) << "found out once";
  world.restart();
  EXPECT_EQ(fetch(order), copy);
  EXPECT_EQ(world.shop->stamper.plans(), 0) << "and kept";
  must(stamps().set("", false, "ada"));
  EXPECT_EQ(fetch(order), kText);
}

TEST_F(Stamped, TheAllowanceAndTheTimeLineGoByTheCopy) {
  const PlacedOrder order = stamp_and_buy();
  const std::string token = start(order);
  const Delivery delivery = must(world.shop->deliver.open(token));
  const std::uint64_t size = delivery.copy->size;
  ASSERT_GT(size, kText.size());
  const auto told = [&] {
    int times = 0;
    for (const sales::OrderEvent& event : world.view(order).events)
      times += event.kind == "downloaded" ? 1 : 0;
    return times;
  };
  for (std::uint64_t turn = 0; turn < sales::kDownloadBytesFactor; ++turn) {
    must(world.shop->deliver.reserve(delivery.token_digest, size));
    world.shop->deliver.finish(delivery.token_digest, size, size);
    EXPECT_EQ(told(), 1);
  }
  EXPECT_EQ(refusal(world.shop->deliver.reserve(delivery.token_digest, 1)).reason, "address_spent");
}

TEST_F(Stamped, EachCopyHasADigestOfItsOwn) {
  const PlacedOrder one = stamp_and_buy();
  const PlacedOrder two = world.buy({offer});
  const auto digest = [&](const PlacedOrder& order) {
    return must(world.shop->deliver.open(start(order))).digest_hex;
  };
  EXPECT_EQ(digest(one), digest(one));
  EXPECT_NE(digest(one), digest(two));
  EXPECT_NE(digest(one), digest(before));
}

TEST_F(Stamped, AFileThatTakesNoneGoesOutAsItIsAndIsAskedForOnce) {
  world.shop->stamper.answer(ports::StampPlanOrWhy("signed"));
  const PlacedOrder order = stamp_and_buy();
  EXPECT_EQ(fetch(order), kText);
  EXPECT_EQ(fetch(order), kText);
  EXPECT_EQ(world.shop->stamper.plans(), 1);
  EXPECT_FALSE(file(order).is_stamped);
  EXPECT_EQ(outcome(), "signed");
  const StampList list = must(stamps().list(0, 10));
  ASSERT_EQ(list.left_out.size(), 1U);
  EXPECT_EQ(list.left_out[0].why, "signed");
}

TEST_F(Stamped, WhoeverKeepsTheWorkersBusyGetsNoCopyThatNamesNobodyAndLosesNoUse) {
  world.shop->stamper.answer(fail(Errc::unavailable, "test", "no place"));
  const PlacedOrder order = stamp_and_buy();
  const auto ask = [&] {
    return world.shop->deliver.start(order.token, file(order).grant.id, world.key());
  };
  const std::int64_t uses = file(order).grant.uses_left;
  const Error refused = refusal(ask());
  EXPECT_EQ(refused.code, Errc::unavailable);
  EXPECT_EQ(refused.reason, "copy_being_made");
  EXPECT_EQ(refused.retry_after_s, 10);
  world.clock.advance(Stamps::kPlannedWithin - Duration::seconds(1));
  EXPECT_EQ(refusal(ask()).reason, "copy_being_made");
  EXPECT_EQ(file(order).grant.uses_left, uses);
  EXPECT_EQ(outcome(), "none");
  world.shop->stamper.answer(ports::StampPlanOrWhy(plan_of_walden()));
  EXPECT_NE(fetch(order), kText);
}

TEST_F(Stamped, AnAddressStaysGoodWhileItsCopyIsMade) {
  const PlacedOrder order = stamp_and_buy();
  const std::string token = start(order);
  const std::string copy = fetch(order);
  must(world.store->write("test", [&](ports::UnitOfWork& unit) {
    return unit.stamps().put_plan(file(order).file.id, {"ready", "an older frame"},
                                  world.clock.wall());
  }));
  world.shop->stamper.answer(fail(Errc::unavailable, "test", "no place"));
  EXPECT_EQ(refusal(world.shop->deliver.open(token)).reason, "copy_being_made");
  world.shop->stamper.answer(ports::StampPlanOrWhy(plan_of_walden()));
  EXPECT_EQ(must(world.shop->deliver.open(token)).copy->size, copy.size());
}

TEST_F(Stamped, AWorkerThatCannotRunForLongKeepsNoPaidBookBackAndIsAskedAgain) {
  world.shop->stamper.answer(fail(Errc::unavailable, "test", "no place"));
  const PlacedOrder order = stamp_and_buy();
  log::set_level(log::Level::warn);
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(must(stamps().prepare()), 0);
  EXPECT_EQ(must(stamps().prepare()), 0);
  world.clock.advance(Stamps::kPlannedWithin);
  EXPECT_EQ(fetch(order), kText);
  const std::string written = ::testing::internal::GetCapturedStderr();
  log::set_level(log::Level::error);
  const auto said = written.find("stamp.not_planned");
  EXPECT_NE(said, written.npos);
  EXPECT_EQ(written.find("stamp.not_planned", said + 1), written.npos) << "once for one file";
  EXPECT_EQ(outcome(), "no_worker");
  const StampList list = must(stamps().list(0, 10));
  ASSERT_EQ(list.left_out.size(), 1U);
  EXPECT_EQ(list.left_out[0].why, "no_worker") << "a person is told";
  EXPECT_EQ(fetch(order), kText) << "the next one does not wait again";
  world.shop->stamper.answer(ports::StampPlanOrWhy(plan_of_walden()));
  EXPECT_EQ(must(stamps().prepare()), 1) << "it is asked again";
  EXPECT_TRUE(must(stamps().list(0, 10)).left_out.empty());
  EXPECT_NE(fetch(order), kText);
  EXPECT_EQ(outcome(), "ready");
}

TEST_F(Stamped, WhoeverAsksWhileEnoughIsMadeHoldsNoThreadAndComesAgain) {
  const PlacedOrder order = stamp_and_buy();
  const auto ask = [&] {
    return world.shop->deliver.start(order.token, file(order).grant.id, world.key());
  };
  {
    const auto one = must(world.shop->makings.begin("a page"));
    const auto two = must(world.shop->makings.begin("a sample"));
    EXPECT_EQ(refusal(ask()).reason, "copy_being_made");
    world.clock.advance(Stamps::kPlannedWithin - Duration::seconds(1));
    EXPECT_EQ(refusal(ask()).reason, "copy_being_made");
    EXPECT_EQ(outcome(), "none");
    world.clock.advance(Duration::seconds(1));
    EXPECT_EQ(fetch(order), kText) << "a paid book is kept back for ten minutes, not for ever";
    EXPECT_EQ(outcome(), "no_worker");
    EXPECT_EQ(world.shop->stamper.plans(), 0) << "nothing is made";
    EXPECT_EQ(must(stamps().prepare()), 1) << "what is made ahead needs no place";
    EXPECT_NE(fetch(order), kText) << "nor does a copy whose plan is there";
  }
  EXPECT_EQ(world.shop->stamper.plans(), 1);
}

TEST_F(Stamped, AFileThatCannotBeReadOrAPlanOfAnotherFileIsNoStamp) {
  world.shop->stamper.answer(fail(Errc::invalid, "test", "damaged"));
  const PlacedOrder order = stamp_and_buy();
  EXPECT_EQ(fetch(order), kText);
  EXPECT_EQ(outcome(), "unreadable");
  const catalog::OfferId other = world.add_book("Emma", world.money(499));
  world.shop->stamper.answer(ports::StampPlanOrWhy(plan_of_walden()));  // Emma is shorter
  EXPECT_EQ(fetch(world.buy({other})), "the text of Emma");
  const catalog::OfferId third = world.add_book("Persuasion", world.money(499));
  catalog::PdfStampPlan pdf;  // of an EPUB
  pdf.file_bytes = std::string_view("the text of Persuasion").size();
  pdf.next_object = 3;
  pdf.root.number = pdf.pages.number = 1;
  pdf.pages_text = "<<>>";
  pdf.width = pdf.height = catalog::kPdfPageSideMin;
  world.shop->stamper.answer(ports::StampPlanOrWhy(pdf));
  EXPECT_EQ(fetch(world.buy({third})), "the text of Persuasion");
}

TEST_F(Stamped, PlansAreMadeAheadOfAnybodyWhoAsks) {
  must(stamps().set("", true, "ada"));
  EXPECT_EQ(must(stamps().prepare()), 1);
  EXPECT_EQ(must(stamps().prepare()), 0);
  EXPECT_EQ(outcome(), "ready");
  EXPECT_EQ(world.shop->stamper.plans(), 1);
}

TEST_F(Stamped, APlanThatAnOlderProgramMadeIsMadeAnew) {
  const PlacedOrder order = stamp_and_buy();
  const std::string copy = fetch(order);
  must(world.store->write("test", [&](ports::UnitOfWork& unit) {
    return unit.stamps().put_plan(file(order).file.id, {"ready", "an older frame"},
                                  world.clock.wall());
  }));
  EXPECT_EQ(fetch(order), copy);
  EXPECT_EQ(world.shop->stamper.plans(), 2);
}

TEST_F(Stamped, APublisherIsOneThatABookNamesAndWhoDidItStandsInTheAuditLog) {
  EXPECT_EQ(refusal(stamps().set("Nobody", true, "ada")).reason, "no_such_publisher");
  EXPECT_TRUE(must(stamps().set("", true, "ada")));
  EXPECT_FALSE(must(stamps().set("", true, "ada"))) << "it is already";
  EXPECT_TRUE(must(stamps().set("", false, "ben")));
  std::vector<std::string> deeds;

  for (const desk::AuditEntry& entry : must(list_audit(world.shop->room, 0, 9)))
    deeds.push_back(entry.actor + " " + entry.action);
  EXPECT_EQ(deeds, (std::vector<std::string>{"ben publisher.unstamp", "ada publisher.stamp"}));
}

TEST_F(Stamped, AReferenceThatACopyNamesLeadsToItsOrder) {
  const std::string reference = world.view(before).order.reference;
  world.shop->stamper.answer_stamps({{reference, "Night Shelves"}, {"ZZZZ-ZZZZ", "Other Books"}});
  const auto found = must(stamps().recognise(0));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].is_of_this_shop);
  EXPECT_EQ(found[0].order->id, before.id);
  EXPECT_FALSE(found[1].is_of_this_shop);
  EXPECT_FALSE(found[1].order);
}

}  // namespace
}  // namespace aan::service
