#include "worker/comic/comic.hpp"

#include <gtest/gtest.h>

#include "worker/comic/natural_order.hpp"
#include "worker/epub/zip_for_tests.hpp"

namespace aan::worker::comic {
namespace {

using Names = std::vector<std::string>;

TEST(Comic, PagesAreInTheOrderOfTheirNumbers) {
  EXPECT_EQ(pages_in({"Page 10.jpg", "page 9.JPG", "page 1.png", "cover/0.webp", "a.txt",
                      "__MACOSX/._page 1.png", ".thumbs/x.png"}),
            (Names{"cover/0.webp", "page 1.png", "page 9.JPG", "Page 10.jpg"}));
}

TEST(NaturalOrder, NumbersOfAnyLengthAndEqualOnes) {
  EXPECT_TRUE(comes_before("a2", "a10"));
  EXPECT_TRUE(comes_before("a99999999999999999999998", "a99999999999999999999999"));
  EXPECT_TRUE(comes_before("a1", "a01") != comes_before("a01", "a1")) << "an order of all";
  EXPECT_FALSE(comes_before("a1", "a1"));
  EXPECT_TRUE(comes_before("a", "a1"));
}

TEST(Comic, WithoutAPageThatCanBeShownIsRefused) {
  epub::ZipForTests zip;
  zip.add("1.png", "no picture").add("ComicInfo.xml", "<ComicInfo><Title>T</Title></ComicInfo>");
  const std::string bytes = zip.bytes();
  auto archive = epub::Archive::from_bytes(bytes);
  ASSERT_TRUE(archive);
  const auto facts = read_comic(*archive);
  ASSERT_FALSE(facts);
  EXPECT_TRUE(facts.error().safe.starts_with("The first pages of this comic cannot be shown."));
}

}  // namespace
}  // namespace aan::worker::comic
