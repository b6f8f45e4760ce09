#include "base/text.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include "base/noncharacter.hpp"
#include "base/shown_bytes.hpp"

namespace aan {
namespace {

TEST(Utf8, TellsWellFormedFromIllFormed) {
  for (const char* good : {"", "plain", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                           "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x20", "\xe0\x80\x80", "\xe0\x9f\xbf",
        "\xed\xa0\x80", "\xed\xbf\xbf", "\xe2\x82", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "a\xfe"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
  EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, APrefixDoesNotCutACharacter) {
  const std::string text = "aé€😀";
  const std::size_t ends[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  for (std::size_t bytes = 0; bytes < std::size(ends); ++bytes)
    EXPECT_EQ(utf8_prefix(text, bytes).size(), ends[bytes]) << bytes;
}

TEST(Text, TrimsSplitsAndCompares) {
  EXPECT_EQ(trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(split(",", ','), (std::vector<std::string_view>{"", ""}));
  EXPECT_EQ(lower_ascii("AZaz09Ä"), "azaz09Ä");
  EXPECT_TRUE(iequals_ascii("Host", "hOST"));
  EXPECT_FALSE(iequals_ascii("Host", "Hosts"));
}

TEST(Text, OneLineHoldsNoLineEndAndNoControlCharacter) {
  EXPECT_EQ(one_line("  a\r\n b\t\tc  "), "a b c");
  EXPECT_EQ(one_line("a\x1b[31mb\x7f"), "a[31mb");
  EXPECT_EQ(one_line("a\u2028b\u2029c\u0085d\u009be"), "a b c de");
  EXPECT_EQ(one_line("Zoë’s café"), "Zoë’s café");
  EXPECT_EQ(one_line(std::string_view("a\0b", 3)), "ab");
  EXPECT_EQ(one_line("\n \t"), "");
}

TEST(Text, OneLineHoldsNoNoncharacter) {
  EXPECT_EQ(one_line("a\ufffeb\uffffc\ufdd0d\ufdefe\U0001fffef\U0010ffffg"), "abcdefg");
  EXPECT_EQ(one_line("\ufffe \uffff"), "");
  const std::string near = "\ufffd\ufdcf\ufdf0\U0001fffd\uff5e\U0001f7ff\U000107fe";
  EXPECT_EQ(one_line(near), near) << "characters beside them";
  EXPECT_FALSE(has_noncharacter(near));
  EXPECT_TRUE(has_noncharacter("\ufffd\uffff"));
  EXPECT_TRUE(has_noncharacter(near + "\U000ffffe"));
  EXPECT_FALSE(has_noncharacter("\xef\xbf"));
}

TEST(Text, OneLineHoldsNothingThatIsNotSeen) {
  EXPECT_EQ(one_line("a\u200bb\ufeffc\u2060d"), "abcd");
  EXPECT_EQ(one_line("annex\u202efdp.epub"), "annexfdp.epub");
  EXPECT_EQ(one_line("\u2066a\u2069 \u200e\u200fb\u061c"), "a b");
  EXPECT_EQ(one_line("\u200b\u200c\u200d\u200e\ufeff"), "");
  EXPECT_EQ(one_line("a\u200db\u200c"), "ab");
  // Between letters of other scripts the joiners belong to the spelling.
  EXPECT_EQ(one_line("می\u200cروم"), "می\u200cروم");
}

TEST(Slug, IsReadable) {
  EXPECT_EQ(slug("Selling Without Permission: A Field Guide"),
            "selling-without-permission-a-field-guide");
  EXPECT_EQ(slug("A Ledger of One's Own"), "a-ledger-of-ones-own");
  EXPECT_EQ(slug("A Ledger of One’s Own"), "a-ledger-of-ones-own");
  EXPECT_EQ(slug("  --C++ & \"Rust\"!  "), "c-rust");
  EXPECT_EQ(slug("Война и мир"), "Война-и-мир");
  EXPECT_EQ(slug("千夜一夜"), "千夜一夜");
  EXPECT_EQ(slug("1984—2001"), "1984-2001");
}

TEST(Slug, IsNeverEmpty) {
  for (const char* text : {"", "   ", "---", "…", "\xff\xfe", "''", "\u0301"})
    EXPECT_EQ(slug(text), "book") << text;
}

// The whole of three Unicode blocks, as the character database decomposes them.
TEST(Slug, EveryAccentedLatinLetterHasItsBase) {
  EXPECT_EQ(slug("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"), "aaaaaaaeceeeeiiiidnooooo-ouuuuythss");
  EXPECT_EQ(slug("àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"), "aaaaaaaeceeeeiiiidnooooo-ouuuuythy");
  EXPECT_EQ(slug("ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģ"), "aaaaaaccccccccddddeeeeeeeeeegggggggg");
  EXPECT_EQ(slug("ĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁł"), "hhhhiiiiiiiiiiijijjjkkkllllllllll");
  EXPECT_EQ(slug("ŃńŅņŇňŉŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠš"), "nnnnnnnnnoooooooeoerrrrrrssssssss");
  EXPECT_EQ(slug("ŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſ"), "ttttttuuuuuuuuuuuuwwyyyzzzzzzs");
  EXPECT_EQ(slug("ȘșȚțƠơƯư"), "ssttoouu");
  EXPECT_EQ(slug("Truyện Kiều: Đoạn trường tân thanh"), "truyen-kieu-doan-truong-tan-thanh");
  EXPECT_EQ(slug("GROẞ"), "gross");
  EXPECT_EQ(slug("Cafe\u0301 Zoe\u0308"), "cafe-zoe");
}

TEST(Slug, IsCutBetweenWords) {
  EXPECT_EQ(slug("one two three", 8), "one-two");
  EXPECT_EQ(slug("one two three", 7), "one-two");
  EXPECT_EQ(slug("abcdefghij", 5), "abcde");
  EXPECT_EQ(slug("千夜一夜", 5), "千");
}

RC_GTEST_PROP(Slug, FitsAndHoldsNothingThatAnAddressMinds, (const std::string& text)) {
  const std::string result = slug(text, 40);
  RC_ASSERT(!result.empty());
  RC_ASSERT(result.size() <= 40U);
  RC_ASSERT(is_utf8(result));
  RC_ASSERT(result.find_first_of("/\\ ?#%&\"'<>.\t\r\n") == std::string::npos);
  RC_ASSERT(result.front() != '-');
  RC_ASSERT(slug(result, 40) == result);
}

TEST(Text, EscapesForXmlAndForAddresses) {
  EXPECT_EQ(escape_xml("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(escape_xml("a\ufffe<\x01\x1f\uffff\U0001ffff\t\r\nü\ufffd"), "a&lt;\t\r\nü\ufffd");
  EXPECT_EQ(escape_xml("\xef\xbf"), "\xef\xbf") << "what is no UTF-8 is not read on";
  EXPECT_EQ(percent_encode("a-b_c.d~e f/ü%"), "a-b_c.d~e%20f%2F%C3%BC%25");
}

TEST(Text, EditDistanceCountsASwapAsOne) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("NODE_URL", "NODE_ULR"), 1U);
  EXPECT_EQ(edit_distance("same", "same"), 0U);
}

RC_GTEST_PROP(Text, EditDistanceIsSymmetricAndZeroOnlyForEqual,
              (const std::string& a, const std::string& b)) {
  RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
  RC_ASSERT((edit_distance(a, b) == 0U) == (a == b));
}

TEST(ShownBytes, BytesOfNoCharacterAreReadable) {
  EXPECT_EQ(with_bytes_shown("latin-\xe9.epub"), "latin-\\xe9.epub");
  EXPECT_EQ(with_bytes_shown("Żółć 📚"), "Żółć 📚");
  EXPECT_EQ(with_bytes_shown("\xf0\x9f"
                             "a"),
            "\\xf0\\x9fa");
  EXPECT_EQ(with_bytes_shown(""), "");
}

}  // namespace
}  // namespace aan
