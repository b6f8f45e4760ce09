#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <sstream>

#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/base64.hpp"
#include "worker/epub/encoding.hpp"
#include "worker/epub/entities.hpp"
#include "worker/epub/fact_shapes.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/sanitiser.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

TEST(Path, ResolvesInsideTheArchiveOnly) {
  EXPECT_EQ(resolve("OPS/text", "../img/a%20b.jpg#x"), "OPS/img/a b.jpg");
  EXPECT_EQ(resolve("", "a.xhtml?q"), "a.xhtml");
  EXPECT_EQ(resolve("OPS", "/top.css"), "top.css");
  for (const char* href : {"../../x", "http://h/x", "//h/x", "data:x", "a%5cb", "a%00b", "", "#x"})
    EXPECT_EQ(resolve("OPS", href), std::nullopt) << href;
  EXPECT_EQ(resolve("", "%2e%2e/x"), std::nullopt);
  EXPECT_EQ(resolve("", "%252e%252e/x"), "%2e%2e/x") << "decoded once only";
}

TEST(Entities, NamesOfHtmlBecomeCharacters) {
  EXPECT_EQ(replace_named_entities("a&nbsp;b&mdash;&eacute;"),
            "a\xc2\xa0"
            "b\xe2\x80\x94\xc3\xa9");
  EXPECT_EQ(replace_named_entities("&amp;&lt;&bomb;&#233; & x"), "&amp;&lt;&bomb;&#233; & x");
}

TEST(FactShapes, ALanguageIsWrittenInOneWay) {
  EXPECT_EQ(shaped_language("eng"), "en");
  EXPECT_EQ(shaped_language("-en"), "und");
  EXPECT_EQ(shaped_language(" GER "), "de");
  EXPECT_EQ(shaped_language("deu_AT"), "de-AT");
  EXPECT_EQ(shaped_language("zho-Hant"), "zh-Hant");
  EXPECT_EQ(shaped_language("en-GB"), "en-GB");
  EXPECT_EQ(shaped_language("enm"), "enm") << "has no shorter code";
  EXPECT_EQ(shaped_language("English"), "und");
  EXPECT_EQ(shaped_language("e?"), "und");
}

TEST(Xml, EntityBombsStayText) {
  pugi::xml_document document;
  ASSERT_TRUE(load_xml(document,
                       "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>"
                       "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x>&b;&f;</x>",
                       "x"));
  EXPECT_EQ(raw_text(document), "&b;&f;");
}

TEST(Encoding, BytesCountMoreThanWhatIsDeclared) {
  const auto declared = [](const std::string& name, const std::string& letters) {
    return encoding_of("<?xml version='1.0' encoding='" + name + "'?><a>" + letters + "</a>");
  };
  EXPECT_EQ(declared("Windows-1252", "\xe9"), Encoding::windows_1252);
  EXPECT_EQ(declared("ISO-8859-1", "\xe9"), Encoding::windows_1252);
  EXPECT_EQ(declared("iso-8859-1", "\xc3\xa9"), Encoding::utf8);
  EXPECT_EQ(declared("utf-8", "\xe9"), Encoding::unknown);
  EXPECT_EQ(declared("windows-1251", "\xe9"), Encoding::unknown);
  EXPECT_EQ(declared("ISO-2022-JP", "a"), Encoding::unknown);
  EXPECT_EQ(encoding_of("<html><meta charset=\"cp1252\"/>\xe9</html>"), Encoding::windows_1252);
  EXPECT_EQ(encoding_of("<html>\xe9</html>"), Encoding::unknown);
  EXPECT_EQ(encoding_of("<html/>"), Encoding::utf8);
  EXPECT_EQ(encoding_of("\xff\xfe<"), Encoding::wide);
  EXPECT_EQ(encoding_of(""), Encoding::utf8);
  EXPECT_EQ(utf8_of_windows_1252("\x80\x81\x9f\xe9"), "\u20ac\ufffd\u0178\u00e9");
}

TEST(Xml, NamesOfCharactersStandInLatin1Too) {
  pugi::xml_document document;
  ASSERT_TRUE(
      load_xml(document, "<?xml version='1.0' encoding='iso-8859-1'?><x>\xe9&mdash;</x>", "x"));
  EXPECT_EQ(raw_text(document), "\u00e9\u2014");
}

TEST(Xml, DepthHasAnEnd) {
  std::string deep, end;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<a>";
    end += "</a>";
  }
  pugi::xml_document document;
  EXPECT_FALSE(load_xml(document, deep + end, "x"));
}

TEST(PlainText, CleansWhatIsBroken) {
  EXPECT_EQ(clean_text("a\ufffe\nb\U0001ffff\ufffd"), "a\nb\ufffd") << "what no XML may hold";
  EXPECT_EQ(clean_text("a\xff\x01"
                       "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(clean_line("  a \n b\xe2\x80\xae"
                       "c  ",
                       100),
            "a bc")
      << "no turned direction";
  EXPECT_EQ(clean_line("\xc3\xa9\xc3\xa9", 3), "\xc3\xa9");
}

TEST(PlainText, DescriptionsLoseTheirHtml) {
  EXPECT_EQ(plain_description("<p>One &amp; <b>two</b>.</p>\n<p>Three<br/>four</p>", 1000),
            "One & two.\n\nThree\n\nfour");
  EXPECT_EQ(plain_description("a < b and 1 > 0", 100), "a < b and 1 > 0");
  EXPECT_EQ(plain_description("<script>x", 100), "x");
}

TEST(PlainText, CountsWordsAsAReaderDoes) {
  EXPECT_EQ(measure("It\xe2\x80\x99s a fine\xe2\x80\x94very fine\nday. \xe2\x80\x94 Yes").words,
            7U);
  EXPECT_EQ(measure("\xe6\x9b\xb8\xe7\x89\xa9").words, 2U);
  EXPECT_EQ(measure("  a  \n b ").characters, 4U);
}

TEST(Base64, DecodesAndRefuses) {
  EXPECT_EQ(decode_base64("aGVs\nbG8="), "hello");
  EXPECT_EQ(decode_base64("a*b"), std::nullopt);
}

std::string sanitised(const std::string& body, SampleExtent extent = {10'000, 10'000}) {
  pugi::xml_document source, out;
  EXPECT_TRUE(load_xml(source, "<body>" + body + "</body>", "test"));
  auto root = out.append_child("div");
  auto section = root.append_child("section");
  Sanitiser(extent).copy_flow(source.document_element(), section);
  tidy_sample(root);
  std::ostringstream text;
  for (const auto& child : root.child("section").children())
    child.print(text, "", pugi::format_raw);
  EXPECT_TRUE(catalog::is_safe_sample(text.str())) << text.str();
  return text.str();
}

TEST(Sanitiser, KeepsTextAndItsStructure) {
  EXPECT_EQ(
      sanitised(
          "<section><h1>T</h1><div class='x'><p style='y'>a <i>b</i> <a href='h'>c</a></p></div>"
          "<ul><li>d</li></ul></section>"),
      "<h2>T</h2><p>a <i>b</i> c</p><ul><li>d</li></ul>");
  EXPECT_EQ(sanitised("loose <b>text</b><p>x</p>"), "<p>loose <b>text</b></p><p>x</p>");
  EXPECT_EQ(sanitised("<p xml:lang='la' dir='rtl' onclick='x'>a</p>"),
            "<p lang=\"la\" dir=\"rtl\">a</p>");
  EXPECT_EQ(sanitised("<figure><img src='x'/><figcaption>c</figcaption></figure>"), "<p>c</p>");
}

TEST(Sanitiser, DropsEverythingThatActsOrLoads) {
  EXPECT_EQ(sanitised("<script>alert(1)</script><p>a<img src='http://x'/><svg><text>s</text></svg>"
                      "<a epub:type='noteref'>1</a></p><form><p>f</p></form><iframe/>"
                      "<style>p{}</style><object>o</object>"),
            "<p>a</p>");
  EXPECT_EQ(sanitised("<p>&lt;script&gt;</p>"), "<p>&lt;script&gt;</p>");
}

TEST(Sanitiser, StopsBeforeTheBlockThatWouldBeTooMuch) {
  EXPECT_EQ(
      sanitised("<p>12345</p><blockquote><p>12345</p><p>12345</p></blockquote><p>1</p>", {12, 12}),
      "<p>12345</p><blockquote><p>12345</p></blockquote>");
  EXPECT_EQ(sanitised("<p>12345</p><h2>Next</h2><p>1234567890</p>", {12, 12}), "<p>12345</p>")
      << "no heading at the end without its text";
}

TEST(Sanitiser, StopsAfterTheBlockThatIsEnough) {
  EXPECT_EQ(sanitised("<p>12345</p><blockquote><p>12345</p><p>1</p></blockquote><p>1</p>", {7, 20}),
            "<p>12345</p><blockquote><p>12345</p></blockquote>");
  EXPECT_EQ(sanitised("loose <b>text</b><p>x</p>", {7, 20}), "<p>loose <b>text</b></p>");
  EXPECT_EQ(sanitised("<p>12345</p><h2>Next</h2><p>12</p><p>1</p>", {8, 20}),
            "<p>12345</p><h3>Next</h3><p>12</p>")
      << "a heading brings what it announces";
}

TEST(Sanitiser, SetsVerseInDivsAsLines) {
  EXPECT_EQ(sanitised("<div><div>a</div><div>b</div><div>c</div></div>"), "<p>a<br/>b<br/>c</p>");
}

}  // namespace
}  // namespace aan::worker::epub
