#include "base/file.hpp"
#include "base/log.hpp"
#include "service/books/ingest.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/browsing/browse.hpp"
#include "service/delivery/keep_pictures.hpp"
#include "service/delivery/reading_copies.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

/// Answers for every book what a test has laid down.
class ScriptedTextReader final : public ports::TextReader {
 public:
  Result<catalog::BookText> read_text(int /*file_fd*/) override {
    ++reads;
    return answer;
  }
  Result<catalog::BookText> answer = fail(Errc::timeout, "worker.run", "deadline");
  int reads = 0;
};

class Pictures : public ::testing::Test {
 protected:
  void SetUp() override {
    log::set_level(log::Level::error);
    read.record.format = "epub";
    read.record.media_type = "application/epub+zip";
    read.record.title = "Walden";
    read.cover_jpeg = "cover";
    read.thumbnails = {"160", "320", "640"};
    read.sample_html = "<p>Begin.</p>";
    reader.answer(read);
    const FileDescriptor file = must(memory_file("the book"));
    must(ingest.ingest(file.get(), "a.epub", world.money(499)));
  }
  catalog::BookDetail book() { return must(find_book(world.shop->room, "walden")); }
  crypto::Cid cover() { return book().edition.cover; }
  std::vector<BadCopy> check(Look look = Look::read) {
    return must(check_files(world.shop->room, {}, look, [](const FileCheck&) { return true; })).bad;
  }
  Error shown(const crypto::Cid& cid) { return refusal(pictures.open(cid)); }

  ShopWorld world;
  testing::ScriptedBookReader reader;
  testing::ScriptedDocumentWriter writer;
  ports::ReadBook read;
  Ingest ingest{world.shop->room, reader, writer};
  KeepPictures pictures{world.shop->room, ingest};
};

TEST_F(Pictures, ADamagedCoverIsNotFoundUntilItIsMadeAgainFromTheBook) {
  const crypto::Cid cid = cover();
  world.blobs.damage(cid, 1);
  EXPECT_EQ(shown(cid).reason, "no_such_picture");
  EXPECT_EQ(shown(cid).code, Errc::not_found) << "and again";
  EXPECT_FALSE(must(pictures.restore_one())) << "it was noted once";
  EXPECT_TRUE(pictures.open(cid));
  EXPECT_TRUE(check().empty());
  EXPECT_EQ(reader.reads(), 2);
  EXPECT_FALSE(must(pictures.restore_one()));
  EXPECT_EQ(reader.reads(), 2) << "there is nothing to do any more";
}

TEST_F(Pictures, ThoseOfAHiddenBookAreSeenByWhoHasTheirKeyAlone) {
  const crypto::Cid cid = cover();
  EXPECT_TRUE(pictures.open(cid));
  must(set_visibility(world.shop->room, "walden", catalog::Visibility::hidden, "ada"));
  EXPECT_EQ(shown(cid).reason, "no_such_picture");
  const auto key = [&](const crypto::Cid& of) {
    const std::string path = picture_path(world.keys.ring(), of, /*is_listed=*/false);
    return path.substr(path.find("?key=") + 5);
  };
  EXPECT_TRUE(pictures.open(cid, key(cid)));
  for (const std::string& wrong :
       {key(book().edition.thumb_160), std::string(27, 'A'), std::string("x")})
    EXPECT_FALSE(pictures.open(cid, wrong)) << wrong;
  EXPECT_FALSE(pictures.open(book().files[0].cid, key(book().files[0].cid))) << "no picture";
  must(set_visibility(world.shop->room, "walden", catalog::Visibility::listed, "ada"));
  EXPECT_TRUE(pictures.open(cid));
}

TEST_F(Pictures, AComicsSampleThatIsShownAgainHasItsPictures) {
  read.sample_html.clear();
  read.sample_pictures = {"page 1", "page 2"};
  read.record.title = "Panels";
  reader.answer(read);
  must(ingest.ingest(must(memory_file("the comic")).get(), "b.epub", world.money(499)));
  const auto panels = [&] { return must(find_book(world.shop->room, "panels")).edition; };
  const crypto::Cid page = panels().sample_pictures.at(0);
  must(ingest.hide_sample("panels", "ada"));
  EXPECT_EQ(shown(page).reason, "no_such_picture");
  must(ingest.show_sample("panels", "ada"));
  EXPECT_TRUE(panels().sample);
  EXPECT_TRUE(pictures.open(page));
}

TEST_F(Pictures, AMissingSampleIsNoFaultOfTheProgramAndComesBack) {
  world.blobs.lose(*book().edition.sample);
  EXPECT_EQ(refusal(view_sample(world.shop->room, pictures, "walden")).reason, "no_sample");
  must(pictures.restore_one());
  EXPECT_EQ(must(view_sample(world.shop->room, pictures, "walden")).xhtml, "<p>Begin.</p>");
}

TEST_F(Pictures, ACheckSeesPicturesAndSaysWhatIsMissingAndWhatIsDamaged) {
  EXPECT_TRUE(check().empty());
  world.blobs.lose(cover());
  world.blobs.damage(*book().edition.sample, 0);
  const std::vector<BadCopy> bad = check();
  ASSERT_EQ(bad.size(), 2U);
  EXPECT_EQ(bad[0].kind, "cover");
  EXPECT_EQ(bad[0].state, CopyState::missing);
  EXPECT_EQ(bad[1].kind, "sample");
  EXPECT_EQ(bad[1].state, CopyState::damaged);
  EXPECT_FALSE(book().files[0].is_damaged) << "the book itself stays for sale";
  world.blobs.lose(book().files[0].cid);
  EXPECT_EQ(check().at(0).state, CopyState::missing);
  EXPECT_TRUE(book().files[0].is_damaged);
}

TEST_F(Pictures, WithoutTheBooksFileNothingIsMadeUntilItIsImportedAgain) {
  const crypto::Cid cid = cover();
  world.blobs.lose(cid);
  world.blobs.lose(book().files[0].cid);
  EXPECT_EQ(shown(cid).code, Errc::not_found);
  must(pictures.restore_one());
  EXPECT_EQ(reader.reads(), 1) << "there was nothing to read";
  EXPECT_EQ(shown(cid).code, Errc::not_found);
  EXPECT_FALSE(must(pictures.restore_one()));
  const FileDescriptor file = must(memory_file("the book"));
  EXPECT_EQ(must(ingest.ingest(file.get(), "a.epub", std::nullopt)).verdict,
            IngestVerdict::restored);
  EXPECT_TRUE(pictures.open(cid));
}

TEST_F(Pictures, AReaderThatDrawsDifferentlyByNowLeavesTheBookWithItsNewPictures) {
  const crypto::Cid old = cover();
  world.blobs.lose(old);
  pictures.note(old, "missing");
  read.cover_jpeg = "the same cover, drawn by a later release";
  reader.answer(read);
  must(pictures.restore_one());
  EXPECT_NE(cover(), old);
  EXPECT_TRUE(pictures.open(cover()));
  EXPECT_TRUE(check().empty());
  EXPECT_EQ(shown(old).code, Errc::not_found);
}

TEST_F(Pictures, ALookAtAllGoesOnWhereTheLastStepEnded) {
  for (int i = 0; i < 5; ++i) world.add_book("Volume " + std::to_string(i), world.money(100));
  catalog::FileId after;
  std::int64_t files = 0;
  int steps = 0;
  for (bool is_done = false; !is_done && steps < 20; ++steps) {
    const FileCheck step =
        must(check_files(world.shop->room, after, Look::read,
                         [](const FileCheck& so_far) { return so_far.files < 2; }));
    files += step.files;
    after = step.last;
    is_done = step.is_done;
  }
  EXPECT_EQ(files, 6);
  EXPECT_EQ(steps, 4) << "two at a time, and a step that finds the end";
}

TEST_F(Pictures, ABookThatAWorkerDiedOverIsReadAgainAfterAnHourAFewTimes) {
  ScriptedTextReader texts;
  Makings makings;
  ReadingCopies copies(world.shop->room, texts, makings);
  const catalog::EditionFile file = book().files.at(0);
  const auto open = [&] { return refusal(copies.open(file)).reason; };
  EXPECT_EQ(open(), "not_readable_here");
  EXPECT_EQ(open(), "not_readable_here");
  EXPECT_EQ(texts.reads, 1) << "not with every click";
  texts.answer = fail(Errc::unavailable, "worker.run", "all workers are busy");
  world.clock.advance(Duration::hours(1));
  EXPECT_EQ(refusal(copies.open(file)).code, Errc::unavailable);
  EXPECT_EQ(texts.reads, 2) << "which is no try";
  texts.answer = catalog::BookText{"<div><section id=\"s1\"><p>Begin.</p></section></div>", {}, {}};
  EXPECT_EQ(must(copies.open(file)).index.pages.size(), 1U) << "it was slow for once";
  EXPECT_TRUE(copies.open(file));
  EXPECT_EQ(texts.reads, 3);
}

TEST_F(Pictures, ABookThatCannotBeReadOnPagesIsNotTriedForEver) {
  ScriptedTextReader texts;
  Makings makings;
  ReadingCopies copies(world.shop->room, texts, makings);
  const catalog::EditionFile file = book().files.at(0);
  for (int hour = 0; hour < 20; ++hour) {
    EXPECT_EQ(refusal(copies.open(file)).reason, "not_readable_here");
    world.clock.advance(Duration::hours(1));
  }
  EXPECT_EQ(texts.reads, ReadingCopies::kTriesMax);
  read.record.title = "Panels";
  reader.answer(read);
  must(ingest.ingest(must(memory_file("another")).get(), "b.epub", world.money(499)));
  const catalog::EditionFile other = must(find_book(world.shop->room, "panels")).files.at(0);
  texts.reads = 0;
  texts.answer = refuse(Errc::invalid, "epub.book", "The pages are pictures of pages.");
  for (int day = 0; day < 3; ++day) {
    EXPECT_EQ(refusal(copies.open(other)).reason, "not_readable_here");
    world.clock.advance(Duration::hours(24));
  }
  EXPECT_EQ(texts.reads, 1) << "the worker has said so";
}

}  // namespace
}  // namespace aan::service
