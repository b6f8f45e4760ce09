#include <algorithm>
#include <sstream>

#include "ports/source_store.hpp"
#include "tests/contract/store_contract.hpp"

// A new version of a file is as many rows with one buyer as with thousands.
namespace aan::contract {
namespace {

class StoreVersions : public StoreContract {
 protected:
  ports::NewFileVersion version_of(const SampleBook& book, const catalog::FileId& replaces,
                                   const std::string& note) {
    ports::NewFileVersion version;
    version.replaces = replaces;
    version.edition = book.edition;
    version.edition.words = 4321;
    version.file = book.files.front();
    version.file.id = ids.make<catalog::FileId>();
    version.file.cid = cid_of(note);
    version.note = note;
    version.by = "ada";
    version.at = clock.wall();
    return version;
  }
  std::int64_t put(const ports::NewFileVersion& version) {
    return write([&](ports::UnitOfWork& u) { return u.catalog().add_version(version); });
  }
  std::vector<catalog::FileVersion> versions(const catalog::FileId& id) {
    return read([&](const ports::Snapshot& s) { return s.catalog().versions_of(id); });
  }
  SampleBook added(const std::string& title) {
    SampleBook book = sample_book(ids, title);
    write([&](ports::UnitOfWork& u) { return book.add(u); });
    return book;
  }
  std::vector<std::string> rows() {
    std::vector<std::string> lines;
    const Result<> done = store->copy_out([&](std::string_view line) -> Result<> {
      lines.emplace_back(line);
      return {};
    });
    EXPECT_TRUE(done);
    std::ranges::sort(lines);
    return lines;
  }
  // Rows that are there now and were not before, or other than before.
  static std::size_t written(const std::vector<std::string>& before,
                             const std::vector<std::string>& after) {
    std::vector<std::string> fresh;
    std::ranges::set_difference(after, before, std::back_inserter(fresh));
    return fresh.size();
  }
  Result<> sell_one(ports::UnitOfWork& u, const SampleBook& book) {
    const sales::Order order = sample_order(ids, {book});
    AAN_TRY(u.sales().add_order(order));
    sales::Entitlement entitlement;
    entitlement.id = ids.make<sales::EntitlementId>();
    entitlement.order_id = order.id;
    entitlement.line_id = order.lines.front().id;
    entitlement.edition_id = book.edition.id;
    entitlement.edition_version = 1;
    entitlement.granted_at = clock.wall();
    AAN_TRY(u.sales().add_entitlement(entitlement));
    sales::DownloadGrant grant;
    grant.id = ids.make<sales::GrantId>();
    grant.entitlement_id = entitlement.id;
    grant.order_id = order.id;
    grant.file_id = book.files.front().id;
    grant.expires_at = clock.wall() + sales::kGrantFor;
    return u.sales().add_grant(grant);
  }
  // So many who bought the book, each with a grant of its file.
  void sell(const SampleBook& book, int buyers) {
    write([&](ports::UnitOfWork& u) -> Result<> {
      for (int i = 0; i < buyers; ++i) AAN_TRY(sell_one(u, book));
      return {};
    });
  }
};
AAN_ON_BOTH_ENGINES(StoreVersions);

TEST_P(StoreVersions, AFileThatCameLaterIsThereSinceThen) {
  const SampleBook book = added("Walden");
  const Timestamp first = versions(book.files.front().id).front().since;
  clock.advance(Duration::days(2));
  ports::NewEditionFile pdf{book.files.front(), clock.wall()};
  pdf.file.id = ids.make<catalog::FileId>();
  pdf.file.format = "pdf";
  pdf.file.cid = cid_of("a pdf");
  write([&](ports::UnitOfWork& u) { return u.catalog().add_file(pdf); });
  const Timestamp since = versions(pdf.file.id).front().since;
  EXPECT_LE(since, clock.wall());
  EXPECT_LT(clock.wall() - since, Duration::milliseconds(1));
  EXPECT_EQ(versions(book.files.front().id).front().since, first);
}

TEST_P(StoreVersions, ANewVersionTakesThePlaceOfTheOneBeforeWhichStays) {
  const SampleBook book = added("Walden");
  const catalog::FileId first = book.files.front().id;
  ASSERT_EQ(versions(first).size(), 1U);
  EXPECT_EQ(versions(first)[0].number, 1);
  EXPECT_EQ(versions(first)[0].note, "");
  const std::int64_t generation =
      read([](const ports::Snapshot& s) { return s.catalog().generation(); });
  const ports::NewFileVersion second = version_of(book, first, "Typos in chapter 3");
  EXPECT_EQ(put(second), 2);
  EXPECT_GT(read([](const ports::Snapshot& s) { return s.catalog().generation(); }), generation);
  EXPECT_EQ(put(version_of(book, second.file.id, "And in chapter 4")), 3);
  for (const catalog::FileId& any : {first, second.file.id}) {
    const auto all = versions(any);
    ASSERT_EQ(all.size(), 3U) << any.value;
    EXPECT_EQ(all[0].file.id, first);
    EXPECT_EQ(all[1].note, "Typos in chapter 3");
    EXPECT_EQ(all[2].number, 3);
    EXPECT_FALSE(all[0].file.is_current);
    EXPECT_FALSE(all[1].file.is_current);
    EXPECT_TRUE(all[2].file.is_current);
  }
  const auto now =
      *read([&](const ports::Snapshot& s) { return s.catalog().find_work(book.work.id); });
  ASSERT_EQ(now.files.size(), book.files.size());
  EXPECT_EQ(now.files.front().id, versions(first).back().file.id) << "in the place of the first";
  EXPECT_EQ(now.offer.files.front(), now.files.front().id);
  EXPECT_EQ(now.edition.version, book.edition.version + 2);
  EXPECT_EQ(now.edition.words, 4321U);
  EXPECT_TRUE(read([&](const ports::Snapshot& s) { return s.catalog().find_file(first); }))
      << "who bought it still has it";
}

TEST_P(StoreVersions, OneThatNobodyOrderedGivesItsPlaceBackToTheOneBefore) {
  const SampleBook book = added("Walden");
  sell(book, 2);
  const catalog::FileId first = book.files.front().id;
  const auto take_out = [&](const catalog::FileId& id) {
    return [&, id](ports::UnitOfWork& u) {
      return ports::sources_of(u).take_out_file(id, clock.wall());
    };
  };
  const auto second = version_of(book, first, "Two");
  put(second);
  const auto third = version_of(book, second.file.id, "Three");
  put(third);
  EXPECT_EQ(refused(take_out(second.file.id)).reason, "file_has_versions");
  EXPECT_EQ(refused(take_out(first)).reason, "file_sold");
  write(take_out(third.file.id));
  ASSERT_EQ(versions(first).size(), 2U);
  EXPECT_TRUE(versions(first).back().file.is_current);
  const auto now =
      *read([&](const ports::Snapshot& s) { return s.catalog().find_work(book.work.id); });
  EXPECT_EQ(now.files.front().id, second.file.id);
  EXPECT_EQ(now.offer.files.front(), second.file.id);
  EXPECT_EQ(now.edition.version, 2);
  EXPECT_EQ(put(version_of(book, second.file.id, "Three again")), 3);
}

TEST_P(StoreVersions, AFileOfAnotherFormatIsSoldWithTheBookFromNowOn) {
  const SampleBook book = added("Walden");
  ports::NewEditionFile more;
  more.file = book.files.front();
  more.file.id = ids.make<catalog::FileId>();
  more.file.format = "pdf";
  more.file.media_type = "application/pdf";
  more.file.file_name = "walden.pdf";
  more.file.cid = cid_of("a pdf");
  more.file.pages = 240;
  more.at = clock.wall();
  const auto generation = read([&](const ports::Snapshot& s) { return s.catalog().generation(); });
  write([&](ports::UnitOfWork& u) { return u.catalog().add_file(more); });
  const auto now =
      *read([&](const ports::Snapshot& s) { return s.catalog().find_work(book.work.id); });
  ASSERT_EQ(now.files.size(), book.files.size() + 1);
  EXPECT_EQ(now.files.front().id, book.files.front().id) << "the first stays the first";
  EXPECT_EQ(now.files.back().id, more.file.id);
  EXPECT_EQ(now.files.back().pages, 240U);
  EXPECT_EQ(now.offer.files.back(), more.file.id);
  const auto listed =
      read([&](const ports::Snapshot& s) { return s.catalog().summaries({book.work.id}); });
  EXPECT_NE(std::ranges::find(listed.at(0).formats, "pdf"), listed.at(0).formats.end());
  EXPECT_GT(read([&](const ports::Snapshot& s) { return s.catalog().generation(); }), generation);
  more.file.id = ids.make<catalog::FileId>();
  more.file.cid = cid_of("another pdf");
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.catalog().add_file(more); }).reason,
            "format_known");
}

TEST_P(StoreVersions, OfTwoAtOnceOneIsRefused) {
  const SampleBook book = added("Walden");
  const catalog::FileId first = book.files.front().id;
  put(version_of(book, first, "One"));
  const auto late = version_of(book, first, "Another");
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.catalog().add_version(late); }).reason,
            "version_raced");
  EXPECT_EQ(versions(first).size(), 2U);
}

TEST_P(StoreVersions, IsAsManyRowsWithThousandsOfBuyersAsWithNone) {
  const SampleBook nobodys = added("Walden");
  const SampleBook everybodys = added("Emma");
  sell(everybodys, 3000);
  std::vector<std::string> before = rows();
  put(version_of(nobodys, nobodys.files.front().id, "One"));
  std::vector<std::string> after = rows();
  const std::size_t with_none = written(before, after);
  before = std::move(after);
  put(version_of(everybodys, everybodys.files.front().id, "Two"));
  EXPECT_EQ(written(before, rows()), with_none);
  EXPECT_LT(with_none, 15U);
}

}  // namespace
}  // namespace aan::contract
