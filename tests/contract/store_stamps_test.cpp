#include "domain/catalog/stamp.hpp"
#include "tests/contract/store_contract.hpp"

// Whose copies are stamped, and how each file takes it.
namespace aan::contract {
namespace {

class StoreStamps : public StoreContract {
 protected:
  SampleBook added(const std::string& title, const std::string& publisher) {
    SampleBook book = sample_book(ids, title);
    book.edition.publisher = publisher;
    for (catalog::EditionFile& file : book.files) file.format = "epub";
    write([&](ports::UnitOfWork& u) { return book.add(u); });
    return book;
  }
  bool set(const std::string& publisher, const std::optional<Timestamp>& since) {
    return write([&](ports::UnitOfWork& u) { return u.stamps().set_stamped(publisher, since); });
  }
  void plan(const catalog::FileId& file, const std::string& outcome, const std::string& bytes) {
    write([&](ports::UnitOfWork& u) {
      return u.stamps().put_plan(file, {outcome, bytes}, clock.wall());
    });
  }
  ports::PublisherPage publishers(std::int64_t offset = 0, std::int64_t limit = 100) {
    return read([&](const ports::Snapshot& s) { return s.stamps().publishers(offset, limit); });
  }
  std::int64_t generation() {
    return read([](const ports::Snapshot& s) { return s.catalog().generation(); });
  }
  std::vector<catalog::EditionFile> unplanned() {
    return read([](const ports::Snapshot& s) { return s.stamps().unplanned(9); });
  }
};
AAN_ON_BOTH_ENGINES(StoreStamps);

TEST_P(StoreStamps, PublishersAreListedAsTheirBooksNameThemAndOneWithoutANameToo) {
  added("a", "Night Press");
  added("b", "Night Press");
  added("c", "");
  const auto all = publishers();
  ASSERT_EQ(all.publishers.size(), 2U);
  EXPECT_EQ(all.total, 2);
  EXPECT_EQ(all.publishers[0].publisher, "");
  EXPECT_EQ(all.publishers[1].publisher, "Night Press");
  EXPECT_EQ(all.publishers[1].editions, 2);
  EXPECT_FALSE(all.publishers[1].stamped_since);
  EXPECT_EQ(publishers(1, 1).publishers.front().publisher, "Night Press");
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.stamps().editions_of("Night Press"); }),
            2);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.stamps().editions_of("Other"); }), 0);
}

TEST_P(StoreStamps, APublisherIsStampedFromAMomentOnAndPagesAreMadeAnew) {
  added("a", "Night Press");
  const std::int64_t before = generation();
  const Timestamp first = clock.wall();
  EXPECT_TRUE(set("Night Press", first));
  EXPECT_EQ(generation(), before + 1);
  clock.advance(Duration::hours(1));
  EXPECT_FALSE(set("Night Press", clock.wall())) << "it keeps its moment";
  EXPECT_EQ(generation(), before + 1);
  const auto since = [&] {
    return read([](const ports::Snapshot& s) { return s.stamps().stamped_since("Night Press"); });
  };
  EXPECT_EQ(since(), first);
  EXPECT_EQ(publishers().publishers.front().stamped_since, first);
  EXPECT_TRUE(set("Night Press", std::nullopt));
  EXPECT_EQ(since(), std::nullopt);
  EXPECT_FALSE(set("Night Press", std::nullopt));
}

TEST_P(StoreStamps, WhatIsNeitherEpubNorPdfIsLeftOutFromTheBeginning) {
  SampleBook book = sample_book(ids, "comic");
  book.edition.publisher = "Night Press";
  book.files.push_back(book.files.front());
  book.files.back().id = ids.make<catalog::FileId>();
  book.files.back().format = "cbz";
  book.files.back().cid = cid_of("a comic");
  book.files.push_back(book.files.front());
  book.files.back().id = ids.make<catalog::FileId>();
  book.files.back().format = "pdf";
  book.files.back().cid = cid_of("a pdf");
  write([&](ports::UnitOfWork& u) { return book.add(u); });
  const auto left_out = [&] {
    return read([](const ports::Snapshot& s) { return s.stamps().left_out(9); });
  };
  EXPECT_TRUE(left_out().empty()) << "nobody is stamped";
  set("Night Press", clock.wall());
  ASSERT_EQ(left_out().size(), 1U);
  EXPECT_EQ(left_out().front().file, book.files[book.files.size() - 2].id);
  EXPECT_EQ(left_out().front().why, "format");
  EXPECT_EQ(publishers().publishers.front().left_out, 1);
  EXPECT_EQ(unplanned().size(), 2U) << "the worker is asked about the others";
}

TEST_P(StoreStamps, PlansAreKeptAndWhatIsLeftOutIsSaid) {
  const SampleBook night = added("a", "Night Press");
  const SampleBook other = added("b", "Other");
  const catalog::FileId file = night.files.front().id;
  EXPECT_TRUE(unplanned().empty()) << "nobody is stamped";
  set("Night Press", clock.wall());
  ASSERT_EQ(unplanned().size(), night.files.size());
  EXPECT_EQ(unplanned().front().id, file);
  const std::string bytes("plan\0\xff", 6);
  const std::int64_t before = generation();
  plan(file, std::string(catalog::kStampReady), bytes);
  EXPECT_EQ(generation(), before) << "pages said so already";
  const auto kept = read([&](const ports::Snapshot& s) { return s.stamps().find_plan(file); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->plan, bytes);
  EXPECT_TRUE(unplanned().empty());
  const auto left_out = [&] {
    return read([](const ports::Snapshot& s) { return s.stamps().left_out(9); });
  };
  EXPECT_TRUE(left_out().empty());
  plan(file, "signed", "");
  EXPECT_EQ(generation(), before + 1) << "the page of the book says so";
  ASSERT_EQ(left_out().size(), 1U);
  EXPECT_EQ(left_out().front().why, "signed");
  EXPECT_EQ(left_out().front().title, night.work.title);
  EXPECT_EQ(left_out().front().publisher, "Night Press");
  EXPECT_EQ(publishers().publishers.front().left_out, 1);
  EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.stamps().outcome_of(file); }), "signed");
  EXPECT_FALSE(read(
      [&](const ports::Snapshot& s) { return s.stamps().outcome_of(other.files.front().id); }));
  plan(file, std::string(catalog::kStampNoWorker), "");
  EXPECT_EQ(left_out().front().why, "no_worker");
  ASSERT_EQ(unplanned().size(), 1U) << "it is asked about again";
  EXPECT_EQ(unplanned().front().id, file);
  set("Night Press", std::nullopt);
  EXPECT_TRUE(left_out().empty()) << "nobody wants it stamped";
}

}  // namespace
}  // namespace aan::contract
