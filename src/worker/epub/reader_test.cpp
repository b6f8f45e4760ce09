#include "worker/epub/reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/book_text.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/zip_for_tests.hpp"

namespace aan::worker::epub {
namespace {

constexpr const char* kChapter =
    "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>One</h1><p>Some words "
    "here.</p></body></html>";

Result<EpubFacts> read(const ZipForTests& zip) {
  const std::string bytes = zip.bytes();
  Archive archive = AAN_TRY(Archive::from_bytes(bytes));
  return read_epub(archive);
}

std::string refusal(const ZipForTests& zip) {
  const auto facts = read(zip);
  return facts ? "" : facts.error().safe;
}

TEST(Reader, ReadsTheMetadataOfEpub3) {
  const auto facts = read(epub_for_tests(
      opf_for_tests(
          "<dc:title id='s'>A guide</dc:title><meta refines='#s' property='title-type'>"
          "subtitle</meta><dc:title id='t'>Main</dc:title><meta refines='#t' "
          "property='title-type'>main</meta><dc:creator id='c'>Ines Calder</dc:creator>"
          "<meta refines='#c' property='file-as'>Calder, Ines</meta><dc:contributor id='k'>"
          "Tom</dc:contributor><meta refines='#k' property='role'>wfw</meta>"
          "<meta refines='#k' property='role'>bkp</meta>"
          "<meta refines='#k' property='role'>trl</meta>"
          "<dc:language>en</dc:language><dc:identifier id='id'>urn:isbn:0306406152"
          "</dc:identifier><dc:date>2024-05-06T00:00:00Z</dc:date><dc:subject>S</dc:subject>"
          "<meta property='belongs-to-collection' id='b'>Set</meta><meta refines='#b' "
          "property='collection-type'>set</meta><meta property='belongs-to-collection' "
          "id='x'>Series</meta><meta refines='#x' property='collection-type'>series</meta>"
          "<meta refines='#x' property='group-position'>2</meta>"
          "<meta property='schema:accessMode'>textual</meta>"
          "<meta property='rendition:layout'>pre-paginated</meta>",
          "<item id='r' href='https://h/x.mp3' media-type='audio/mpeg'/>"),
      kChapter));
  ASSERT_TRUE(facts) << facts.error().to_string();
  const auto& record = facts->record;
  EXPECT_EQ(record.title, "Main");
  EXPECT_EQ(record.subtitle, "A guide");
  ASSERT_EQ(record.contributors.size(), 3U);
  EXPECT_EQ(record.contributors[0].sort_name, "Calder, Ines");
  EXPECT_EQ(record.contributors[1].role, catalog::ContributorRole::translator);
  EXPECT_EQ(record.contributors[2].name, "Tom") << "who had two parts that are known";
  EXPECT_EQ(record.contributors[2].role, catalog::ContributorRole::introduction);
  EXPECT_EQ(record.isbn13, "9780306406157");
  EXPECT_EQ(record.published, "2024-05-06");
  EXPECT_EQ(record.series, "Series");
  EXPECT_EQ(record.series_position, "2");
  EXPECT_TRUE(record.accessibility.stated);
  EXPECT_TRUE(record.fixed_layout);
  EXPECT_TRUE(record.has_remote_resources);
  EXPECT_EQ(record.words, 4U);
}

TEST(Reader, AnIsbnWithAWrongDigitIsLeftOutAndSaid) {
  const auto facts = read(epub_for_tests(
      opf_for_tests("<dc:title>T</dc:title><dc:language>en</dc:language><dc:identifier id='id'>"
                    "urn:isbn:9780306406158</dc:identifier>"
                    "<meta property='belongs-to-collection' id='b'>Set</meta>"
                    "<meta refines='#b' property='collection-type'>set</meta>"
                    "<meta refines='#b' property='group-position'>3</meta>"),
      kChapter));
  ASSERT_TRUE(facts) << facts.error().to_string();
  EXPECT_EQ(facts->record.series, "") << "a list of best novels is no series";
  EXPECT_EQ(facts->record.subjects, std::vector<std::string>{"Set"});
  EXPECT_EQ(facts->record.isbn13, "");
  ASSERT_FALSE(facts->warnings.empty());
  EXPECT_NE(facts->warnings[0].find("urn:isbn:9780306406158"), std::string::npos);
}

std::string said(const Result<EpubFacts>& facts) {
  std::string all;
  for (const std::string& warning : facts->warnings) all += warning + "\n";
  return all;
}

TEST(Reader, ALanguageThatIsNoneIsTakenForStated) {
  const auto of = [](const std::string& language) {
    return said(read(epub_for_tests(opf_for_tests("<dc:title>T</dc:title>" + language +
                                                  "<dc:identifier id='id'>x</dc:identifier>"),
                                    kChapter)));
  };
  const std::string odd = of("<dc:language>klingonese-xx</dc:language>");
  EXPECT_TRUE(odd.contains("The language that the book states is none: klingonese-xx.")) << odd;
  EXPECT_FALSE(odd.contains("does not state")) << odd;
  for (const char* none : {"", "<dc:language>und</dc:language>", "<dc:language> </dc:language>"})
    EXPECT_TRUE(of(none).contains("The book does not state its language.")) << none;
  EXPECT_FALSE(
      of("<dc:language>?!</dc:language><dc:language>de</dc:language>").contains("language"));
}

// A book whose manifest has a navigation document and an NCX where they are given.
std::string said_of_contents(const char* nav, const char* ncx, const std::string& chapter) {
  std::string items;
  if (nav != nullptr)
    items +=
        "<item id='nav' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>";
  if (ncx != nullptr)
    items += "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>";
  ZipForTests zip =
      epub_for_tests(opf_for_tests("<dc:title>T</dc:title><dc:language>en</dc:language>"
                                   "<dc:identifier id='id'>x</dc:identifier>",
                                   items),
                     chapter);
  // Not packed, so that a large one is no zip bomb.
  const auto put = [&](const char* name, const char* bytes) {
    ZipForTests::Entry entry;
    entry.name = name;
    if (bytes != nullptr) entry.bytes = bytes;
    if (!entry.bytes.empty()) zip.add(std::move(entry));
  };
  put("OPS/nav.xhtml", nav);
  put("OPS/toc.ncx", ncx);
  return said(read(zip));
}

TEST(Reader, ATableOfContentsThatComesToNothingIsSaid) {
  constexpr const char* kNcx =
      "<ncx><navMap><navPoint><navLabel><text>One</text></navLabel></navPoint></navMap></ncx>";
  constexpr const char* kNav =
      "<html><body><nav><ol><li><a href='c.xhtml'>One</a></li></ol></nav></body></html>";
  EXPECT_EQ(said_of_contents(kNav, nullptr, kChapter), "");
  EXPECT_EQ(said_of_contents(nullptr, kNcx, kChapter), "");
  EXPECT_EQ(said_of_contents(nullptr, nullptr, kChapter), "The book names no table of contents.\n");
  EXPECT_EQ(said_of_contents("<html><body><nav><ol><li><a>\xe9</a></li></ol></nav></body></html>",
                             nullptr, kChapter),
            "The letters of OPS/nav.xhtml are in an encoding that cannot be read.\n");
  EXPECT_TRUE(said_of_contents("", nullptr, kChapter).contains("nav.xhtml is not in the file."));
  EXPECT_TRUE(said_of_contents("<html", nullptr, kChapter).contains("nav.xhtml cannot be read."));
  EXPECT_TRUE(said_of_contents("<html/>", kNcx, kChapter).contains("nav.xhtml has no entries."));
  const std::string vast(kXmlBytesMax + 1, ' ');
  EXPECT_TRUE(said_of_contents(vast.c_str(), nullptr, kChapter).contains("nav.xhtml is too large"));
  EXPECT_TRUE(said_of_contents("", "", kChapter).contains("toc.ncx is not in the file."));
}

TEST(Reader, ABookWithoutTextIsSaid) {
  const std::string empty =
      "<html xmlns='http://www.w3.org/1999/xhtml'><body><img src='a.png'/></body></html>";
  EXPECT_TRUE(said_of_contents(nullptr, nullptr, empty).contains("The book has no text"));
  EXPECT_FALSE(said_of_contents(nullptr, nullptr, kChapter).contains("no text"));
}

TEST(Reader, OfALongDescriptionALittleMoreThanIsKeptIsHandedOverSoThatTheCutIsSaid) {
  const auto facts = read(epub_for_tests(
      opf_for_tests("<dc:title>T</dc:title><dc:language>de</dc:language><dc:identifier id='id'>x"
                    "</dc:identifier><dc:description>" +
                    std::string(30'000, 'd') + "</dc:description>"),
      kChapter));
  ASSERT_TRUE(facts) << facts.error().to_string();
  EXPECT_EQ(facts->record.description.size(), catalog::kDescriptionReadMax);
}

TEST(Reader, ReadsTheMetadataOfEpub2) {
  const auto facts = read(epub_for_tests(
      opf_for_tests(
          "<dc:title>T</dc:title><dc:creator opf:role='ill' opf:file-as='B, A'>A B"
          "</dc:creator><dc:language>de</dc:language><dc:identifier id='id'>x</dc:identifier>"
          "<dc:date opf:event='modification'>2020-01-01</dc:date>"
          "<dc:date opf:event='publication'>1999</dc:date>"
          "<dc:description>&lt;p&gt;Hello&lt;/p&gt;</dc:description>"
          "<meta name='calibre:series' content='S'/>"
          "<meta name='calibre:series_index' content='3.0'/>"),
      kChapter));
  ASSERT_TRUE(facts) << facts.error().to_string();
  const auto& record = facts->record;
  EXPECT_EQ(record.contributors.at(0).role, catalog::ContributorRole::illustrator);
  EXPECT_EQ(record.contributors.at(0).sort_name, "B, A");
  EXPECT_EQ(record.published, "1999");
  EXPECT_EQ(record.description, "Hello");
  EXPECT_EQ(record.series + record.series_position, "S3");
  EXPECT_FALSE(record.accessibility.stated);
}

TEST(Reader, RefusalsAreSentencesForABookseller) {
  const std::string opf = opf_for_tests("<dc:title>T</dc:title>");
  EXPECT_NE(refusal(ZipForTests().add("mimetype", "application/epub+zip").add("a", "b"))
                .find("container.xml is missing"),
            std::string::npos);
  EXPECT_NE(refusal(epub_for_tests(opf_for_tests(""), kChapter)).find("no title"),
            std::string::npos);
  EXPECT_NE(refusal(epub_for_tests("<package", kChapter)).find("not well-formed"),
            std::string::npos);
  EXPECT_NE(refusal(epub_for_tests("<package><metadata/></package>", kChapter)).find("spine"),
            std::string::npos);
  EXPECT_NE(refusal(epub_for_tests(opf, kChapter).add("META-INF/rights.xml", "<r/>")).find("DRM"),
            std::string::npos);
}

TEST(Reader, EncryptedContentIsRefusedMangledFontsAreNot) {
  const auto with = [](const std::string& algorithm) {
    return refusal(epub_for_tests(opf_for_tests("<dc:title>T</dc:title>"), kChapter)
                       .add("META-INF/encryption.xml",
                            "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm='" +
                                algorithm + "'/></enc:EncryptedData></encryption>"));
  };
  EXPECT_NE(with("http://www.w3.org/2001/04/xmlenc#aes128-cbc").find("encrypted"),
            std::string::npos);
  EXPECT_EQ(with("http://www.idpf.org/2008/embedding"), "");
  EXPECT_EQ(with("http://ns.adobe.com/pdf/enc#RC"), "");
}

TEST(Reader, ADamagedChapterAmongGoodOnesIsAWarning) {
  std::string opf = opf_for_tests("<dc:title>T</dc:title>",
                                  "<item id='two' href='two.xhtml' "
                                  "media-type='application/xhtml+xml'/>");
  const std::string spine = "<itemref idref='one'/>";
  opf.replace(opf.find(spine), spine.size(), spine + "<itemref idref='two'/>");
  const auto facts =
      read(epub_for_tests(opf, "<html><body><p>x</body>").add("OPS/two.xhtml", kChapter));
  ASSERT_TRUE(facts);
  EXPECT_TRUE(std::ranges::any_of(facts->warnings, [](const std::string& warning) {
    return warning.find("one.xhtml") != std::string::npos;
  }));
  EXPECT_EQ(facts->record.words, 4U);
}

TEST(Reader, ABookOfWhichNoChapterCanBeReadIsRefused) {
  const std::string why =
      refusal(epub_for_tests(opf_for_tests("<dc:title>T</dc:title>"), "<html><body><p>x</body>"));
  EXPECT_NE(why.find("Not one chapter of this book can be read"), std::string::npos) << why;
  EXPECT_NE(why.find("one.xhtml"), std::string::npos) << why;
}

// A book of which the reading order has more steps behind its first.
std::string opf_with_steps(const std::string& manifest, const std::string& spine) {
  std::string opf = opf_for_tests("<dc:title>T</dc:title><dc:language>en</dc:language>", manifest);
  return opf.insert(opf.find("</spine>"), spine);
}

TEST(Reader, AChapterThatIsDeclaredAsHtmlIsRead) {
  const auto facts =
      read(epub_for_tests(opf_with_steps("<item id='two' href='two.html' media-type='text/html'/>",
                                         "<itemref idref='two'/>"),
                          kChapter)
               .add("OPS/two.html", kChapter));
  ASSERT_TRUE(facts) << facts.error().to_string();
  EXPECT_EQ(facts->record.words, 8U);
  EXPECT_FALSE(said(facts).contains("left out")) << said(facts);
}

TEST(Reader, StepsThatAreLeftOutOfTheReadingOrderAreSaid) {
  const auto with = [](const std::string& manifest, const std::string& spine) {
    return said(read(epub_for_tests(opf_with_steps(manifest, spine), kChapter)
                         .add("OPS/two.pdf", "x")
                         .add("OPS/two.png", "x")));
  };
  EXPECT_TRUE(with("<item id='two' href='../../c2.xhtml' media-type='application/xhtml+xml'/>",
                   "<itemref idref='two'/>")
                  .contains("The file ../../c2.xhtml is in the reading order but not in the "
                            "archive; 1 of 2 steps is left out."));
  EXPECT_TRUE(with("<item id='two' href='two.pdf' media-type='application/pdf'/>",
                   "<itemref idref='zzz'/><itemref idref='two'/>")
                  .contains("The file OPS/two.pdf is in the reading order but is no page; 2 of 3 "
                            "steps are left out."));
  EXPECT_TRUE(with("", "<itemref idref='zzz'/>")
                  .contains("The id zzz is in the reading order but "
                            "not in the manifest; 1 of 2 steps is"));
  EXPECT_FALSE(
      with("<item id='two' href='two.png' media-type='image/png'/>", "<itemref idref='two'/>")
          .contains("left out"));
}

TEST(Reader, ABookOfWhichNoStepLeadsToAnythingIsRefused) {
  const auto with = [](const std::string& from, const std::string& to) {
    std::string opf = opf_for_tests("<dc:title>T</dc:title>");
    opf.replace(opf.find(from), from.size(), to);
    return refusal(epub_for_tests(opf, kChapter));
  };
  for (const char* place : {"../../one.xhtml", "https://elsewhere.example/one.xhtml"})
    EXPECT_EQ(with("one.xhtml", place), std::string("Not one chapter of this book can be read: The "
                                                    "file ") +
                                            place +
                                            " is in the reading order but not in the "
                                            "archive.");
  EXPECT_EQ(with("idref='one'", "idref='zzz'"),
            "This EPUB is damaged: nothing of its reading order is in its manifest.");
}

TEST(Reader, LettersAreReadByTheirEncodingOrSaidToBeUnreadable) {
  constexpr const char* kOpfHead = "<?xml version='1.0' encoding='windows-1252'?>";
  const auto with = [](const std::string& head, const std::string& letters) {
    return read(epub_for_tests(
        head + opf_for_tests("<dc:title>" + letters + "</dc:title><dc:language>en</dc:language>"),
        head + "<html><body><p>" + letters + "</p>" +
            std::string("<p>Some more words here.</p><p>And here.</p><p>And here again.</p>") +
            "</body></html>"));
  };
  const auto old = with(kOpfHead, "\x93Q\x94");
  ASSERT_TRUE(old) << old.error().to_string();
  EXPECT_EQ(old->record.title, "\u201cQ\u201d");
  EXPECT_TRUE(old->sample_html.contains("\u201cQ\u201d")) << old->sample_html;
  EXPECT_FALSE(said(old).contains("encoding")) << said(old);
  for (const char* head : {"<?xml version='1.0' encoding='Shift_JIS'?>", ""}) {
    const auto unread = with(head, "\x93\xfa");
    EXPECT_TRUE(said(unread).contains("The letters of the package document are in an encoding"));
    EXPECT_TRUE(
        said(unread).contains("The letters of OPS/one.xhtml are in an encoding that "
                              "cannot be read."));
  }
}

TEST(Reader, AFileOfTheBookThatIsDamagedIsAWarningThatNamesIt) {
  const auto warnings = [](std::string_view spoil, bool deflated) {
    ZipForTests zip =
        epub_for_tests(opf_for_tests("<dc:title>T</dc:title>",
                                     "<item id='a' href='a.png' media-type='image/png'/>"
                                     "<item id='s' href='s.css' media-type='text/css'/>"),
                       kChapter);
    zip.add({.name = "OPS/a.png", .bytes = "PICTUREPICTURE", .deflated = deflated})
        .add({.name = "OPS/s.css", .bytes = "body{margin:0}"});
    std::string bytes = zip.bytes();
    for (std::size_t from = 0; !spoil.empty();) {
      const std::size_t at = bytes.find(spoil, from);
      if (at == std::string::npos) break;
      bytes[at] = static_cast<char>(bytes[at] ^ 1);
      from = at + spoil.size();
    }
    Archive archive = Archive::from_bytes(bytes).value();
    const auto facts = read_epub(archive);
    std::string all;
    for (const std::string& warning : facts->warnings) all += warning + "\n";
    return all;
  };
  EXPECT_FALSE(warnings("", false).contains("damaged"));
  EXPECT_FALSE(warnings("", true).contains("damaged"));
  EXPECT_TRUE(warnings("margin", true).contains("The file OPS/s.css in the book is damaged."))
      << warnings("margin", true);
  EXPECT_TRUE(warnings("PICTUREP", false).contains("The file OPS/a.png in the book is damaged."));
}

TEST(Reader, WhatAPageShowsAndIsNotThereIsARemark) {
  const auto remarks = [](const std::string& more) {
    const auto facts = read(
        epub_for_tests(opf_for_tests("<dc:title>T</dc:title>",
                                     "<item id='a' href='a.png' media-type='image/png'/>"
                                     "<item id='f' href='https://h/f.otf' media-type='font/otf'/>" +
                                         more),
                       kChapter));
    std::string all;
    for (const std::string& remark : facts->remarks) all += remark + "\n";
    return all;
  };
  EXPECT_TRUE(remarks("").contains("The file OPS/a.png that the book names is not in it."));
  EXPECT_TRUE(remarks("<item id='c' href='c.css' media-type='text/css'/>")
                  .contains("2 files that the book names are not in it, such as OPS/a.png."));
}

TEST(Reader, AHugePackageDocumentIsStopped) {
  EXPECT_NE(refusal(epub_for_tests(
                opf_for_tests("<dc:title>" + std::string(9 << 20, 'x') + "</dc:title>"), kChapter)),
            "");
}

// A book of paragraphs of so many letters each.
Result<EpubFacts> lettered_book(const std::vector<std::size_t>& letters) {
  std::string body;
  for (const std::size_t count : letters) body += "<p>" + std::string(count, 'w') + "</p>";
  return read(epub_for_tests(
      opf_for_tests("<dc:title>T</dc:title><dc:language>ar</dc:language>"),
      "<html xmlns='http://www.w3.org/1999/xhtml'><body>" + body + "</body></html>"));
}

std::string sample_for_tests(const std::vector<std::size_t>& letters) {
  const auto facts = lettered_book(letters);
  return facts ? facts->sample_html : facts.error().to_string();
}

std::vector<std::size_t> equal(std::size_t paragraphs) {
  return std::vector<std::size_t>(paragraphs, 50);
}

TEST(Reader, TheSampleEndsWithTheBlockThatReachesATenthAndKeepsItsDirection) {
  const std::string sample = sample_for_tests(equal(100));
  EXPECT_TRUE(catalog::is_safe_sample(sample));
  EXPECT_TRUE(sample.starts_with("<div lang=\"ar\" dir=\"rtl\"><section>"));
  EXPECT_EQ(std::ranges::count(sample, 'p') / 2, 10) << sample;
}

TEST(Reader, TheSampleOfAShortBookIsATenthTooAndNeverMoreThanAFifth) {
  const auto letters = [](const std::vector<std::size_t>& book) {
    return std::ranges::count(sample_for_tests(book), 'w');
  };
  EXPECT_EQ(letters(equal(13)), 100);
  EXPECT_EQ(letters(equal(7)), 50);
  EXPECT_EQ(letters({20, 30, 200, 50}), 50) << "ends with what reaches it";
  EXPECT_EQ(letters({20, 200, 50, 30}), 20) << "ends before what is too much";
  EXPECT_EQ(letters(equal(5)), 50) << "exactly a fifth is not more than one";
  EXPECT_EQ(letters({50, 50, 50, 49}), 0);
}

TEST(Reader, ABookWhoseFirstBlockIsTooMuchForASampleSaysSoInItsReport) {
  const auto book = lettered_book({300, 50, 50});
  ASSERT_TRUE(book.has_value());
  EXPECT_EQ(book->sample_html, "");
  ASSERT_EQ(book->remarks.size(), 1U);
  EXPECT_TRUE(book->remarks[0].starts_with("There is no sample: the first block"));
  EXPECT_TRUE(lettered_book(equal(5))->remarks.empty());
}

Result<catalog::BookText> read_book(const ZipForTests& zip) {
  const std::string bytes = zip.bytes();
  Archive archive = AAN_TRY(Archive::from_bytes(bytes));
  return read_book_text(archive,
                        [](std::string_view picture) { return "jpeg of " + std::string(picture); });
}

std::string page_for_tests(const std::string& body) {
  return "<html xmlns='http://www.w3.org/1999/xhtml' "
         "xmlns:epub='http://www.idpf.org/2007/ops'><body>" +
         body + "</body></html>";
}

TEST(BookText, KeepsPicturesAndWaysWithinTheBookAndNothingElse) {
  std::string opf =
      opf_for_tests("<dc:title>T</dc:title><dc:language>en</dc:language>",
                    "<item id='two' href='two.xhtml' media-type='application/xhtml+xml'/>");
  opf.insert(opf.find("</spine>"), "<itemref idref='two' linear='no'/>");
  const auto text = read_book(
      epub_for_tests(
          opf, page_for_tests(
                   "<h1>One</h1><p>Words<a epub:type='noteref' href='two.xhtml#n1'>1</a> and <a "
                   "href='https://elsewhere.example/'>out</a>, <a href='#nowhere'>lost</a>.</p>"
                   "<figure><img src='a.png' alt='A &lt;boat&gt;' onerror='x'/><figcaption>It"
                   "</figcaption></figure><p><img src='https://track.example/x.png' alt='far'/>"
                   "</p><script>x</script><form action='/cart/add'><button>Buy</button></form>"
                   "<iframe src='x'></iframe><p onclick='x' style='y' id='main'>Last</p>"))
          .add("OPS/two.xhtml",
               page_for_tests("<div id='n1'><p>The note. <a href='one.xhtml'>Back</a></p>"
                              "</div>"))
          .add("OPS/a.png", "png"));
  ASSERT_TRUE(text) << text.error().to_string();
  EXPECT_TRUE(catalog::is_safe_book_text(text->html)) << text->html;
  EXPECT_EQ(text->html,
            "<div lang=\"en\"><section id=\"s1\"><h2>One</h2><p>Words<sup><a "
            "href=\"#t1\">1</a></sup> and out, "
            "lost.</p><p><img src=\"p1\" alt=\"A \xe2\x80\xb9"
            "boat\xe2\x80\xba\"/></p><p>It</p><p>far</p>"
            "<p>Last</p></section><section id=\"s2\"><p id=\"t1\">The note. <a "
            "href=\"#s1\">Back</a></p></section></div>");
  EXPECT_EQ(text->pictures, std::vector<std::string>{"jpeg of png"});
}

TEST(BookText, ShowsChaptersThatAreDeclaredAsHtmlInTheirOwnEncoding) {
  const auto text = read_book(
      epub_for_tests(opf_with_steps("<item id='two' href='two.html' media-type='text/html'/>",
                                    "<itemref idref='two'/>"),
                     page_for_tests("<p>One</p>"))
          .add("OPS/two.html",
               "<html><head><meta http-equiv='Content-Type' content='text/html; "
               "charset=windows-1252'/></head><body><p>\x80&nbsp;5</p></body></html>"));
  ASSERT_TRUE(text) << text.error().to_string();
  EXPECT_TRUE(text->html.contains("<section id=\"s2\"><p>\u20ac\u00a05</p></section>"))
      << text->html;
}

TEST(BookText, ContentsLeadToTheirPlaces) {
  ZipForTests zip = epub_for_tests(
      opf_for_tests("<dc:title>T</dc:title><dc:language>ar</dc:language>",
                    "<item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' "
                    "properties='nav'/>"),
      page_for_tests("<h1>One</h1><section id='b'><h2>Two</h2><p>Words</p></section>"));
  zip.add(
      "OPS/nav.xhtml",
      page_for_tests("<nav epub:type='toc'><ol><li><a href='one.xhtml'>One</a><ol><li><a "
                     "href='one.xhtml#b'>Two</a></li><li><a href='gone.xhtml'>Gone</a></li></ol>"
                     "</li></ol></nav>"));
  const auto text = read_book(zip);
  ASSERT_TRUE(text) << text.error().to_string();
  ASSERT_EQ(text->contents.size(), 2U);
  EXPECT_EQ(text->contents[0].place, "s1");
  EXPECT_EQ(text->contents[1].title, "Two");
  EXPECT_EQ(text->contents[1].depth, 1);
  EXPECT_EQ(text->contents[1].place, "t1");
  EXPECT_TRUE(text->html.starts_with("<div lang=\"ar\" dir=\"rtl\">"));
  EXPECT_NE(text->html.find("<h3 id=\"t1\">Two</h3>"), std::string::npos) << text->html;
}

TEST(BookText, AnIdThatStandsTwiceIsWhereItStandsFirst) {
  const auto text = read_book(epub_for_tests(
      opf_for_tests("<dc:title>T</dc:title><dc:language>en</dc:language>"),
      page_for_tests("<p>1<span id='x'/><span id='y'/></p><p>2<span id='y'/><span id='x'/></p>"
                     "<p><a href='#x'>to x</a> <a href='#y'>to y</a></p>")));
  ASSERT_TRUE(text) << text.error().to_string();
  EXPECT_EQ(text->html,
            "<div lang=\"en\"><section id=\"s1\"><p id=\"t1\">1</p><p>2</p><p><a href=\"#t1\">to "
            "x</a> <a href=\"#t1\">to y</a></p></section></div>");
}

TEST(Reader, ALongBookHasATenthForASampleToo) {
  std::string body;
  unsigned state = 1;
  for (int i = 0; i < 4800; ++i) {
    body += "<p>";
    for (int k = 0; k < 1000; ++k) {
      state = state * 1664525U + 1013904223U;
      body += static_cast<char>('a' + (state >> 24) % 26);
    }
    body += "</p>";
  }
  const auto facts = read(epub_for_tests(
      opf_for_tests("<dc:title>T</dc:title>"),
      "<html xmlns='http://www.w3.org/1999/xhtml'><body>" + body + "</body></html>"));
  ASSERT_TRUE(facts);
  std::size_t paragraphs = 0;
  for (std::size_t at = 0; (at = facts->sample_html.find("<p>", at)) != std::string::npos; ++at)
    ++paragraphs;
  EXPECT_EQ(paragraphs, 480U);
}

TEST(Reader, ATitleThatShowsNothingIsNone) {
  const auto with = [](const std::string& title) {
    return refusal(epub_for_tests(opf_for_tests("<dc:title>" + title + "</dc:title>"), kChapter));
  };
  for (const char* title : {"\u200b", "\u200b\u200c\u200d\u200e\u200f", "\ufeff \u2060", "\u202e"})
    EXPECT_NE(with(title).find("no title"), std::string::npos);
  const auto named = read(epub_for_tests(
      opf_for_tests("<dc:title>\u200b</dc:title><dc:title>A\u200b B</dc:title>"), kChapter));
  ASSERT_TRUE(named);
  EXPECT_EQ(named->record.title, "A B");
}

TEST(Reader, AnSvgCoverGivesItsEmbeddedPictureOnly) {
  const std::string opf = opf_for_tests(
      "<dc:title>T</dc:title>",
      "<item id='c' href='c.svg' media-type='image/svg+xml' properties='cover-image'/>");
  const auto with = [&](const std::string& svg) {
    return read(epub_for_tests(opf, kChapter).add("OPS/c.svg", svg))->covers;
  };
  const auto found = with(
      "<svg xmlns:xlink='x'><image xlink:href='data:image/png;base64,"
      "iVBORw0KGgoAAAA='/></svg>");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].from_svg);
  EXPECT_TRUE(is_known_raster(found[0].bytes));
  EXPECT_TRUE(with("<svg><script/><text>T</text></svg>").empty());
  EXPECT_TRUE(with("<svg><image href='file:///etc/passwd'/></svg>").empty());
  EXPECT_TRUE(with("<svg><image href='../../../etc/passwd'/></svg>").empty());
}

}  // namespace
}  // namespace aan::worker::epub
