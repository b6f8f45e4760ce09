#include "service/books/ingest.hpp"
#include "service/books/manage_catalog.hpp"
#include "tests/service/catalog_world.hpp"

namespace aan::service {
namespace {

class Versions : public Catalog {
 protected:
  Versions() {
    ports::ReadBook first = book("Emma");
    first.record.words = 100;
    first.record.description = "What the file says.";
    first.record.isbn13 = "9780306406157";
    reader.answer(first);
    bring("e.epub", "bytes of emma", world.money(499));
  }
  Result<NewVersion> put(const ports::ReadBook& read, OtherBook other = OtherBook::refuse) {
    Ingest ingest(world.shop->room, reader, writer);
    reader.answer(read);
    const FileDescriptor file = must(memory_file("bytes " + std::to_string(++contents_)));
    return ingest.add_version(file.get(), "emma", "New", "ada", other);
  }
  ports::ReadBook named(const std::string& title, const std::string& author,
                        const std::string& isbn13 = "") const {
    ports::ReadBook read = book(title);
    read.record.contributors = {{author, "", catalog::ContributorRole::author}};
    read.record.isbn13 = isbn13;
    read.record.words = 7;
    return read;
  }
  int contents_ = 0;
};

TEST_F(Versions, AFileThatSaysItIsAnotherBookIsAskedAbout) {
  EXPECT_EQ(refusal(put(named("Ruth", "Eve Else"))).reason, "version_other_book");
  EXPECT_EQ(refusal(put(named("Ruth", "Ada Author", "9780140449136"))).reason,
            "version_other_book");
  list("Ruth");
  EXPECT_EQ(refusal(put(named("Ruth", "Ada Author"))).reason, "version_other_book")
      << "the shop has that one";
  EXPECT_EQ(must(put(named("Ruth", "Eve Else"), OtherBook::take)).number, 2);
}

TEST_F(Versions, AnotherTitleOrAnotherNumberAloneIsTakenWithARemark) {
  EXPECT_EQ(must(put(named("Emma; or, Highbury", "Eve Else"))).number, 2) << "more of the title";
  EXPECT_EQ(must(put(named("Emna", "Ada Author"))).number, 3) << "by the same author";
  EXPECT_EQ(must(put(named("Emma", "Ada Author", "9780140449136"))).number, 4);
  EXPECT_EQ(must(put(named("Highbury", "Eve Else", "9780306406157"))).number, 5) << "its number";
}

TEST_F(Versions, WhatWasKnownOfTheOneBeforeIsKnownAgain) {
  const Room& room = world.shop->room;
  const catalog::BookDetail before = must(find_book(room, "emma"));
  ports::ReadBook wrong = named("Ruth", "Eve Else");
  wrong.cover_jpeg = "cover of ruth";
  must(put(wrong, OtherBook::take));
  ASSERT_EQ(must(find_book(room, "emma")).edition.words, 7U);
  ports::ReadBook again = book("Emma");
  again.record.words = 100;
  reader.answer(again);
  reader.answer(again);  // for its facts, and for its pictures
  Ingest ingest(room, reader, writer);
  const catalog::BookDetail now = must(ingest.take_out("emma", "epub", "ada"));
  EXPECT_EQ(now.files.front().id, before.files.front().id);
  EXPECT_EQ(now.edition.words, 100U);
  EXPECT_EQ(now.edition.cover, before.edition.cover);
  EXPECT_EQ(now.edition.isbn13 + now.work.description, "9780306406157What the file says.");
}

}  // namespace
}  // namespace aan::service
