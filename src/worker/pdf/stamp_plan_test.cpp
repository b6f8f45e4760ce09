#include "worker/pdf/stamp_plan.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "domain/catalog/pdf_closing_page.hpp"
#include "domain/catalog/pdf_stamp_frame.hpp"
#include "domain/catalog/stamp_frame.hpp"
#include "worker/pdf/deflated.hpp"
#include "worker/pdf/limits.hpp"
#include "worker/pdf/page_tree.hpp"
#include "worker/pdf/structure.hpp"

// How PDFs take a stamp: read strictly, changed by an update behind them.
namespace aan::worker::pdf {
namespace {

const catalog::Stamp kStamp{"7K2M-93QD", "Night & Shelves (München)"};
const catalog::StampWords kWords{
    "de",
    "Dieses Exemplar gehört zur Bestellung 7K2M-93QD",
    {"Verkauft von Night & Shelves (München).", "Danke, dass Sie für Bücher bezahlen."}};

ReadAt reader_of(const std::string& bytes) {
  return [&bytes](std::uint64_t offset, char* into, std::size_t wanted) {
    if (offset > bytes.size() || bytes.size() - offset < wanted) return false;
    bytes.copy(into, wanted, offset);
    return true;
  };
}

const std::vector<std::string> kBook = {
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 420 595.5]/Rotate 90/CropBox[10 10 410 500]>>",
    "<</Type/Page/Parent 2 0 R>>",
};

std::string digits(std::size_t number) {
  const std::string text = std::to_string(number);
  return std::string(10 - text.size(), '0') + text;
}

// Objects from 1 on behind what is there, with a table of them.
std::string with_table(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string out = "%PDF-1.7\n";
  std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += digits(out.size()) + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  return out + table + "trailer\n<</Size " + std::to_string(objects.size() + 1) + "/Root 1 0 R" +
         trailer + ">>\nstartxref\n" + std::to_string(out.size()) + "\n%%EOF\n";
}

std::string deflated(const std::string& text) {
  std::string out(compressBound(text.size()), '\0');
  uLongf size = out.size();
  compress2(reinterpret_cast<Bytef*>(out.data()), &size,
            reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_SPEED);
  out.resize(size);
  return out;
}

std::string stream(const std::string& words, const std::string& text) {
  const std::string packed = deflated(text);
  return "<<" + words + "/Filter/FlateDecode/Length " + std::to_string(packed.size()) +
         ">>\nstream\r\n" + packed + "\nendstream";
}

// The same in an object stream, number 4, and a stream of cross-references, number 5.
std::string with_stream(const std::vector<std::string>& objects, std::uint8_t filter = 2) {
  std::string head, body;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    head += std::to_string(i + 1) + " " + std::to_string(body.size()) + " ";
    body += objects[i] + " ";
  }
  std::string out = "%PDF-1.7\n";
  const std::size_t packed_at = out.size();
  out += "4 0 obj" +
         stream("/Type/ObjStm/N " + std::to_string(objects.size()) + "/First " +
                    std::to_string(head.size()),
                head + body) +
         "endobj\n";
  const std::size_t at = out.size();
  std::vector<std::string> rows = {std::string(5, '\0')};
  for (std::size_t i = 0; i < objects.size(); ++i)
    rows.push_back(std::string("\2\0\0\4", 4) + static_cast<char>(i));
  for (const std::size_t offset : {packed_at, at})
    rows.push_back(std::string("\1\0", 2) + static_cast<char>(offset >> 8U) +
                   static_cast<char>(offset) + std::string(1, '\0'));
  std::string predicted, above(5, '\0');
  for (const std::string& row : rows) {
    predicted += static_cast<char>(filter);
    for (std::size_t i = 0; i < row.size(); ++i)
      predicted += static_cast<char>(row[i] - (filter == 2 ? above[i] : 0));
    above = row;
  }
  return out + "5 0 obj\n" +
         stream("/Type/XRef/Size 6/Root 1 0 R/W[1 3 1]/DecodeParms<</Predictor 12/Columns 5>>",
                predicted) +
         "\nendobj\nstartxref\n" + std::to_string(at) + "\n%%EOF";
}

catalog::PdfStampPlan planned(const std::string& bytes) {
  const auto found = plan_stamp(reader_of(bytes), bytes.size());
  const auto* plan = std::get_if<catalog::PdfStampPlan>(&found);
  EXPECT_NE(plan, nullptr) << std::get<std::string_view>(found);
  return plan == nullptr ? catalog::PdfStampPlan{} : *plan;
}

std::string why_not(const std::string& bytes) {
  const auto found = plan_stamp(reader_of(bytes), bytes.size());
  const auto* why = std::get_if<std::string_view>(&found);
  return why == nullptr ? "" : std::string(*why);
}

std::string stamped(const std::string& bytes, const catalog::Stamp& stamp = kStamp) {
  const auto copy = catalog::stamped_pdf(planned(bytes), stamp, kWords);
  std::string out;
  for (const auto& piece : copy.pieces)
    out += piece.bytes.empty() ? bytes.substr(piece.offset, piece.length) : piece.bytes;
  EXPECT_EQ(out.size(), copy.size);
  EXPECT_TRUE(out.starts_with(bytes)) << "the file as it is";
  return out;
}

std::vector<catalog::Stamp> stamps_of(const std::string& bytes) {
  return read_stamps(reader_of(bytes), bytes.size()).value();
}

std::string replaced(std::string text, std::string_view old, std::string_view by) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), by);
}

// A tree of n levels that names each node twice would have 2^n pages.
TEST(PdfStampPlan, ANodeThatIsNamedTwiceIsNotReadTwice) {
  std::vector<std::string> objects = kBook;
  objects[1] = "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>";
  const std::string bytes = with_table(objects);
  const ReadAt read_at = reader_of(bytes);
  auto structure = Structure::open(read_at, bytes.size());
  ASSERT_TRUE(structure);
  EXPECT_EQ(last_pages(*structure, {2, 0}, 5).size(), 1U);
}

TEST(PdfStampPlan, ACopyIsTheFileAndAClosingPageBehindIt) {
  for (const std::string& book : {with_table(kBook), with_stream(kBook), with_stream(kBook, 0)}) {
    EXPECT_TRUE(stamps_of(book).empty());
    const std::string copy = stamped(book);
    EXPECT_EQ(stamps_of(copy), std::vector{kStamp});
    const ReadAt read_at = reader_of(copy);
    auto structure = Structure::open(read_at, copy.size());
    ASSERT_TRUE(structure) << "each object lies where its section says";
    const auto pages = last_pages(*structure, {2, 0}, 5);
    ASSERT_EQ(pages.size(), 2U);
    EXPECT_TRUE(pages[1].text.contains("/Parent 2 0 R>>")) << "the book's own";
    EXPECT_EQ(pages[0].width, pages[1].width) << "as large as the page before it is seen";
    EXPECT_EQ(pages[0].height, pages[1].height);
    EXPECT_EQ(pages[0].width, 49000U);
    EXPECT_EQ(pages[0].height, 40000U);
    const auto root = *structure->object({2, 0});
    EXPECT_TRUE(root.contains("/Count 2")) << root;
    const auto content = *structure->stream({planned(book).next_object + 1, 0}, 10'000);
    EXPECT_TRUE(content.contains("(Dieses Exemplar geh\\366rt zur Bestellung 7K2M-93QD) Tj"))
        << content;
    EXPECT_TRUE(content.contains("M\\374nchen\\051")) << "what would end a string is a number";
  }
}

TEST(PdfStampPlan, ACopyMayBeStampedAgain) {
  const catalog::Stamp second{"9ZZZ-11AA", "Second"};
  const std::string copy = stamped(stamped(with_table(kBook)), second);
  EXPECT_EQ(stamps_of(copy), (std::vector{second, kStamp}));
}

TEST(PdfStampPlan, TheUpdateKeepsWhatTheTrailerSays) {
  auto objects = kBook;
  objects.emplace_back("<</Title(A)>>");
  const std::string book = with_table(objects, "/Info 4 0 R/ID[(\\101b)<4344>]");
  const catalog::PdfStampPlan plan = planned(book);
  EXPECT_EQ(plan.info, (catalog::PdfObject{4, 0}));
  EXPECT_EQ(plan.id, "Ab");
  const std::string copy = stamped(book), other = stamped(book, {"9ZZZ-11AA", kStamp.shop});
  EXPECT_TRUE(copy.contains("/Info 4 0 R/ID[<4162><")) << copy;
  EXPECT_EQ(stamped(book), copy);
  const auto id = [](const std::string& text) {
    return text.substr(text.find("/ID[<4162><") + 11, 32);
  };
  EXPECT_NE(id(copy), id(other));
}

TEST(PdfStampPlan, ListsOfPagesMayLieElsewhere) {
  auto objects = kBook;
  objects[1] = "<</Type /Pages /Count 5 0 R /Kids 4 0 R % all\n/Rotate 0>>";
  objects.emplace_back("[ 3 0 R ]");
  objects.emplace_back("1");
  const std::string text = planned(with_table(objects)).pages_text;
  EXPECT_TRUE(text.contains("/Count 2")) << text;
  EXPECT_TRUE(text.contains("/Kids [ 3 0 R  6 0 R]")) << text;
  EXPECT_TRUE(text.ends_with("% all\n/Rotate 0>>")) << text;
}

TEST(PdfStampPlan, WhatIsTaggedIsToldThatTheClosingPageIsNoPartOfIt) {
  auto objects = kBook;
  EXPECT_FALSE(stamped(with_table(objects)).contains("/Artifact BMC"));
  objects[0] = "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>>>";
  EXPECT_TRUE(stamped(with_table(objects)).contains("/Artifact BMC"));
}

TEST(PdfStampPlan, WhatAPageWouldBreakIsLeftAsItIs) {
  auto objects = kBook;
  objects.emplace_back("<</Type/Sig/ByteRange[0 1 2 3]>>");
  EXPECT_EQ(why_not(with_table(objects)), "signed");
  for (const char* claim : {"pdfaid:part", "pdfuaid:part"}) {
    objects = kBook;
    objects[0] = "<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>";
    objects.push_back(stream("/Type/Metadata", std::string("<x ") + claim + "='1'/>"));
    EXPECT_EQ(why_not(with_table(objects)), "standard");
  }
}

TEST(PdfStampPlan, NothingIsGuessed) {
  const std::string book = with_table(kBook);
  EXPECT_EQ(why_not("x" + book), "structure") << "what comes first moves everything";
  EXPECT_EQ(why_not(replaced(book, "startxref", "startxxxx")), "structure");
  EXPECT_EQ(why_not(replaced(book, "3 0 obj", "7 0 obj")), "structure") << "another object there";
  EXPECT_EQ(why_not(replaced(book, " 00000 n \n", " 00000 n\n")), "structure");
  EXPECT_EQ(why_not(replaced(book, "/Root 1 0 R", "/Root 9 0 R")), "structure");
  EXPECT_EQ(why_not(with_table(kBook, "/Encrypt 3 0 R")), "structure");
  EXPECT_EQ(why_not(with_table(kBook, "/Info<<>>")), "structure");
  EXPECT_EQ(why_not(with_table(kBook, "/Prev 9")), "structure");
  EXPECT_EQ(why_not(book.substr(0, book.size() - 8)), "structure");
  for (const auto& [old, by] :
       std::vector<std::pair<const char*, const char*>>{{"/Count 1", "/Count -1"},
                                                        {"/Kids[3 0 R]", "/Kids[4 0 R]"},
                                                        {"/Kids", "/Kids[]/Kids"}}) {
    auto objects = kBook;
    objects[1] = replaced(objects[1], old, by);
    EXPECT_EQ(why_not(with_table(objects)), "structure") << by;
  }
  auto objects = kBook;
  objects[2] = "<</Kids[2 0 R]/Count 1>>";
  EXPECT_EQ(why_not(with_table(objects)), "structure") << "a tree that is a ring";
  objects[2] = "<</Type/Page/X " + std::string(100, '[') + std::string(100, ']') + ">>";
  EXPECT_EQ(why_not(with_table(objects)), "structure");
  EXPECT_EQ(read_stamps(reader_of("%PDF-1.4"), 8).error().code, Errc::invalid);
}

// Objects from 1 on, and where they lie.
struct Laid {
  std::string bytes = "%PDF-1.7\n";
  std::vector<std::size_t> at;
  void object(const std::string& text) {
    at.push_back(bytes.size());
    bytes += std::to_string(at.size()) + " 0 obj\n" + text + "\nendobj\n";
  }
};

std::string row(int kind, std::size_t offset, std::size_t order) {
  return {static_cast<char>(kind), static_cast<char>(offset >> 16U),
          static_cast<char>(offset >> 8U), static_cast<char>(offset), static_cast<char>(order)};
}

// What is asked of us has a limit, however small the file: each of these asks for more.
TEST(PdfStampPlan, SectionsThatUnpackToMoreThanTheirShareAreRefused) {
  const std::string book = with_table(kBook);
  const std::string much = deflated(std::string(kSectionBytesMax, '\0'));
  std::string bytes = book.substr(0, book.rfind("startxref"));
  std::size_t before = book.find("xref\n");
  for (std::size_t i = 0; i <= kStructureWorkMax / kSectionBytesMax; ++i) {
    const std::size_t at = bytes.size();
    bytes += std::to_string(10 + i) +
             " 0 obj\n<</Type/XRef/Size 9/Root 1 0 R/W[1 3 1]/Index[0 1]/Prev " +
             std::to_string(before) + "/Filter/FlateDecode/Length " + std::to_string(much.size()) +
             ">>\nstream\r\n" + much + "\nendstream\nendobj\n";
    before = at;
  }
  EXPECT_EQ(why_not(bytes + "startxref\n" + std::to_string(before) + "\n%%EOF\n"), "structure");
}

TEST(PdfStampPlan, ObjectStreamsThatUnpackToMoreThanTheirShareAreRefused) {
  constexpr std::size_t kNodes = kStructureWorkMax / kPackedObjectsMax + 1;
  Laid laid;
  laid.object("<</Type/Catalog/Pages 2 0 R>>");
  laid.object("<</Type/Pages/Kids[" + std::to_string(3 + kNodes) + " 0 R]/Count 1>>");
  std::vector<std::string> rows = {row(0, 0, 0)};
  for (std::size_t i = 0; i < kNodes; ++i) {  // numbers 3 on: each holds one node of the tree
    const std::size_t number = 3 + kNodes + i;
    const std::string head = std::to_string(number) + " 0 ";
    std::string text =
        head +
        (i + 1 == kNodes ? "<</Type/Page>>" : "<</Kids[" + std::to_string(number + 1) + " 0 R]>>");
    text.resize(kPackedObjectsMax - 1, ' ');
    laid.object(stream("/Type/ObjStm/N 1/First " + std::to_string(head.size()), text));
  }
  for (const std::size_t at : laid.at) rows.push_back(row(1, at, 0));
  for (std::size_t i = 0; i < kNodes; ++i) rows.push_back(row(2, 3 + i, 0));
  std::string section;
  for (const std::string& one : rows) section += one;
  const std::size_t at = laid.bytes.size();
  laid.bytes += std::to_string(rows.size()) + " 0 obj\n" +
                stream("/Type/XRef/Size " + std::to_string(rows.size() + 1) +
                           "/Root 1 0 R/W[1 3 1]/Index[0 " + std::to_string(rows.size()) + "]",
                       section) +
                "\nendobj\nstartxref\n" + std::to_string(at) + "\n%%EOF";
  EXPECT_EQ(why_not(laid.bytes), "structure");
}

TEST(PdfStampPlan, OneLargeObjectThatIsAskedForAgainAndAgainIsRefused) {
  constexpr std::size_t kNodes = 40;
  std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>",
                                      "<</Type/Pages/Kids[4 0 R]/Count 1>>",
                                      std::string(kObjectBytesMax / 2, ' ') + "7"};
  for (std::size_t i = 0; i < kNodes; ++i)
    objects.push_back(
        "<</MediaBox[3 0 R 3 0 R 3 0 R 3 0 R]" +
        (i + 1 == kNodes ? std::string() : "/Kids[" + std::to_string(5 + i) + " 0 R]") + ">>");
  EXPECT_EQ(why_not(with_table(objects)), "structure");
}

TEST(PdfStampPlan, AHiddenObjectIsFoundInAFileOfBothKinds) {
  // The table calls object 3 free; the stream that the trailer names knows it.
  std::string out = "%PDF-1.7\n";
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < 2; ++i) {
    at.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + kBook[i] + "\nendobj\n";
  }
  at.push_back(out.size());
  out += "4 0 obj" + stream("/Type/ObjStm/N 1/First 4", "3 0 " + kBook[2]) + "endobj\n";
  at.push_back(out.size());
  out += "5 0 obj" + stream("/Type/XRef/Size 6/W[1 1 1]/Index[3 1]", std::string("\2\4\0", 3)) +
         "endobj\n";
  const std::size_t table = out.size();
  out += "xref\n0 6\n0000000003 65535 f \n" + digits(at[0]) + " 00000 n \n" + digits(at[1]) +
         " 00000 n \n0000000000 00000 f \n" + digits(at[2]) + " 00000 n \n" + digits(at[3]) +
         " 00000 n \ntrailer\n<</Size 6/Root 1 0 R/XRefStm " + std::to_string(at[3]) +
         ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  EXPECT_TRUE(planned(out).has_table);
  EXPECT_EQ(stamps_of(stamped(out)), std::vector{kStamp});
}

TEST(PdfStampPlan, AnyByteMayBeAnother) {
  for (const std::string& book : {with_table(kBook), with_stream(kBook)})
    for (std::size_t i = 0; i < book.size(); ++i)
      for (const char other : {'\0', '9', '<', ']'}) {
        std::string changed = book;
        changed[i] = other;
        const auto found = plan_stamp(reader_of(changed), changed.size());
        if (std::holds_alternative<catalog::PdfStampPlan>(found)) {
          EXPECT_EQ(stamps_of(stamped(changed)), std::vector{kStamp}) << i;
        }
        if (HasFailure()) return;
      }
}

TEST(PdfStampPlan, IsBelievedAfterChecksOnly) {
  using Plan = catalog::PdfStampPlan;
  const Plan good = planned(with_table(kBook, "/Info 3 0 R/ID[<41><42>]"));
  const auto back = catalog::parse_pdf_stamp_plan(catalog::encode_pdf_stamp_plan(good));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->pages_text, good.pages_text);
  EXPECT_EQ(back->info, good.info);
  EXPECT_EQ(back->id, "A");
  for (void (*spoil)(Plan&) : std::initializer_list<void (*)(Plan&)>{
           [](Plan& plan) { plan.last_section = plan.file_bytes; },
           [](Plan& plan) { plan.file_bytes = catalog::kPdfStampedBytesMax + 1; },
           [](Plan& plan) { plan.next_object = catalog::kPdfObjectsMax + 1; },
           [](Plan& plan) { plan.pages.number = plan.next_object; },
           [](Plan& plan) { plan.root = {}; },
           [](Plan& plan) { plan.info = catalog::PdfObject{1, 65'536}; },
           [](Plan& plan) { plan.width = 0; },
           [](Plan& plan) { plan.height = catalog::kPdfPageSideMax + 1; },
           [](Plan& plan) { plan.id = std::string(catalog::kPdfIdBytesMax + 1, 'a'); },
           [](Plan& plan) { plan.pages_text = "null"; }}) {
    Plan plan = good;
    spoil(plan);
    EXPECT_FALSE(catalog::parse_pdf_stamp_plan(catalog::encode_pdf_stamp_plan(plan)));
  }
  EXPECT_FALSE(catalog::parse_stamp_plan(catalog::encode_pdf_stamp_plan(good)));
  EXPECT_FALSE(catalog::parse_pdf_stamp_plan(catalog::encode_stamp_plan(catalog::StampPlan{})));
}

TEST(PdfClosingPage, StaysWithinItsEdgesAndSaysWhatItsLettersCan) {
  catalog::StampWords words = kWords;
  words.lines.push_back("https://" + std::string(300, 'm') + "/ " + std::string(900, 'w'));
  for (const std::uint64_t side :
       {catalog::kPdfPageSideMin, std::uint64_t{41953}, catalog::kPdfPageSideMax}) {
    catalog::PdfStampPlan plan;
    plan.width = side;
    plan.height = catalog::kPdfPageSideMin;
    const std::string page = catalog::pdf_closing_page(plan, words);
    for (std::size_t at = 0; (at = page.find("1 0 0 1 ", at)) != std::string::npos; ++at) {
      const double left = std::stod(page.substr(at + 8));
      const double base = std::stod(page.substr(page.find(' ', at + 8)));
      EXPECT_GE(left * 100, static_cast<double>(side) * 0.13) << page;
      EXPECT_GT(base, 0) << page;
      EXPECT_LT(base, 72) << page;
    }
  }
  EXPECT_TRUE(catalog::fits_pdf(kWords));
  words = {"ar", "تحمل هذه النسخة", {"Sold by Ночь.", "A line."}, true};
  EXPECT_FALSE(catalog::fits_pdf(words));
  const std::string copy = [&] {
    const auto all = catalog::stamped_pdf(planned(with_table(kBook)), kStamp, words);
    return all.pieces.back().bytes;
  }();
  EXPECT_TRUE(copy.contains("(7K2M-93QD) Tj")) << "the reference is always said";
  EXPECT_TRUE(copy.contains("(A line.) Tj"));
  EXPECT_FALSE(copy.contains("Sold by"));
  EXPECT_TRUE(copy.contains("<asymmetry:shop>Night &amp; Shelves (München)</asymmetry:shop>"));
}

TEST(PdfSyntax, DeflatedTextIsBoundedAndDamageIsNoText) {
  const std::string text(100'000, 'a');
  EXPECT_EQ(inflated(deflated(text), 100'000), text);
  EXPECT_FALSE(inflated(deflated(text), 99'999));
  EXPECT_FALSE(inflated(deflated(text).substr(0, 30), 100'000));
  EXPECT_FALSE(inflated("no", 100));
  const auto parameters = value_of("<</Predictor 15/Columns 2>>");
  // Rows by their left neighbours, by a mean and by Paeth's guess.
  EXPECT_EQ(unpredicted(std::string("\1\1\1\3\1\2\4\1\1", 9), parameters),
            std::string("\1\2\1\3\2\4", 6));
  EXPECT_FALSE(unpredicted("\7ab", parameters));
  EXPECT_FALSE(unpredicted("ab", value_of("<</Predictor 2>>")));
}

TEST(PdfSyntax, ObjectsAreTakenAsTheyAreWritten) {
  EXPECT_EQ(value_of(" <</A(x\\)>>)/B<</C[1 2 R<</D/E>>]>>>>")->kind, Kind::dictionary);
  EXPECT_EQ(name_of(entries_of(*value_of("<</A#42 /C>>"))->front().value), "C");
  EXPECT_EQ(entries_of(*value_of("<</A#42 /C>>"))->front().name, "AB");
  EXPECT_EQ(reference_of(*value_of("12 3 R")), (catalog::PdfObject{12, 3}));
  EXPECT_EQ(items_of(*value_of("[1 2 3 0 R 4]"))->size(), 4U);
  EXPECT_EQ(bytes_of(*value_of("(a\\(b(c)\\n\\1012\\\r\nd)")), "a(b(c)\nA2d");
  EXPECT_EQ(bytes_of(*value_of("<41 4>")), "A@");
  EXPECT_EQ(hundredths_of(*value_of("-12.345")), -1234);
  EXPECT_EQ(hundredths_of(*value_of(".5")), 50);
  for (const char* broken : {"", "<<", "[1", "(a", "<41", ")", "1 2", "<</A>>>>", "]"})
    EXPECT_FALSE(value_of(broken)) << broken;
}

}  // namespace
}  // namespace aan::worker::pdf
