#include "worker/epub/archive.hpp"

#include <gtest/gtest.h>

#include "worker/epub/limits.hpp"
#include "worker/epub/zip_for_tests.hpp"

namespace aan::worker::epub {
namespace {

using namespace std::string_view_literals;

// The sentence of the refusal, or "" when the archive opens.
std::string refusal(const std::string& bytes) {
  const auto archive = Archive::from_bytes(bytes);
  return archive ? "" : archive.error().safe;
}

std::string one(ZipForTests::Entry entry) { return ZipForTests().add(std::move(entry)).bytes(); }

TEST(Archive, ReadsWhatWasStoredAndDeflated) {
  const std::string zip = ZipForTests().add("mimetype", "m").add("a/b.txt", "hello").bytes();
  auto archive = Archive::from_bytes(zip);
  ASSERT_TRUE(archive) << archive.error().to_string();
  EXPECT_EQ(archive->first_name(), "mimetype");
  EXPECT_EQ(archive->read("a/b.txt", 100).value(), "hello");
  EXPECT_EQ(archive->read("a/b.txt", 4).error().code, Errc::too_large);
  EXPECT_EQ(archive->read("nothing", 4).error().code, Errc::not_found);
}

TEST(Archive, WhatIsNoZipIsRefusedAsNotAnEpub) {
  for (const std::string& bytes : {std::string(), std::string("hello"), std::string(100000, 'x')})
    EXPECT_NE(refusal(bytes).find("not an EPUB"), std::string::npos) << bytes.size();
}

TEST(Archive, EveryTruncationIsRefused) {
  const std::string zip =
      ZipForTests().add("mimetype", "m").add("a", std::string(500, 'x')).bytes();
  for (std::size_t size = 0; size < zip.size(); ++size)
    EXPECT_NE(refusal(zip.substr(0, size)), "") << size;
}

TEST(Archive, NamesThatLeaveTheArchiveAreRefused) {
  for (const char* name : {"../x", "a/../../x", "/etc/passwd", "a\\..\\x", "..", "a/.."})
    EXPECT_NE(refusal(one({.name = name, .bytes = "x"})).find("not safe"), std::string::npos)
        << name;
}

// libzip shows them with a blank; other programs end the name at the NUL.
TEST(Archive, ANameWithANulIsRefused) {
  for (const std::string_view name : {"a\0.css"sv, "a\0"sv, "\0"sv, "a\0/../b"sv})
    EXPECT_TRUE(refusal(one({.name = std::string(name), .bytes = "x"})).contains("NUL")) << name;
  // What only looks like the end record, in a comment, hides nothing.
  std::string bytes = ZipForTests().add({.name = std::string("a\0b", 3), .bytes = "x"}).bytes();
  const std::string fake = "PK\x05\x06" + std::string(18, '\0');
  bytes[bytes.size() - 2] = static_cast<char>(fake.size());
  EXPECT_NE(refusal(bytes + fake), "");
  EXPECT_EQ(refusal(one({.name = "a b", .bytes = "x"})), "");
}

TEST(Archive, ADriveIsAnAbsoluteName) {
  for (const char* name : {"C:/x", "c:x", "Z:"})
    EXPECT_TRUE(refusal(one({.name = name, .bytes = "x"})).contains("points outside")) << name;
  EXPECT_EQ(refusal(one({.name = "urn:x", .bytes = "x"})), "");
}

TEST(Archive, ANameThatIsRefusedIsToldForWhatIsWrongWithIt) {
  const auto why = [](const std::string& name) {
    return refusal(one({.name = name, .bytes = "x"}));
  };
  EXPECT_TRUE(why("OPS\\a.xhtml").contains("holds a backslash")) << why("OPS\\a.xhtml");
  EXPECT_FALSE(why("OPS\\a.xhtml").contains("points outside"));
  EXPECT_TRUE(why("a/../../b").contains("points outside"));
  EXPECT_TRUE(why("/etc/passwd").contains("points outside"));
}

TEST(Archive, TwoNamesThatAreOneOnSomeDiskAreRefused) {
  const auto twice = [](const char* a, const char* b) {
    return refusal(ZipForTests().add(a, "1").add(b, "2").bytes());
  };
  EXPECT_NE(twice("a.txt", "A.TXT"), "");
  EXPECT_NE(twice("same", "same"), "");
  EXPECT_NE(twice("\xc3\xa9.txt", "e\xcc\x81.txt"), "") << "composed and decomposed";
  EXPECT_EQ(twice("a.txt", "b.txt"), "");
}

TEST(Archive, EncryptedEntriesAreRefusedAsDrm) {
  EXPECT_NE(refusal(one({.name = "a", .bytes = std::string(20, 'x'), .flags = 1})), "");
}

TEST(Archive, OtherMethodsThanStoredAndDeflatedAreRefused) {
  EXPECT_NE(refusal(one({.name = "a", .bytes = "x", .method = 12})), "");
}

TEST(Archive, ABombIsRefusedByItsRatio) {
  EXPECT_NE(refusal(one({.name = "a", .bytes = std::string(8 << 20, '\0'), .deflated = true}))
                .find("zip bomb"),
            std::string::npos);
  EXPECT_EQ(refusal(one({.name = "a", .bytes = std::string(500 << 10, '\0'), .deflated = true})),
            "")
      << "a blank page below the floor is no bomb";
}

TEST(Archive, DeclaredSizesAreLimited) {
  EXPECT_NE(refusal(one({.name = "a", .bytes = "x", .declared_size = (256LL << 20) + 1})), "");
  ZipForTests many;
  for (int i = 0; i < 9; ++i)
    many.add({.name = "e" + std::to_string(i),
              .bytes = std::string(600'000, 'x'),
              .declared_size = 120LL << 20});
  EXPECT_NE(refusal(many.bytes()), "");
}

TEST(Archive, RealBytesCountNotDeclaredOnes) {
  const std::string zip = one(
      {.name = "a", .bytes = std::string(13 << 20, 'x'), .deflated = true, .declared_size = 900});
  auto archive = Archive::from_bytes(zip);
  if (!archive) return;  // refused at once: as good
  EXPECT_FALSE(archive->read("a", kXmlBytesMax));
}

TEST(Archive, EntriesThatLieInEachOtherAreRefused) {
  ZipForTests zip;
  zip.add({.name = "a", .bytes = std::string(5000, 'x')});
  for (int i = 0; i < 20; ++i)
    zip.add({.name = "b" + std::to_string(i), .bytes = std::string(5000, 'x'), .same_place_as = 0});
  EXPECT_NE(refusal(zip.bytes()), "");
}

TEST(Archive, TheDirectoryAndTheEntriesMustAgree) {
  EXPECT_NE(refusal(one({.name = "a.txt", .bytes = "x", .local_name = "b.txt"})), "");
}

TEST(Archive, MoreEntriesThanABookHasAreRefused) {
  ZipForTests zip;
  for (std::uint64_t i = 0; i <= kEntriesMax; ++i)
    zip.add({.name = std::to_string(i), .bytes = ""});
  EXPECT_EQ(Archive::from_bytes(zip.bytes()).error().code, Errc::too_large);
}

TEST(Archive, AWrongCheckSumShowsWhenRead) {
  std::string zip = one({.name = "a", .bytes = "hello hello hello"});
  zip[zip.find("hello")] = 'j';
  auto archive = Archive::from_bytes(zip);
  ASSERT_TRUE(archive);
  EXPECT_FALSE(archive->read("a", 100));
}

}  // namespace
}  // namespace aan::worker::epub
