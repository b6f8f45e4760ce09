#include "worker/epub/stamp_plan.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/stamp_frame.hpp"
#include "worker/epub/package_edit.hpp"
#include "worker/epub/reader.hpp"
#include "worker/epub/zip_for_tests.hpp"

namespace aan::worker::epub {
namespace {

constexpr const char* kChapter =
    "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><p>Words."
    "</p></body></html>";
const catalog::Stamp kStamp{"7K2M-93QD", "Night & Shelves <\"München\">"};
const catalog::StampWords kWords{
    "en", "Your copy", {"This copy belongs to order 7K2M-93QD.", "Sold by <Night> & Shelves."}};

ReadAt reader_of(const std::string& bytes) {
  return [&bytes](std::uint64_t offset, char* into, std::size_t wanted) {
    if (offset > bytes.size() || bytes.size() - offset < wanted) return false;
    bytes.copy(into, wanted, offset);
    return true;
  };
}

StampPlanOrWhy planned(const std::string& bytes) {
  auto archive = Archive::from_bytes(bytes);
  EXPECT_TRUE(archive) << archive.error().to_string();
  auto plan = plan_stamp(*archive, reader_of(bytes), bytes.size());
  EXPECT_TRUE(plan) << plan.error().to_string();
  return *plan;
}

std::string why_not(const std::string& bytes) {
  const auto found = planned(bytes);
  const auto* why = std::get_if<std::string_view>(&found);
  return why == nullptr ? "" : std::string(*why);
}

std::string stamped(const std::string& bytes, const catalog::StampPlan& plan,
                    const catalog::Stamp& stamp = kStamp) {
  std::string out;
  const catalog::StampedCopy copy = catalog::stamped_copy(plan, stamp, kWords);
  for (const auto& piece : copy.pieces)
    out += piece.bytes.empty() ? bytes.substr(piece.offset, piece.length) : piece.bytes;
  EXPECT_EQ(out.size(), copy.size);
  return out;
}

std::string stamped(const std::string& bytes) {
  const auto found = planned(bytes);
  const auto* plan = std::get_if<catalog::StampPlan>(&found);
  EXPECT_NE(plan, nullptr) << std::get<std::string_view>(found);
  return plan == nullptr ? "" : stamped(bytes, *plan);
}

std::vector<catalog::Stamp> stamps_of(const std::string& bytes) {
  auto archive = Archive::from_bytes(bytes);
  EXPECT_TRUE(archive) << archive.error().to_string();
  return read_stamps(*archive).value();
}

std::string small_book(const std::string& metadata = "<dc:title>t</dc:title>") {
  return epub_for_tests(opf_for_tests(metadata), kChapter).bytes();
}

// Every entry that was there, but for the package document, lies there with the same packed bytes.
void expect_untouched(const std::string& before, const std::string& after) {
  const auto old = read_plain_directory(reader_of(before), before.size());
  const auto now = read_plain_directory(reader_of(after), after.size());
  ASSERT_TRUE(old && now);
  EXPECT_EQ(now->entries.size(), old->entries.size() + 1);
  EXPECT_EQ(now->entries.front().name, "mimetype");
  EXPECT_EQ(now->comment, old->comment);
  std::size_t same = 0;
  for (const DirectoryEntry& a : old->entries)
    for (const DirectoryEntry& b : now->entries) {
      if (a.name != b.name || a.header.substr(0, 42) != b.header.substr(0, 42)) continue;
      const std::size_t size = 30 + a.name.size() + a.packed_bytes;
      EXPECT_EQ(before.substr(a.offset, size), after.substr(b.offset, size)) << a.name;
      ++same;
    }
  EXPECT_EQ(same + 1, old->entries.size());
}

TEST(StampPlan, ACopyNamesItsOrderAndShopAndNothingElseOfItChanges) {
  const std::string book = small_book();
  const std::string copy = stamped(book);
  expect_untouched(book, copy);
  EXPECT_EQ(stamps_of(copy), std::vector{kStamp});
  EXPECT_TRUE(stamps_of(book).empty());
  auto archive = Archive::from_bytes(copy);
  const std::string page = archive->read("OPS/aan-copy.xhtml", 100000).value();
  EXPECT_NE(page.find("<p>Sold by &lt;Night&gt; &amp; Shelves.</p>"), std::string::npos) << page;
  EXPECT_EQ(stamped(book), copy) << "the same bytes again";
}

TEST(StampPlan, TheOrderIsKnownFromThePageAloneWhenTheMetadataWasWrittenAnew) {
  const std::string copy = stamped(small_book());
  auto archive = Archive::from_bytes(copy);
  const std::string opf =
      "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata/><manifest><item "
      "id='one' href='one.xhtml'/><item id='two' href='two.xhtml'/></manifest><spine><itemref "
      "idref='one'/><itemref idref='two'/></spine></package>";
  ZipForTests again = epub_for_tests(opf, kChapter);
  again.add("OPS/two.xhtml", archive->read("OPS/aan-copy.xhtml", 100000).value());
  EXPECT_EQ(stamps_of(again.bytes()), std::vector{kStamp});
}

TEST(StampPlan, ACopyThatIsStampedAgainBearsBothStamps) {
  const catalog::Stamp second{"ABCD-2345", "Other Books"};
  const std::string first = stamped(small_book());
  const auto found = planned(first);
  const std::string copy = stamped(first, std::get<catalog::StampPlan>(found), second);
  EXPECT_EQ(stamps_of(copy), (std::vector{second, kStamp}));
  EXPECT_TRUE(Archive::from_bytes(copy)->has("OPS/aan-copy-2.xhtml"));
}

TEST(StampPlan, WhatAStampWouldBreakIsLeftOut) {
  EXPECT_EQ(why_not(small_book()), "");
  EXPECT_EQ(why_not(small_book("<meta property='rendition:layout'>pre-paginated</meta>")),
            "fixed_layout");
  EXPECT_EQ(why_not(epub_for_tests(opf_for_tests("<dc:title>t</dc:title>"), kChapter)
                        .add("META-INF/signatures.xml", "<signatures/>")
                        .bytes()),
            "signed");
  // Bytes before the archive, or after it, move what its directory says.
  EXPECT_EQ(why_not(epub_for_tests("<?xml version='1.0' encoding='iso-8859-1'?>" +
                                       opf_for_tests("<dc:title>t</dc:title>"),
                                   kChapter)
                        .bytes()),
            "package");
  EXPECT_EQ(why_not(ZipForTests()
                        .add("META-INF/container.xml", kContainerForTests)
                        .add("OPS/book.opf", opf_for_tests("<dc:title>t</dc:title>"))
                        .add("OPS/one.xhtml", kChapter)
                        .bytes()),
            "zip")
      << "no mimetype at its beginning";
}

TEST(StampPlan, APlanCrossesTheBorderAndALyingOneDoesNot) {
  const std::string book = small_book();
  const auto found = planned(book);
  const auto plan = std::get<catalog::StampPlan>(found);
  const auto read = catalog::parse_stamp_plan(catalog::encode_stamp_plan(plan));
  ASSERT_TRUE(read) << read.error().to_string();
  EXPECT_EQ(stamped(book, *read), stamped(book, plan));
  const auto refuses = [&](auto change) {
    catalog::StampPlan lie = plan;
    change(lie);
    return !catalog::parse_stamp_plan(catalog::encode_stamp_plan(lie));
  };
  EXPECT_TRUE(refuses([](auto& lie) { lie.head_bytes = lie.tail_from + 1; }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.tail_until = lie.file_bytes + 1; }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.tail_from = lie.tail_until + 1; }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.file_bytes = 1ULL << 33U; }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.entries += 1; }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.entries -= 1; }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.directory[42 + 3] = '\x7f'; }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.package_text.pop_back(); }));
  EXPECT_TRUE(refuses([](auto& lie) { lie.page_name.clear(); }));
  const std::string frame = catalog::encode_stamp_plan(plan);
  for (std::size_t size = 0; size < frame.size(); ++size)
    EXPECT_FALSE(catalog::parse_stamp_plan(frame.substr(0, size))) << size;
}

TEST(PackageEdit, TagsAreFoundAsTheyAreWritten) {
  const auto edited = [](const std::string& opf) {
    const auto open = open_package(opf, "aan-copy.xhtml");
    return open ? open->parts[0] + "O" + open->parts[1] + "S" + open->parts[2] : "";
  };
  const std::string prefixed = edited(
      "\xef\xbb\xbf<?xml version=\"1.0\" encoding='UTF-8'?>\n<!-- <metadata><x/> -->"
      "<o:package xmlns:o=\"http://www.idpf.org/2007/opf\"><o:metadata><x a=\"1>2\"/>"
      "</o:metadata><o:manifest><!-- <o:item/> --><o:item id=\"aan-copy\" href=\"a\"/></o:manifest>"
      "<o:spine><o:itemref idref='a>b' ></o:itemref\n></o:spine></o:package>");
  EXPECT_NE(prefixed.find("<o:metadata><o:meta name=\"asymmetry:order\" content=\"O\"/>\n<o:meta "
                          "name=\"asymmetry:shop\" content=\"S\"/>\n<x a"),
            std::string::npos)
      << prefixed;
  EXPECT_NE(prefixed.find("<!-- <o:item/> --><o:item id=\"aan-copy-2\" href=\"aan-copy.xhtml\""),
            std::string::npos)
      << prefixed;
  EXPECT_NE(prefixed.find("</o:itemref\n>\n<o:itemref idref=\"aan-copy-2\"/></o:spine>"),
            std::string::npos)
      << prefixed;
  const std::string begin = "<package xmlns='http://www.idpf.org/2007/opf'>";
  const std::string rest =
      "<manifest><item/></manifest><spine><itemref idref='a'/></spine></package>";
  EXPECT_NE(edited(begin + "<metadata><a/></metadata>" + rest), "");
  EXPECT_EQ(edited(begin + "<metadata></metadata>" + rest), "") << "nowhere to write before";
  EXPECT_EQ(edited(begin + "<metadata><dc-metadata/></metadata>" + rest), "") << "OEB";
  EXPECT_EQ(edited("<package xmlns='urn:other'><metadata><a/></metadata>" + rest), "");
  EXPECT_EQ(edited(begin + "<metadata xmlns='urn:other'><a/></metadata>" + rest), "");
  EXPECT_EQ(edited(begin + rest + "<metadata><a/></metadata>"), "");
}

// The books of the test data: read before and after, and nothing that a reader sees differs.
TEST(RealStamps, BooksReadTheSameBeforeAndAfter) {
  const char* given = std::getenv("AAN_TEST_DATA");
  const char* root = std::getenv("AAN_SOURCE_DIR");
  const std::filesystem::path folder =
      (given != nullptr ? std::filesystem::path(given)
                        : std::filesystem::path(root == nullptr ? "." : root) / "../shared/data") /
      "epub";
  if (!std::filesystem::is_directory(folder))
    GTEST_SKIP() << "no real EPUBs: AAN_TEST_DATA does not name a folder with epub/";
  int stamped_count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".epub") continue;
    SCOPED_TRACE(entry.path());
    const std::string book = read_file(entry.path(), 100'000'000).value();
    const auto found = planned(book);
    const auto* plan = std::get_if<catalog::StampPlan>(&found);
    if (plan == nullptr) {
      EXPECT_EQ(std::get<std::string_view>(found), "fixed_layout");
      continue;
    }
    ++stamped_count;
    const std::string copy = stamped(book, *plan);
    expect_untouched(book, copy);
    auto before = Archive::from_bytes(book);
    auto after = Archive::from_bytes(copy);
    ASSERT_TRUE(before && after);
    catalog::BookRecord old = read_epub(*before)->record;
    catalog::BookRecord now = read_epub(*after)->record;
    now.words = old.words;  // those of the closing page
    EXPECT_EQ(catalog::encode_book_record(old), catalog::encode_book_record(now));
    EXPECT_EQ(stamps_of(copy), std::vector{kStamp});
    EXPECT_LT(copy.size(), book.size() + 200'000);
  }
  EXPECT_GE(stamped_count, 25);
}

}  // namespace
}  // namespace aan::worker::epub
