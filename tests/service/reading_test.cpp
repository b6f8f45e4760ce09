#include "service/delivery/reading.hpp"

#include <algorithm>
#include <functional>

#include "ports/reading_store.hpp"
#include "service/delivery/book_readings.hpp"
#include "service/delivery/derived_content.hpp"
#include "service/desk/evidence.hpp"
#include "service/library/gather.hpp"
#include "service/library/sync_places.hpp"
#include "tests/service/shop_world.hpp"

// Bought books on pages, and their places in step with reading devices.
namespace aan::service {
namespace {

constexpr std::string_view kUnknown = "ffffffffffffffffffffffffffffffff";
constexpr int kPages = 4;

/// Every file is a book of `pages` chapters, a page each, until `is_book` says that it is none.
class ScriptedTextReader final : public ports::TextReader {
 public:
  Result<catalog::BookText> read_text(int /*file_fd*/) override {
    ++reads;
    if (meanwhile) meanwhile();
    if (!is_book) return fail(Errc::invalid, "test", "nothing to be read on pages");
    std::string html = "<div lang=\"en\">";
    for (int i = 1; i <= pages; ++i)
      html += "<section id=\"s" + std::to_string(i) + "\"><h2>Chapter</h2><p>" +
              std::string(12000, 'x') + "</p></section>";
    return catalog::BookText{html + "</div>", {}, {}};
  }
  int pages = kPages;
  bool is_book = true;
  int reads = 0;
  std::function<void()> meanwhile;  ///< happens while the worker works
};

class Readers : public ::testing::Test {
 protected:
  [[nodiscard]] Room& room() { return world.shop->room; }
  sales::GrantId grant(const PlacedOrder& order) {
    return world.view(order).lines.at(0).files.at(0).grant.id;
  }
  customer::CustomerId library_of(const PlacedOrder& order) {
    return *must(
        world.shop->library.find(must(new_library(room(), order.token, "en", world.key()))));
  }
  std::vector<sales::ReadingDocument> documents_of(const customer::CustomerId& library) {
    std::vector<sales::ReadingDocument> all;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      all = AAN_TRY(ports::reading_of(at).documents_of(library, "", 1000));
      return {};
    }));
    return all;
  }
  /// A device asks for a book that is not of this shop: what is new in the library is learnt.
  void learn(const customer::CustomerId& library) {
    world.clock.advance(SyncPlaces::kLearnEvery);
    EXPECT_FALSE(must(places.find(library, kUnknown)));
  }
  void give_back(const PlacedOrder& order) {
    world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
    must(world.shop->refund.request({order.id, std::nullopt, "operator", world.key()}));
    world.run_jobs();
    ASSERT_TRUE(sales::refusal_of(world.state(order)));
  }
  ShopWorld world;
  ScriptedTextReader text;
  Makings makings;
  ReadingCopies copies{world.shop->room, text, makings};
  Reading reading{world.shop->room, copies};
  SyncPlaces places{world.shop->room, world.shop->stamps, copies};
  catalog::OfferId book = world.add_book("Walden", world.money(499));
  const std::string digest = partial_md5([](std::uint64_t offset, std::size_t bytes) {
    const std::string file = "the text of Walden";
    return offset < file.size() ? file.substr(offset, bytes) : "";
  });
};

TEST_F(Readers, ABookThatWasBoughtTwiceIsOneOnADevice) {
  const PlacedOrder one = world.buy({book});
  const PlacedOrder two = world.buy({book});
  const customer::CustomerId library = library_of(one);
  must(put_order(room(), library, two.token));
  DevicePlace told{digest, "/body/DocFragment[3]/body/p[2]", 600'000, "Kobo", "K1", {}};
  must(places.keep(library, told));
  learn(library);
  const auto learnt = documents_of(library);
  for (int i = 0; i < 4; ++i) {
    learn(library);
    const auto place = must(places.find(library, digest));
    ASSERT_TRUE(place) << i;
    EXPECT_EQ(place->progress, told.progress);
  }
  const auto after = documents_of(library);
  ASSERT_EQ(after.size(), learnt.size());
  for (std::size_t i = 0; i < after.size(); ++i)
    EXPECT_EQ(after[i].grant_id, learnt[i].grant_id) << "nothing is learnt again";
}

TEST_F(Readers, WhatOneOrderMayReadNoMoreIsTheOthers) {
  const PlacedOrder one = world.buy({book});
  const PlacedOrder two = world.buy({book});
  const customer::CustomerId library = library_of(one);
  must(put_order(room(), library, two.token));
  learn(library);
  const auto whose = [&] {
    for (const sales::ReadingDocument& each : documents_of(library))
      if (each.document == digest) return each.grant_id;
    return sales::GrantId{};
  };
  const sales::GrantId first = grant(one);
  const sales::GrantId second = grant(two);
  ASSERT_TRUE(whose() == first || whose() == second);
  const bool is_first = whose() == first;
  give_back(is_first ? one : two);
  learn(library);
  EXPECT_EQ(whose(), is_first ? second : first);
}

TEST_F(Readers, WhatADeviceKeptWhileAPageWasMadeIsNotLost) {
  const PlacedOrder order = world.buy({book});
  const sales::GrantId id = grant(order);
  const customer::CustomerId library = library_of(order);
  learn(library);
  const DevicePlace told{digest, "/body/DocFragment[3]/body/p[2]", 600'000, "Kobo", "K1", {}};
  // The worker makes the book, which the page waits for: the device speaks in between.
  text.meanwhile = [&] { EXPECT_TRUE(must(places.keep(library, told))); };
  must(reading.open(order.token, id, {1, "night-4", true}));
  text.meanwhile = nullptr;
  ASSERT_TRUE(must(places.find(library, digest)));
  EXPECT_EQ(must(places.find(library, digest))->progress, told.progress);
  EXPECT_EQ(must(reading.stand(order.token, id)).page, 3U);
  EXPECT_EQ(must(reading.open(order.token, id, {3, std::nullopt, false})).place->look, "night-4")
      << "letters and light are the page's to say";
  must(reading.open(order.token, id, {2, std::nullopt, true}));
  EXPECT_EQ(must(reading.stand(order.token, id)).page, 2U) << "a page that is turned later counts";
}

TEST_F(Readers, WhoReadATextOfOnePageToItsEndBeginsAgain) {
  text.pages = 1;
  const PlacedOrder order = world.buy({book});
  const sales::GrantId id = grant(order);
  const customer::CustomerId library = library_of(order);
  learn(library);
  const auto begin = [&] { must(reading.open(order.token, id, {1, std::nullopt, true})); };
  must(reading.open(order.token, id, {2, std::nullopt, true}));
  EXPECT_EQ(must(reading.stand(order.token, id)).share, catalog::kWholeBook);
  EXPECT_EQ(must(reading.stand(order.token, id)).page, 1U) << "a page that it has";
  begin();
  EXPECT_EQ(must(reading.stand(order.token, id)).share, 0);
  must(places.keep(
      library, {digest, "/body/DocFragment[1]/body/p[2]", catalog::kWholeBook, "Kobo", "K1", {}}));
  begin();
  EXPECT_EQ(must(reading.stand(order.token, id)).share, 0) << "read to its end on a device";
}

TEST_F(Readers, TheEndIsAPlaceOfItsOwnBehindTheLastPage) {
  const PlacedOrder order = world.buy({book});
  const sales::GrantId id = grant(order);
  const auto look = [&](std::size_t page) {
    world.clock.advance(Duration::minutes(1));
    must(reading.open(order.token, id, {page, std::nullopt, true}));
    return must(reading.stand(order.token, id));
  };
  const ReadingStand end = look(kPages + 1);
  EXPECT_EQ(end.share, catalog::kWholeBook);
  EXPECT_EQ(end.page, kPages);
  EXPECT_EQ(look(kPages + 1).kept_at, end.kept_at) << "nothing moved";
  EXPECT_EQ(look(kPages).share, catalog::kWholeBook * (kPages - 1) / kPages);
}

TEST_F(Readers, OneDecisionSaysWhatIsReadOnPages) {
  const PlacedOrder order = world.buy({book});
  const sales::GrantId id = grant(order);
  const auto now = [&] {
    const sales::OrderId which = world.view(order).order.id;
    return must(readings_of(room(), which, OrderSeenBy::giver)).at(id.value);
  };
  EXPECT_TRUE(now().can_read);
  EXPECT_FALSE(now().place);
  text.is_book = false;
  EXPECT_EQ(refusal(reading.stand(order.token, id)).reason, "not_readable_here");
  EXPECT_FALSE(now().can_read) << "the worker found that it is none";
  EXPECT_EQ(now().how, catalog::OnPages::no_text);
  EXPECT_EQ(catalog::on_pages("epub", true), catalog::OnPages::fixed_layout);
  EXPECT_EQ(catalog::on_pages("pdf", true), catalog::OnPages::pdf);
  EXPECT_EQ(catalog::on_pages("cbz", true), catalog::OnPages::pages);
  EXPECT_EQ(catalog::on_pages("m4b", false), catalog::OnPages::sound);
}

TEST_F(Readers, ThatABookWasOpenedIsToldOnceAndThePlaceWhileItIsKept) {
  const PlacedOrder order = world.buy({book});
  const sales::GrantId id = grant(order);
  const auto told = [&] {
    std::vector<sales::OrderEvent> found;
    for (sales::OrderEvent& one : must(events_with_places(room(), world.view(order))))
      if (one.kind == "read" || one.kind == "place") found.push_back(std::move(one));
    return found;
  };
  must(reading.open(order.token, id, {2, std::nullopt, false}));
  EXPECT_TRUE(told().empty()) << "nobody read: a browser fetched it before it was asked for";
  const Timestamp first = world.clock.wall();
  for (const std::size_t page : {1U, 3U, 2U}) {
    must(reading.open(order.token, id, {page, std::nullopt, true}));
    world.clock.advance(Duration::hours(1));
  }
  auto events = told();
  ASSERT_EQ(events.size(), 2U) << "not for each page";
  EXPECT_EQ(events[0].kind, "read");
  EXPECT_EQ(events[0].at, first);
  const auto file = file_of(world.view(order), events[0]);
  EXPECT_TRUE(file && file->went_out && file->version == 1);
  EXPECT_EQ(events[1].kind, "place");
  EXPECT_EQ(events[1].at, first + Duration::hours(2));
  EXPECT_EQ(events[1].detail, id.value + " 250000");
  must(reading.forget(order.token, id));
  EXPECT_EQ(told().size(), 1U) << "a place that is forgotten is forgotten";
  must(reading.open(order.token, id, {3, std::nullopt, true}));
  events = told();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].at, first) << "that it was opened is told once";
}

TEST_F(Readers, ABookThatADeviceReadFirstWasOpenedHereWhenItWas) {
  const PlacedOrder order = world.buy({book});
  const customer::CustomerId library = library_of(order);
  learn(library);
  must(places.keep(library, {digest, "/body/DocFragment[3]/body/p[2]", 600'000, "Kobo", "K1", {}}));
  const auto is_read = [&] {
    return std::ranges::any_of(world.view(order).events,
                               [](const sales::OrderEvent& one) { return one.kind == "read"; });
  };
  EXPECT_FALSE(is_read());
  must(reading.open(order.token, grant(order), {3, std::nullopt, true}));
  EXPECT_TRUE(is_read()) << "on the very page at which the device was";
}

TEST_F(Readers, APlaceIsForgottenAfterTheMoneyWentBackToo) {
  const PlacedOrder order = world.buy({book});
  const sales::GrantId id = grant(order);
  must(reading.open(order.token, id, {3, std::nullopt, true}));
  give_back(order);
  EXPECT_FALSE(reading.stand(order.token, id));
  const auto now = [&] {
    return must(readings_of(room(), world.view(order).order.id, OrderSeenBy::giver)).at(id.value);
  };
  EXPECT_FALSE(now().can_read);
  EXPECT_TRUE(now().can_forget);
  EXPECT_FALSE(must(reading.forget(order.token, id)));
  EXPECT_FALSE(now().place);
}

TEST_F(Readers, APlaceIsForgottenWithoutTheBook) {
  const PlacedOrder order = world.buy({book});
  const sales::GrantId id = grant(order);
  must(reading.open(order.token, id, {3, std::nullopt, true}));
  EXPECT_EQ(must(reading.stand(order.token, id)).page, 3U);
  const catalog::EditionFile file = world.view(order).lines.at(0).files.at(0).file;
  world.blobs.lose(file.cid);
  world.blobs.lose(*must(find_derived(room(), "reading", file.id.value))->content);
  EXPECT_FALSE(reading.stand(order.token, id));
  EXPECT_FALSE(must(reading.forget(order.token, id))) << "it is no gift";
  EXPECT_EQ(refusal(reading.forget(order.token, sales::GrantId{"x"})).reason, "no_such_download");
}

}  // namespace
}  // namespace aan::service
