#include "worker/pdf/marks.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "worker/pdf/metadata.hpp"
#include "worker/pdf/sample.hpp"

namespace aan::worker::pdf {
namespace {

Marks marks_in(const std::string& bytes) {
  return find_marks(
      [&bytes](std::uint64_t offset, char* into, std::size_t wanted) {
        if (offset > bytes.size() || bytes.size() - offset < wanted) return false;
        bytes.copy(into, wanted, offset);
        return true;
      },
      bytes.size());
}

std::string packed(const std::string& text) {
  std::string out(compressBound(text.size()), '\0');
  uLongf size = out.size();
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
           text.size());
  out.resize(size);
  return "<</Type/ObjStm/Filter/FlateDecode>>stream\r\n" + out + "\nendstream";
}

TEST(PdfMarks, NamesOfThingsThatActAreFoundHoweverTheyAreWritten) {
  EXPECT_FALSE(marks_in("<</Type/Catalog>>").has_javascript);
  EXPECT_TRUE(marks_in("<</S/JavaScript/JS(x)>>").has_javascript);
  EXPECT_TRUE(marks_in("<</S /J#61vaScript>>").has_javascript);
  EXPECT_TRUE(marks_in("<</S /#4AavaScript>>").has_javascript);
  EXPECT_TRUE(marks_in(packed("<</S/JavaScript>>")).has_javascript);
  EXPECT_TRUE(marks_in("<</S \n/Launch/F(a)>>").has_launch);
  EXPECT_FALSE(marks_in("(the book tells of /Launch)").has_launch) << "no action";
  EXPECT_TRUE(marks_in(packed("<</S/Launch>>")).has_launch);
  EXPECT_TRUE(marks_in("<</EmbeddedFiles 4 0 R>>").has_embedded_files);
}

TEST(PdfMarks, AreFoundWhereTwoWindowsMeet) {
  for (const std::size_t before : {(1U << 20) - 20, (1U << 20) - 5, (1U << 20) + 1, 3U << 20})
    EXPECT_TRUE(marks_in(std::string(before, ' ') + "<</S/JavaScript>>").has_javascript) << before;
}

TEST(PdfMarks, EncryptionIsWhatPointsToIt) {
  EXPECT_TRUE(marks_in("trailer<</Root 1 0 R/Encrypt 9 0 R>>").is_encrypted);
  EXPECT_TRUE(marks_in("trailer<</Encrypt<</Filter/Standard>>>>").is_encrypted);
  EXPECT_FALSE(marks_in("(/Encrypt your letters)").is_encrypted);
}

TEST(PdfMarks, TheCatalogueSaysItsLanguageAndStructure) {
  const Marks marks = marks_in(
      "3 0 obj<</Lang(fr)>>endobj 1 0 obj<</Type/Catalog/MarkInfo<</Marked true>>/Lang(en-GB)"
      "/ViewerPreferences<</DisplayDocTitle true>>>>endobj");
  EXPECT_EQ(marks.language, "en-GB") << "not that of a part";
  EXPECT_TRUE(marks.is_tagged);
  EXPECT_TRUE(marks.shows_title);
  EXPECT_EQ(marks_in("<</Type/Catalog/Lang<FEFF00640065>>>").language, "de");
}

TEST(PdfMarks, AStreamThatUnpacksWithoutEndIsLeft) {
  EXPECT_FALSE(marks_in(packed(std::string(64U << 20, ' '))).has_javascript);
  EXPECT_FALSE(marks_in("<</Type/ObjStm>>stream\nno zlib at all").has_javascript);
}

TEST(PdfMetadata, TitlesOfProgramsAreNone) {
  for (const char* title : {"", "untitled", "Microsoft Word - a.doc", "novel_final.indd"})
    EXPECT_TRUE(is_made_up_title(title)) << title;
  for (const char* title : {"Walden", "The .doc Files of a Life"})
    EXPECT_FALSE(is_made_up_title(title)) << title;
}

TEST(PdfMetadata, SeveralPeopleInOneField) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(names_in("Ada Shore; Bo Line"), (Names{"Ada Shore", "Bo Line"}));
  EXPECT_EQ(names_in("Ada Shore and Bo Line"), (Names{"Ada Shore", "Bo Line"}));
  EXPECT_EQ(names_in("Calder, Ines"), (Names{"Calder, Ines"}));
}

TEST(PdfSample, LinesBecomeParagraphs) {
  const auto paragraphs = paragraphs_of(
      "12\n\nThe light over the water was going out of the\nafternoon when she came to the board-\n"
      "walk and sat.\nNobody was there to see it, or nobody who would\ntell.\n\n- 13 -\n");
  ASSERT_EQ(paragraphs.size(), 2U);
  EXPECT_EQ(paragraphs[0],
            "The light over the water was going out of the afternoon when she came to the "
            "boardwalk and sat.");
  EXPECT_EQ(paragraphs[1], "Nobody was there to see it, or nobody who would tell.");
}

}  // namespace
}  // namespace aan::worker::pdf
