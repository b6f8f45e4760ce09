#include <gtest/gtest.h>

#include "worker/epub/archive.hpp"
#include "worker/epub/reader.hpp"
#include "worker/press/epub_writer.hpp"
#include "worker/press/markup.hpp"
#include "worker/press/sample_epub.hpp"

namespace aan::worker::press {
namespace {

TEST(Markup, MakesChaptersSectionsListsAndQuotations) {
  const auto chapters = parse_markup(
      "Before.\n\n# One\n\nA line\nand its rest.\n\n## Inner\n\n- a\n- b\n  more\n\n> q1\n>\n> "
      "q2\n\n***\n"
      "\n# Two\ntext");
  ASSERT_EQ(chapters.size(), 3U);
  EXPECT_EQ(chapters[0].title, "");
  EXPECT_EQ(chapters[1].title, "One");
  EXPECT_EQ(
      chapters[1].html,
      "<p>A line and its rest.</p>\n<h2 id=\"s1\">Inner</h2>\n<ul>\n<li>a</li>\n<li>b more</li>\n"
      "</ul>\n<blockquote>\n<p>q1</p>\n<p>q2</p>\n</blockquote>\n<hr/>\n");
  EXPECT_EQ(chapters[1].sections.at(0).title, "Inner");
  EXPECT_EQ(chapters[2].html, "<p>text</p>\n");
}

TEST(Markup, EmphasisClosesOrStaysAsItWas) {
  EXPECT_EQ(inline_html("a *b* **c** *d **e** f*"),
            "a <em>b</em> <strong>c</strong> <em>d <strong>e</strong> f</em>");
  EXPECT_EQ(inline_html("2 * 3 = 6, *open, \\*x\\*"), "2 * 3 = 6, *open, *x*");
  EXPECT_EQ(inline_html("<b> & \"x\""), "&lt;b&gt; &amp; &quot;x&quot;");
  EXPECT_EQ(inline_plain("a *b* **c**"), "a b c");
  EXPECT_EQ(inline_html("**"), "**");
  EXPECT_EQ(inline_html("***"), "***");
}

TEST(Markup, HostileTextEnds) {
  EXPECT_FALSE(inline_html(std::string(20'000, '*')).empty());
  std::string nested;
  for (int i = 0; i < 2000; ++i) nested += "*a **b ";
  EXPECT_FALSE(inline_html(nested).empty());
}

Manuscript manuscript() {
  Manuscript m;
  m.identifier = "urn:uuid:0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a";
  m.title = "Margins & <Gutters>";
  m.subtitle = "On the page";
  m.authors = {"Laszlo Verhoeven", "Ines Calder"};
  m.translators = {"Tom Field"};
  m.language = "de";
  m.publisher = "Press";
  m.description = "What it is.";
  m.published = "2025-03-20";
  m.series = "Series";
  m.series_position = "2";
  m.subjects = {"Typography"};
  m.body = "# One\n\n" + std::string(3000, 'x') + "\n\n# Two\n\nSome *text* here.";
  return m;
}

TEST(EpubWriter, SameManuscriptSameBytes) {
  const auto once = write_epub(manuscript(), "\xff\xd8\xff jpeg");
  ASSERT_TRUE(once) << once.error().to_string();
  EXPECT_EQ(*once, write_epub(manuscript(), "\xff\xd8\xff jpeg").value());
  EXPECT_EQ(once->substr(30, 28), "mimetypeapplication/epub+zip") << "first and stored";
}

TEST(EpubWriter, OurOwnReaderFindsEverythingAgain) {
  const auto bytes = write_epub(manuscript(), "\xff\xd8\xff jpeg");
  ASSERT_TRUE(bytes);
  auto archive = epub::Archive::from_bytes(*bytes);
  ASSERT_TRUE(archive) << archive.error().to_string();
  const auto facts = epub::read_epub(*archive);
  ASSERT_TRUE(facts) << facts.error().to_string();
  const auto& record = facts->record;
  EXPECT_EQ(record.title, "Margins & <Gutters>");
  EXPECT_EQ(record.subtitle, "On the page");
  ASSERT_EQ(record.contributors.size(), 3U);
  EXPECT_EQ(record.contributors[1].sort_name, "Calder, Ines");
  EXPECT_EQ(record.contributors[2].role, catalog::ContributorRole::translator);
  EXPECT_EQ(record.language, "de");
  EXPECT_EQ(record.published, "2025-03-20");
  EXPECT_EQ(record.series + record.series_position, "Series2");
  EXPECT_EQ(record.subjects, std::vector<std::string>{"Typography"});
  EXPECT_TRUE(record.accessibility.stated);
  EXPECT_EQ(record.accessibility.hazards.at(0), "none");
  ASSERT_EQ(record.contents.size(), 2U);
  EXPECT_EQ(record.contents[1].title, "Two");
  EXPECT_EQ(facts->covers.size(), 1U);
  EXPECT_TRUE(facts->warnings.empty());
}

TEST(SampleEpub, HoldsTheTextWithItsStructureMadePlain) {
  Manuscript m = manuscript();
  m.body =
      "<div lang=\"de\"><section><h2>Eins &amp; "
      "<em>zwei</em></h2><p>Text</p><ul><p>frei</p></ul><dl><dd>a"
      "</dd></dl><table><tr><p>b</p></tr></table><table><tr><td>c</td></tr></table><p><bdo>d</"
      "bdo><rb>e"
      "</rb></p></section><section lang=\"fr\"><p>Suite</p></section></div>";
  const auto bytes = write_sample(m, "\xff\xd8\xff jpeg", "https://shop.example/books/m?a&b");
  ASSERT_TRUE(bytes) << bytes.error().to_string();
  EXPECT_EQ(*bytes, *write_sample(m, "\xff\xd8\xff jpeg", "https://shop.example/books/m?a&b"));
  epub::Archive archive = epub::Archive::from_bytes(*bytes).value();
  const std::string first = archive.read("EPUB/chapter-01.xhtml", 1U << 20).value();
  EXPECT_NE(first.find("<h1 id=\"title\">Eins &amp; <em>zwei</em></h1>"), std::string::npos)
      << first;
  EXPECT_NE(
      first.find("<p>Text</p><div><p>frei</p></div><div><div>a</div></div><div><div><p>b</p></div>"
                 "</div><table><tr><td>c</td></tr></table><p><bdi>d</bdi>e</p>"),
      std::string::npos)
      << first;
  const std::string second = archive.read("EPUB/chapter-02.xhtml", 1U << 20).value();
  EXPECT_NE(second.find("lang=\"fr\" xml:lang=\"fr\""), std::string::npos) << second;
  const std::string last = archive.read("EPUB/chapter-03.xhtml", 1U << 20).value();
  EXPECT_NE(last.find("href=\"https://shop.example/books/m?a&amp;b\""), std::string::npos) << last;
  EXPECT_NE(last.find("<p>Margins &amp; &lt;Gutters&gt;</p>"), std::string::npos) << "the book";
  EXPECT_NE(archive.read("EPUB/title.xhtml", 1U << 20).value().find("Eine Leseprobe"),
            std::string::npos);
  EXPECT_EQ(epub::read_epub(archive).value().record.title, "Margins & <Gutters> (Leseprobe)");
  m.body = "no sample";
  EXPECT_FALSE(write_sample(m, "", ""));
}

TEST(Manuscript, APersonIsFiledAsTheShopSortsThem) {
  using enum catalog::FieldTag;
  const std::vector<catalog::FrameField> fields = {{title, "T"},
                                                   {identifier, "urn:x"},
                                                   {language, "en"},
                                                   {body, "Text"},
                                                   {author, "Ada Author"},
                                                   {author, "Ursula K. Le Guin"},
                                                   {sort_name, "Le Guin, Ursula K. & co"},
                                                   {translator, "Jo Penn"}};
  const auto read = parse_manuscript(fields);
  ASSERT_TRUE(read) << read.error().to_string();
  const std::string bytes = write_epub(*read, "\xff\xd8\xff jpeg").value();
  epub::Archive archive = epub::Archive::from_bytes(bytes).value();
  const auto facts = epub::read_epub(archive);
  ASSERT_TRUE(facts) << facts.error().to_string();
  std::string all;
  for (const auto& one : facts->record.contributors) all += one.sort_name + "; ";
  EXPECT_EQ(all, "Author, Ada; Le Guin, Ursula K. & co; Penn, Jo; ");
}

TEST(Manuscript, WhatABookNeedsMustBeThere) {
  const auto refused = [](catalog::FieldTag tag, std::string_view text) {
    std::vector<catalog::FrameField> fields = {{catalog::FieldTag::title, "T"},
                                               {catalog::FieldTag::identifier, "urn:x"},
                                               {catalog::FieldTag::language, "en"},
                                               {catalog::FieldTag::body, "text"}};
    fields.push_back({tag, text});
    return !parse_manuscript(fields).has_value();
  };
  EXPECT_FALSE(refused(catalog::FieldTag::subject, "S"));
  EXPECT_TRUE(refused(catalog::FieldTag::title, ""));
  EXPECT_TRUE(refused(catalog::FieldTag::body, " "));
  EXPECT_TRUE(refused(catalog::FieldTag::published, "20 March"));
  EXPECT_TRUE(refused(catalog::FieldTag::rights, "\xff"));
}

}  // namespace
}  // namespace aan::worker::press
