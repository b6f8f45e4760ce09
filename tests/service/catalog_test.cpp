#include <sys/mman.h>
#include <unistd.h>

#include <utility>

#include "base/file.hpp"
#include "service/audit.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/import_list_rows.hpp"
#include "service/books/ingest.hpp"
#include "service/books/list_books.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/books/typed_facts.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/search.hpp"
#include "service/browsing/suggest.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/catalog_world.hpp"
#include "tests/service/hooked_store.hpp"

namespace aan::service {
namespace {

TEST_F(Catalog, AGoodBookIsListedAndCanBeBought) {
  reader.answer(book("Walden"));
  const IngestReport report = bring("a.epub", "bytes of walden", world.money(499));
  EXPECT_EQ(report.verdict, IngestVerdict::ok);
  EXPECT_TRUE(report.notes.empty());
  EXPECT_EQ(report.slug, "walden");
  const PlacedOrder order = world.buy({{report.offer_id}});
  const auto grant = world.view(order).lines.at(0).files.at(0).grant.id;
  const std::string token = must(world.shop->deliver.start(order.token, grant, world.key()));
  const Delivery delivery = must(world.shop->deliver.open(token));
  EXPECT_EQ(must(read_all(delivery.content, delivery.file.size)), "bytes of walden");
}

TEST_F(Catalog, WithoutAPriceItIsListedNotSoldAndTheReportSaysSo) {
  reader.answer(book("Walden"));
  const IngestReport report = bring("a.epub", "bytes", std::nullopt);
  EXPECT_EQ(report.verdict, IngestVerdict::warned);
  ASSERT_EQ(report.notes.size(), 1U);
  EXPECT_NE(report.notes[0].find("Price not set"), std::string::npos);
  EXPECT_EQ(refusal(world.review({catalog::OfferId{report.offer_id}})).reason, "not_for_sale");
  must(set_price(world.shop->room, "walden", world.money(499)));
  EXPECT_EQ(must(world.review({catalog::OfferId{report.offer_id}})).quote.total, world.money(499));
}

TEST_F(Catalog, AFileThatABookOfAListWasMissingBecomesItsFile) {
  list("Walden", "9780306406157");
  ports::ReadBook read = book("Walden; or, Life in the Woods");
  read.record.isbn13 = "9780306406157";
  read.record.words = 117'000;
  read.record.contents = {{"Economy", 0}};
  read.record.description = "Two years at a pond.";
  reader.answer(read);
  const IngestReport report = bring("w.epub", "bytes of walden", world.money(499));
  EXPECT_EQ(report.slug, "walden");
  EXPECT_NE(report.notes.at(0).find("the same ISBN"), std::string::npos);
  EXPECT_EQ(report.price, world.money(499)) << "it had none";
  const catalog::BookDetail joined = must(find_book(world.shop->room, "walden"));
  EXPECT_EQ(joined.work.title, "Walden");
  EXPECT_EQ(joined.files.size(), 1U);
  EXPECT_EQ(joined.edition.words, 117'000);
  ASSERT_EQ(joined.edition.contents.size(), 1U);
  EXPECT_EQ(joined.work.description, "Two years at a pond.");
  EXPECT_TRUE(joined.edition.sample);
  world.buy({{report.offer_id}});
  EXPECT_EQ(bring("w.epub", "bytes of walden", std::nullopt).verdict, IngestVerdict::known);
}

TEST_F(Catalog, WhatAPersonWroteOfABookStaysWhenItsFileComes) {
  const Room& room = world.shop->room;
  list("Walden", "9780306406157");
  must(edit_book(room, "walden", {.language = "und", .description = "Two years."}, "ada"));
  must(edit_book(room, "walden", {.description = ""}, "ada"));
  ports::ReadBook read = book("Walden");
  read.record.isbn13 = "9780306406157";
  read.record.publisher = "Ticknor and Fields";
  read.record.description = "Two years at a pond.";
  reader.answer(read);
  const IngestReport report = bring("w.epub", "bytes of walden", world.money(499));
  EXPECT_EQ(report.slug, "walden");
  EXPECT_EQ(report.notes.back(), "Kept as the shop wrote it: language, description.");
  const catalog::BookDetail joined = must(find_book(room, "walden"));
  EXPECT_EQ(joined.files.size(), 1U);
  EXPECT_EQ(joined.work.description, "");
  EXPECT_EQ(joined.edition.language, "und");
  EXPECT_EQ(joined.edition.publisher, "Ticknor and Fields") << "nobody wrote that";
}

TEST_F(Catalog, AFileAndThePriceThatWasAskedForItComeToItsBookInOneUnit) {
  list("Walden", "9780306406157");
  ports::ReadBook read = book("Walden");
  read.record.isbn13 = "9780306406157";
  reader.answer(read);
  const Room& room = world.shop->room;
  HookedStore store(*world.store);  // of a process that dies behind its first unit
  store.before_write = [is_over = false]() mutable -> Result<> {
    if (std::exchange(is_over, true)) return fail(Errc::unavailable, "store", "it died");
    return {};
  };
  const Room dying = room_over(store, room);
  Ingest ingest(dying, reader, writer);
  const FileDescriptor file = must(memory_file("bytes of walden"));
  EXPECT_TRUE(ingest.ingest(file.get(), "w.epub", world.money(499), "ada"));
  const catalog::BookDetail joined = must(find_book(room, "walden"));
  EXPECT_EQ(joined.files.size(), 1U);
  EXPECT_EQ(joined.offer.price, world.money(499));
  const auto log = must(list_audit(room, 0, 2));
  EXPECT_EQ(log.at(0).action, "book.price");
  EXPECT_EQ(log.at(1).action, "book.format");
}

TEST_F(Catalog, WithoutAnISBNTheOnlyBookOfItsTitleIsTheFilesAndNoOther) {
  list("Emma");
  reader.answer(book("EMMA"));
  const IngestReport report = bring("e.epub", "bytes of emma", std::nullopt);
  EXPECT_EQ(report.slug, "emma");
  EXPECT_NE(report.notes.at(0).find("the same title, authors and language"), std::string::npos);
  EXPECT_NE(report.notes.back().find("Price not set"), std::string::npos);
  EXPECT_EQ(bring("other.epub", "another emma", std::nullopt).slug, "emma-2") << "it has a file";

  list("Ruth", "9780306406157");
  ports::ReadBook ruth = book("Ruth");
  ruth.record.isbn13 = "9781566199094";
  reader.answer(ruth);
  EXPECT_EQ(bring("r.epub", "bytes of ruth", std::nullopt).slug, "ruth-2") << "another edition";

  list("Odyssey", "9780393089059");
  reader.answer(book("Odyssey"));
  EXPECT_EQ(bring("o.epub", "bytes of an odyssey", std::nullopt).slug, "odyssey-2")
      << "a row with a number waits for that number";

  list("Cranford", "", "und");
  reader.answer(book("Cranford"));
  const IngestReport open = bring("c.epub", "bytes of cranford", std::nullopt);
  EXPECT_EQ(open.slug, "cranford") << "a row that says no language has the file's";
  EXPECT_NE(open.notes.at(0).find("no language"), std::string::npos);
  EXPECT_EQ(must(find_book(world.shop->room, "cranford")).edition.language, "en");

  list("Sylvia", "", "und");
  list("Sylvia", "", "und");
  reader.answer(book("Sylvia"));
  EXPECT_EQ(bring("s.epub", "bytes of sylvia", std::nullopt).slug, "sylvia-3") << "one of two";

  list("Poems");
  list("Poems");
  reader.answer(book("Poems"));
  EXPECT_EQ(bring("p.epub", "bytes of poems", std::nullopt).slug, "poems-3") << "one of two";

  must(set_visibility(world.shop->room, list("Hidden"), catalog::Visibility::hidden));
  reader.answer(book("Hidden"));
  EXPECT_EQ(bring("h.epub", "bytes of hidden", std::nullopt).slug, "hidden-2");
}

TEST_F(Catalog, AFileOfAnotherPublisherThanItsLikeSaysWhichBookItMayBe) {
  list("Walden", "", "en", "Old House");
  ports::ReadBook read = book("Walden");
  read.record.publisher = "New House";
  reader.answer(read);
  const IngestReport report = bring("w.epub", "bytes of walden", world.money(499));
  EXPECT_EQ(report.slug, "walden-2");
  EXPECT_EQ(report.may_be, must(find_book(world.shop->room, "walden")).work.id.value);
  EXPECT_EQ(report.notes.at(0),
            "\"Walden\" (walden), which came by a list and has no file, has the same title and "
            "authors, but its publisher is Old House, that of the file New House: this is a second "
            "book. If it is the same one, merge walden into this one, which stays.");
  EXPECT_EQ(report.verdict, IngestVerdict::warned);
  must(merge_books(world.shop->room, report.may_be, report.work_id, "ada"));
  EXPECT_EQ(bring("v.epub", "another walden", world.money(499)).may_be, "") << "no such book waits";

  list("Ruth", "9780306406157");
  reader.answer(book("Ruth"));
  const IngestReport ruth = bring("r.epub", "bytes of ruth", world.money(499));
  EXPECT_NE(ruth.notes.at(0).find("but its ISBN is 9780306406157, and the file names none"),
            std::string::npos);
  list("Poems");
  list("Poems");
  reader.answer(book("Poems"));
  EXPECT_NE(bring("p.epub", "of poems", world.money(499)).notes.at(0).find("several such books"),
            std::string::npos);
  reader.answer(book("Alone"));
  EXPECT_EQ(bring("a.epub", "bytes alone", world.money(499)).notes.size(), 0U);
}

TEST_F(Catalog, AFileThatCameToTheWrongBookIsTakenOutAndPutToAnother) {
  const Room& room = world.shop->room;
  list("Emma");
  ports::ReadBook emma = book("Emma");
  emma.record.description = "What the file says.";
  emma.record.publisher = "The file's house";
  reader.answer(emma);
  bring("e.epub", "bytes of emma", std::nullopt);
  Ingest ingest(room, reader, writer);
  const catalog::BookDetail with = must(find_book(room, "emma"));
  ASSERT_EQ(with.edition.publisher, "The file's house");
  EXPECT_EQ(ingest.take_out("emma", "pdf", "ada").error().reason, "no_such_file");
  const catalog::BookDetail left = must(ingest.take_out("emma", "epub", "ada"));
  EXPECT_TRUE(left.files.empty() && left.offer.files.empty());
  EXPECT_TRUE(left.edition.cover.empty() && !left.edition.sample);
  EXPECT_EQ(left.edition.publisher + left.work.description, "");
  EXPECT_EQ(left.work.title, "Emma");
  const auto log = must(list_audit(room, 0, 1));
  EXPECT_EQ(log.at(0).action, "book.take-out");
  EXPECT_NE(log.at(0).detail.find(with.files.front().cid.text()), std::string::npos);
  const FileDescriptor file = must(memory_file("bytes of emma"));
  list("Other");
  const IngestReport moved = must(ingest.add_format(file.get(), "e.epub", "other", "ada"));
  EXPECT_EQ(moved.slug, "other") << "it is not known any more";
  EXPECT_EQ(must(find_book(room, "other")).files.size(), 1U);
}

TEST_F(Catalog, AFileForABookThatWasMergedGoesToTheOneThatStandsForIt) {
  const Room& room = world.shop->room;
  list("Emma");
  list("Emma again");
  list("Emma once more");
  must(merge_books(room, "emma-once-more", "emma-again", "ada"));
  must(merge_books(room, "emma-again", "emma", "ada"));
  reader.answer(book("Emma"));
  Ingest ingest(room, reader, writer);
  const FileDescriptor file = must(memory_file("bytes of emma"));
  const auto report = must(ingest.add_format(file.get(), "e.epub", "emma-once-more", "ada"));
  EXPECT_EQ(report.slug, "emma");
  const catalog::BookDetail emma = must(find_book(room, "emma"));
  EXPECT_EQ(report.work_id, emma.work.id.value);
  EXPECT_EQ(emma.files.size(), 1U);
  EXPECT_TRUE(must(find_book(room, "emma-once-more")).files.empty());
  EXPECT_EQ(report.notes.at(0),
            "\"Emma once more\" (emma-once-more) was merged: the file is for \"Emma\" (emma), "
            "which stands for it.");
}

TEST_F(Catalog, WhatTheFirstFileSaidLeavesWithItAndTheShopsOwnCoverStays) {
  const Room& room = world.shop->room;
  Ingest ingest(room, reader, writer);
  ports::ReadBook emma = book("Emma");
  emma.record.words = 61'078;
  emma.record.contents = {{.title = "Volume I", .depth = 0}};
  reader.answer(emma);
  bring("e.epub", "bytes of emma", std::nullopt);
  ports::ReadBook scan = book("Emma");
  scan.record.format = "cbz";
  scan.record.words = 0;
  scan.record.contents.clear();
  reader.answer(scan);
  const FileDescriptor pages = must(memory_file("bytes of pages"));
  must(ingest.add_format(pages.get(), "e.cbz", "emma", "ada"));
  reader.answer_picture(ports::ReadPicture{"a cover of its own", {"1", "2", "3"}});
  const FileDescriptor picture = must(memory_file("bytes of a picture"));
  const auto own = must(ingest.set_cover(picture.get(), "emma", "ada")).edition.cover;
  ASSERT_EQ(must(find_book(room, "emma")).edition.words, 61'078);
  const catalog::BookDetail left = must(ingest.take_out("emma", "epub", "ada"));
  ASSERT_EQ(left.files.size(), 1U);
  EXPECT_EQ(left.edition.words, 0);
  EXPECT_TRUE(left.edition.contents.empty());
  EXPECT_EQ(left.edition.cover, own);
}

TEST_F(Catalog, WhatAPersonWroteOfABookStandsAndIsSearchedAndListsLeaveItAlone) {
  const Room& room = world.shop->room;
  list("Emna", "", "und");
  must(catch_up_index(room, index));
  const catalog::BookDetail before = must(find_book(room, "emna"));
  must(edit_book(room, "emna",
                 {.title = " Emma ", .authors = "Jane Austen\nAda Author", .language = "en_GB"},
                 "ada"));
  must(catch_up_index(room, index));
  EXPECT_EQ(hits("emma austen"), 1U);
  EXPECT_EQ(hits("emna"), 0U);
  const catalog::BookDetail now = must(find_book(room, "emna"));
  EXPECT_EQ(now.work.title, "Emma");
  EXPECT_EQ(now.edition.language, "en-GB");
  EXPECT_EQ(typed_authors(now.work), "Jane Austen\nAda Author");
  EXPECT_EQ(now.work.contributors.at(1).sort_name, "Author, Ada") << "as before";
  EXPECT_EQ(must(edited_fields(room, now.work.id)),
            (std::vector<std::string>{"authors", "language", "title"}));
  catalog::BookDetail said = before;
  said.work.subtitle = "A Novel";
  EXPECT_EQ(keep_edited(said, now, must(edited_fields(room, now.work.id))),
            "title, authors, language");
  EXPECT_EQ(said.work.title, "Emma");
  EXPECT_EQ(said.work.subtitle, "A Novel") << "nobody wrote that";
  must(edit_book(room, "emna", {.follows_lists = true}, "ada"));
  EXPECT_TRUE(must(edited_fields(room, now.work.id)).empty());
}

TEST_F(Catalog, AnEditThatIsNoneIsRefusedByItsFieldAndChangesNothing) {
  const Room& room = world.shop->room;
  list("Emma");
  const auto reason = [&](const BookEdit& edit) {
    return refusal(edit_book(room, "emma", edit, "ada")).reason;
  };
  EXPECT_EQ(reason({.title = "  "}), "book_title");
  EXPECT_EQ(reason({.title = std::string(501, 'x')}), "book_title");
  EXPECT_EQ(reason({.subtitle = std::string(501, 'x')}), "book_subtitle");
  EXPECT_EQ(reason({.authors = std::string(501, 'x')}), "book_authors");
  EXPECT_EQ(reason({.language = "klingonese!"}), "book_language");
  EXPECT_EQ(reason({.description = std::string(20'001, 'x')}), "book_description");
  must(edit_book(room, "emma", {.title = "Emma", .authors = "Ada Author"}, "ada"));
  EXPECT_TRUE(must(edited_fields(room, must(find_book(room, "emma")).work.id)).empty());
  must(edit_book(room, "emma", {.authors = "ADA Author"}, "ada"));
  EXPECT_EQ(typed_authors(must(find_book(room, "emma")).work), "ADA Author") << "capitals, too";
  must(edit_book(room, "emma", {.authors = "none", .language = "und"}, "ada"));
  EXPECT_EQ(typed_authors(must(find_book(room, "emma")).work), "");
}

TEST_F(Catalog, ABadFileIsAReportAndListsNothing) {
  const IngestReport report = bring("nonsense.epub", "not a book", world.money(499));
  EXPECT_EQ(report.verdict, IngestVerdict::refused);
  EXPECT_EQ(report.notes.at(0), "This is not a book that we can read.");
  EXPECT_EQ(must(catalogue_state(world.shop->room)).generation, 0);
}

TEST_F(Catalog, AWorkerThatCannotRunIsAnErrorAndNotTheFilesFault) {
  reader.answer(fail(Errc::unavailable, "book.read", "no worker"));
  Ingest ingest(world.shop->room, reader, writer);
  const FileDescriptor file = must(memory_file("bytes"));
  EXPECT_EQ(refusal(ingest.ingest(file.get(), "a.epub", std::nullopt)).code, Errc::unavailable);
  reader.answer(book("Walden"));
  EXPECT_EQ(bring("a.epub", "bytes", world.money(1)).verdict, IngestVerdict::ok);
}

// Reads the file, and somebody else writes on.
class ReaderOfAGrowingFile final : public ports::BookReader {
 public:
  ReaderOfAGrowingFile(ports::ReadBook book, int writer) : book_(std::move(book)), fd_(writer) {}
  Result<ports::ReadBook> read(int /*file_fd*/) override {
    EXPECT_EQ(::pwrite(fd_, "more", 4, 5), 4);
    return book_;
  }
  Result<ports::ReadPicture> read_picture(int /*file_fd*/) override {
    return fail(Errc::unavailable, "book.read", "no worker");
  }

 private:
  ports::ReadBook book_;
  int fd_;
};

TEST_F(Catalog, AFileThatChangesWhileItIsReadIsRefusedAndTheNextOneIsNot) {
  const FileDescriptor file(::memfd_create("growing", MFD_CLOEXEC));
  ASSERT_EQ(::pwrite(file.get(), "bytes", 5, 0), 5);
  ReaderOfAGrowingFile growing(book("Walden"), file.get());
  Ingest ingest(world.shop->room, growing, writer);
  const IngestReport report = must(ingest.ingest(file.get(), "a.epub", world.money(499)));
  EXPECT_EQ(report.verdict, IngestVerdict::refused);
  EXPECT_EQ(report.notes,
            std::vector<std::string>{
                "It changed while it was read. Import it again when it is complete."});
  EXPECT_EQ(must(catalogue_state(world.shop->room)).generation, 0) << "nothing is listed";
  reader.answer(book("Walden"));
  EXPECT_EQ(bring("a.epub", "bytesmore", world.money(499)).verdict, IngestVerdict::ok);
}

TEST_F(Catalog, TheSameBytesAgainAreKnownUnderAnyNameAndAreNotReadTwice) {
  reader.answer(book("Walden"));
  const IngestReport first = bring("a.epub", "bytes", world.money(499));
  const IngestReport again = bring("another-name.epub", "bytes", world.money(999));
  EXPECT_EQ(again.verdict, IngestVerdict::known);
  EXPECT_EQ(again.work_id, first.work_id);
  EXPECT_EQ(again.price, world.money(499)) << "an import does not change a price";
  EXPECT_EQ(reader.reads(), 1);
}

TEST_F(Catalog, WarningsScriptsAndRemoteContentAreSaid) {
  ports::ReadBook read = book("Walden");
  read.warnings = {"The contents could not be read."};
  read.record.has_scripts = read.record.has_remote_resources = true;
  reader.answer(read);
  const IngestReport report = bring("a.epub", "bytes", world.money(499));
  EXPECT_EQ(report.verdict, IngestVerdict::warned);
  EXPECT_EQ(report.notes.size(), 3U);
}

TEST_F(Catalog, ATitleThatIsCutIsSaid) {
  for (const std::size_t bytes : {500U, 501U}) {
    ports::ReadBook read = book(std::string(bytes, 't'));
    reader.answer(read);
    const IngestReport report = bring("a.epub", std::to_string(bytes), world.money(499));
    EXPECT_EQ(report.title.size(), 500U);
    EXPECT_EQ(report.notes.empty(), bytes == 500);
  }
}

TEST_F(Catalog, AHarmlessRemarkIsSaidAndMakesNoWarning) {
  ports::ReadBook read = book("Walden");
  read.remarks = {"The cover is a drawing."};
  reader.answer(read);
  const IngestReport report = bring("a.epub", "bytes", world.money(499));
  EXPECT_EQ(report.verdict, IngestVerdict::ok);
  EXPECT_EQ(report.notes, read.remarks);
}

TEST_F(Catalog, AKnownFileWithAnotherPriceSaysHowThePriceIsChanged) {
  reader.answer(book("Walden"));
  bring("a.epub", "bytes", world.money(499));
  const IngestReport again = bring("a.epub", "bytes", world.money(700));
  ASSERT_EQ(again.notes.size(), 2U);
  EXPECT_EQ(again.notes[1], "Its price stays as it was, not 7.00.") << "no command: see the desk";
  EXPECT_EQ(bring("a.epub", "bytes", world.money(499)).notes.size(), 1U) << "the same price";
  EXPECT_EQ(bring("a.epub", "bytes", std::nullopt).notes.size(), 1U) << "none was asked for";
}

TEST_F(Catalog, ABookWithoutACoverGetsADrawnOne) {
  ports::ReadBook read = book("Walden");
  read.cover_jpeg.clear();
  read.thumbnails.clear();
  reader.answer(read);
  bring("a.epub", "bytes", world.money(499));
  const auto cover = must(find_book(world.shop->room, "walden")).edition.cover;
  const ports::OpenBlob drawn = must(world.blobs.open(cover));
  EXPECT_EQ(must(read_all(drawn.file, drawn.info.size)), "drawn for Walden by Ada Author");
}

TEST_F(Catalog, TwoBooksOfOneTitleHaveTwoAddresses) {
  reader.answer(book("Walden"));
  EXPECT_EQ(bring("a.epub", "bytes", world.money(1)).slug, "walden");
  EXPECT_EQ(bring("a.epub", "other bytes", world.money(1)).slug, "walden-2");
}

TEST_F(Catalog, TheIndexCatchesUpWithWhatCameChangedAndWasHidden) {
  world.add_book("Walden", world.money(499));
  world.add_book("Emma", world.money(299));
  EXPECT_EQ(hits("walden"), 0U);
  EXPECT_EQ(must(catch_up_index(world.shop->room, index)), 2);
  EXPECT_EQ(hits("walden"), 1U);
  EXPECT_EQ(must(catch_up_index(world.shop->room, index)), 0);
  must(set_visibility(world.shop->room, "walden", catalog::Visibility::hidden));
  EXPECT_EQ(hits("walden"), 0U) << "the index lags, the page does not";
  EXPECT_EQ(must(catch_up_index(world.shop->room, index)), 1);
  EXPECT_EQ(must(index.search({.text = "walden"})).total, 0);
  must(set_visibility(world.shop->room, "walden", catalog::Visibility::listed));
  must(catch_up_index(world.shop->room, index));
  EXPECT_EQ(hits("walden"), 1U);
  EXPECT_EQ(must(index.generation()), must(catalogue_state(world.shop->room)).generation);
}

TEST_F(Catalog, AnIndexThatIsAheadOfTheStoreIsBuiltAgain) {
  world.add_book("Walden", world.money(499));
  must(index.apply({}, {}, 1'000));
  EXPECT_EQ(must(catch_up_index(world.shop->room, index)), 1);
  EXPECT_EQ(hits("walden"), 1U);
  EXPECT_EQ(must(index.generation()), must(catalogue_state(world.shop->room)).generation);
}

TEST_F(Catalog, MoreChangesThanOneStepHoldsAllArrive) {
  for (int i = 0; i < 1'203; ++i) world.add_book("Volume " + std::to_string(i), world.money(100));
  EXPECT_EQ(must(catch_up_index(world.shop->room, index)), 1'203);
  EXPECT_EQ(must(index.search({.text = "volume"})).total, 1'203);
}

/// An index that knows one book, and one wrong way to spell it.
class Speller final : public ports::SearchIndex {
 public:
  Result<std::int64_t> generation() const override { return 0; }
  Result<ports::SearchAnswer> search(const ports::SearchQuery& query) const override {
    ports::SearchAnswer answer;
    if (query.text == "waldn" || query.text == "walde") answer.suggestion = "walden";
    answer.total = query.text == "walden" || query.text == "walde" ? 1 : 0;
    return answer;
  }
  Result<> apply(const std::vector<catalog::BookDetail>&, const std::vector<catalog::WorkId>&,
                 std::int64_t) override {
    return {};
  }
  Result<> clear() override { return {}; }
  Result<std::shared_ptr<ports::SearchIndex>> begin_anew() override { return nullptr; }
  Result<> take_over(const std::shared_ptr<ports::SearchIndex>&) override { return {}; }
};

TEST_F(Catalog, WordsThatFindNothingAreSearchedInTheirCorrectedSpelling) {
  const Speller speller;
  const auto ask = [&](const std::string& text) {
    ports::SearchQuery query;
    query.text = text;
    return must(search(world.shop->room, speller, query));
  };
  EXPECT_EQ(ask("waldn").corrected, "walden");
  EXPECT_EQ(ask("waldn").answer.total, 1);
  EXPECT_EQ(ask("walde").corrected, "") << "it finds something: only a suggestion";
  EXPECT_EQ(ask("walde").answer.suggestion, "walden");
  EXPECT_EQ(ask("xyz").corrected, "");
  EXPECT_EQ(ask("xyz").answer.total, 0);
}

TEST_F(Catalog, AskingForASubjectAuthorOrSeriesThatIsNotThereIsRefusedByName) {
  auto read = book("Walden");
  read.record.subjects = {"Solitude"};
  reader.answer(read);
  bring("a.epub", "bytes of walden", world.money(0));
  const auto reason = [&](const ports::BookQuery& query) {
    const auto view = view_books(world.shop->room, query);
    return view ? std::string() : view.error().reason;
  };
  EXPECT_EQ(reason({.subject_slug = "solitude", .contributor_slug = "ada-author"}), "");
  EXPECT_EQ(reason({.subject_slug = "zzz"}), "no_such_subject");
  EXPECT_EQ(reason({.contributor_slug = "zzz"}), "no_such_author");
  EXPECT_EQ(reason({.series = "zzz"}), "no_such_series");
  EXPECT_EQ(reason({.language = "zz"}), "");
  const BooksView view = must(view_books(world.shop->room, {.subject_slug = "solitude"}));
  EXPECT_EQ(view.subject, "Solitude");
  EXPECT_EQ(must(catalogue_state(world.shop->room)).free_books, 1);
}

TEST_F(Catalog, RelatedBooksAreOfTheSameSeriesThenAuthorThenRarestSubject) {
  int books = 0;
  const auto put = [&](const std::string& title, const std::string& author,
                       const std::vector<std::string>& subjects, const std::string& series = {}) {
    auto read = book(title);
    read.record.contributors = {{author, author, catalog::ContributorRole::author}};
    read.record.subjects = subjects;
    read.record.series = series;
    reader.answer(read);
    ++books;
    return bring(title + ".epub", "bytes " + std::to_string(books), world.money(100)).slug;
  };
  put("Whales", "Ben Sea", {"Fiction", "Whaling"});
  put("Ponds", "Ada Author", {"Other"});
  put("Harbour Two", "Cy Clerk", {"Other"}, "Harbour");
  for (int i = 0; i < 5; ++i)
    put("Novel " + std::to_string(i), "Dee " + std::to_string(i), {"Fiction"});
  const std::string slug = put("Harbour One", "Ada Author", {"Fiction", "Whaling"}, "Harbour");
  put("Harbour One", "Ada Author", {"Fiction"}, "Harbour");
  std::string titles;
  for (const catalog::BookSummary& one : must(view_book(world.shop->room, slug)).also)
    titles += one.title + "; ";
  EXPECT_TRUE(titles.starts_with("Harbour Two; Whales; Ponds; Novel ")) << titles;
  EXPECT_FALSE(titles.contains("Harbour One")) << "never another edition of itself";
}

TEST_F(Catalog, WhatIsTypedSuggestsBooksAuthorsSeriesAndSubjects) {
  auto read = book("Walden");
  read.record.subjects = {"Solitude", "Ponds"};
  read.record.series = "Lives by Water";
  reader.answer(read);
  bring("a.epub", "bytes of walden", world.money(100));
  must(catch_up_index(world.shop->room, index));
  const auto typed = [&](const std::string& text) {
    return must(suggest(world.shop->room, index, text));
  };
  EXPECT_EQ(typed("wal").books.front().title, "Walden");
  EXPECT_TRUE(typed("wal").shelves.authors.empty());
  EXPECT_EQ(typed("ada au").shelves.authors.front().name, "Ada Author");
  EXPECT_EQ(typed("soli").shelves.subjects.front().name, "Solitude");
  EXPECT_EQ(typed("lives by").shelves.series.at(0).name, "Lives by Water");
  EXPECT_TRUE(typed("soli").shelves.series.empty()) << "it is not called so";
  EXPECT_TRUE(typed("w").books.empty()) << "one letter says nothing";
  EXPECT_TRUE(typed("xyz").books.empty());
}

}  // namespace
}  // namespace aan::service
