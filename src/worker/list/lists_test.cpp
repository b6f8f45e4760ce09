#include <gtest/gtest.h>
#include <lzma.h>

#include "base/file.hpp"
#include "domain/catalog/list_row_frame.hpp"
#include "worker/list/amount.hpp"
#include "worker/list/read_list.hpp"
#include "worker/list/row_maker.hpp"

namespace aan::worker::list {
namespace {

using catalog::ContributorRole;
using catalog::ListFormat;
using catalog::ListRow;

struct Read {
  std::vector<ListRow> rows;
  Result<ListFacts> facts;
};

Read read(std::string text, std::optional<ListFormat> forced = std::nullopt) {
  Source source = Source::of(std::move(text));
  Read it{{}, ListFacts{}};
  it.facts = read_list(source, forced, [&](ListRow&& row) -> Result<> {
    it.rows.push_back(std::move(row));
    return {};
  });
  return it;
}

// How many rows a list has that comes packed by xz.
Result<std::size_t> rows_of_packed(const std::string& text) {
  std::string packed(lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  EXPECT_EQ(lzma_easy_buffer_encode(
                6, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                text.size(), reinterpret_cast<std::uint8_t*>(packed.data()), &size, packed.size()),
            LZMA_OK);
  packed.resize(size);
  const FileDescriptor file = AAN_TRY(memory_file(packed));
  Source source = AAN_TRY(Source::open(file.get()));
  std::size_t rows = 0;
  AAN_TRY(read_list(source, std::nullopt, [&](ListRow&&) -> Result<> {
    ++rows;
    return {};
  }));
  return rows;
}

TEST(PackedList, OneThatSwellsAsNoListOfBooksDoesIsRefused) {
  const auto alike = [](std::size_t rows) {
    std::string text = "title\n";
    for (std::size_t i = 0; i < rows; ++i) text += "Bomb\n";
    return text;
  };
  EXPECT_EQ(rows_of_packed(alike(200'000)), 200'000U) << "below a million bytes nothing is asked";
  const auto bomb = rows_of_packed(alike(2'000'000));
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error().code, Errc::too_large);
  EXPECT_EQ(bomb.error().step, kSwells);
  EXPECT_TRUE(bomb.error().safe.contains("300 times")) << bomb.error().safe;
  std::string regular = "title,author,language\n";
  for (int i = 0; i < 50'000; ++i) regular += "Volume " + std::to_string(i) + ",Somebody,en\n";
  EXPECT_EQ(rows_of_packed(regular), 50'000U) << "rows that differ in a number alone";
}

TEST(CsvList, ColumnsAreKnownByTheirNamesInAnyOrder) {
  const auto it = read(
      "isbn13,Title,author,language,subjects,bookshelves,year,source,source_id,nonsense\n"
      "0-306-40615-2,Walden,\"Thoreau, H.; Somebody Else\",eng,Woods; Solitude -- Fiction,"
      "Category: Essays; Browsing: Nature,1854,gutenberg,205,x\n");
  ASSERT_TRUE(it.facts);
  EXPECT_EQ(it.facts->format, ListFormat::csv);
  ASSERT_EQ(it.facts->notes.size(), 1U);
  EXPECT_EQ(it.facts->notes[0], "Columns that were not used: nonsense.");
  ASSERT_EQ(it.rows.size(), 1U);
  const ListRow& row = it.rows[0];
  EXPECT_EQ(row.line, 2U);
  EXPECT_EQ(row.source, "gutenberg");
  EXPECT_EQ(row.key, "205");
  EXPECT_EQ(row.record.title, "Walden");
  EXPECT_EQ(row.record.isbn13, "9780306406157");
  EXPECT_EQ(row.record.language, "en");
  EXPECT_EQ(row.record.published, "1854");
  ASSERT_EQ(row.record.contributors.size(), 2U);
  EXPECT_EQ(row.record.contributors[0].name, "Thoreau, H.");
  ASSERT_EQ(row.subjects.size(), 3U);
  EXPECT_EQ(row.subjects[0].name, "Essays") << "what a shop browses by comes first";
  EXPECT_EQ(row.subjects[0].scheme, "");
  EXPECT_EQ(row.subjects[2].name, "Solitude -- Fiction");
  EXPECT_EQ(row.subjects[2].scheme, "lcsh");
}

TEST(CsvList, PeopleOfOneColumnNameTheirPartThemselves) {
  const auto it =
      read("title,author,contributors\nA,Ann,Cover: Jo: Penn; afterword: Ann; Bo Line\n");
  ASSERT_EQ(it.rows.size(), 1U);
  const auto& all = it.rows[0].record.contributors;
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[1].name, "Jo: Penn");
  EXPECT_EQ(all[1].role, ContributorRole::cover);
  EXPECT_EQ(all[2].role, ContributorRole::afterword);
  EXPECT_EQ(all[3].name, "Bo Line");
  EXPECT_EQ(all[3].role, ContributorRole::other);
  ASSERT_EQ(it.rows[0].notes.size(), 1U) << "what names no part is told";
}

TEST(CsvList, OfVeryManyPeopleOfTwoColumnsTheRowIsKept) {
  std::string people;
  for (int i = 0; i < 100; ++i) people += "cover: C" + std::to_string(i) + "; ";
  const auto it = read("title,author,contributors\nA,Ann," + people + "\n");
  ASSERT_EQ(it.rows.size(), 1U);
  EXPECT_EQ(it.rows[0].record.contributors.front().name, "Ann");
  const auto row = catalog::parse_list_row(catalog::encode_list_row(it.rows[0]));
  ASSERT_TRUE(row) << row.error().to_string();
  EXPECT_EQ(row->record.contributors.size(), catalog::kListMax);
  EXPECT_FALSE(row->notes.empty());
}

TEST(CsvList, OfALongDescriptionALittleMoreThanIsKeptIsHandedOverSoThatTheCutIsSaid) {
  const auto it = read("title,description\nWalden," + std::string(30'000, 'd') + "\n");
  ASSERT_EQ(it.rows.size(), 1U);
  const auto row = catalog::parse_list_row(catalog::encode_list_row(it.rows[0]));
  ASSERT_TRUE(row) << row.error().to_string();
  EXPECT_GT(row->record.description.size(), catalog::kParagraphBytesMax);
  EXPECT_LE(row->record.description.size(), catalog::kDescriptionReadMax);
}

TEST(CsvList, APriceThatIsNotThereIsNotInventedAndOneThatIsNoneIsTold) {
  const auto it = read(
      "title,author,price,originalPrice,rating\nA,B,,,\nC,D,\"$1,299.50\",1500,\nE,F,soon,,4.5\n");
  ASSERT_EQ(it.rows.size(), 3U);
  EXPECT_TRUE(it.rows[0].terms.empty());
  ASSERT_EQ(it.rows[1].terms.size(), 1U);
  EXPECT_EQ(it.rows[1].terms[0].price, "1299.50");
  EXPECT_EQ(it.rows[1].terms[0].compare_at, "1500");
  EXPECT_TRUE(it.rows[2].terms.empty());
  EXPECT_EQ(it.rows[2].notes.size(), 1U);
}

TEST(CsvList, WhatIsNoPriceAndNoIsbnIsToldAsItWasWritten) {
  const auto it = read("title,price,currency,isbn\nA,abc,USD,123\nB,EUR 4,USD,\n");
  ASSERT_EQ(it.rows.size(), 2U);
  EXPECT_EQ(it.rows[0].notes, (std::vector<std::string>{"123 is no valid ISBN and was left out.",
                                                        "Its price is no amount: abc."}));
  EXPECT_EQ(
      it.rows[1].notes,
      (std::vector<std::string>{"Its price names EUR, its currency is USD: it was left out."}));
}

TEST(CsvList, AnAmountBesideThePriceThatIsNoneIsToldToo) {
  const auto it = read("title,price,compare_at,minimum_price\nA,4,lots,\nB,4,,-1\n");
  ASSERT_EQ(it.rows.size(), 2U);
  EXPECT_EQ(it.rows[0].terms.at(0).price + it.rows[0].terms.at(0).compare_at, "4");
  EXPECT_EQ(it.rows[0].notes, std::vector<std::string>{"Its compare_at is no amount: lots."});
  EXPECT_EQ(it.rows[1].terms.at(0).price, "4");
  EXPECT_EQ(it.rows[1].notes, std::vector<std::string>{"Its minimum_price is no amount: -1."});
}

TEST(CsvList, AYearThatIsNoneAndARowThatEndsEarlyAreTold) {
  const auto it = read("title,author,Year,publisher\nA,B,nineteen,C\nD,E\nF,G,1977,H\nI,J,,\n");
  ASSERT_EQ(it.rows.size(), 4U);
  EXPECT_EQ(it.rows[0].notes, std::vector<std::string>{
                                  "“nineteen” in the column Year holds no year of four digits and "
                                  "was left out."});
  EXPECT_EQ(it.rows[0].line, 2U);
  EXPECT_EQ(it.rows[1].record.title, "D");
  EXPECT_EQ(it.rows[1].notes,
            std::vector<std::string>{"It has 2 fields, the first line 4: it was taken to end "
                                     "without Year and what follows it."});
  EXPECT_TRUE(it.rows[2].notes.empty());
  EXPECT_TRUE(it.rows[3].notes.empty()) << "a field that is empty is nothing wrong";
}

TEST(CsvList, RowsWithoutAKeyGetTheSameOneEachTimeAndNoTwoShareOne) {
  const std::string text = "title,author\nSonnets,A\nSonnets,A\nSonnets,B\n";
  const auto first = read(text);
  const auto second = read(text);
  ASSERT_EQ(first.rows.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(first.rows[i].key, second.rows[i].key);
  EXPECT_NE(first.rows[0].key, first.rows[1].key);
  EXPECT_NE(first.rows[0].key, first.rows[2].key);
}

TEST(CsvList, RowsThatAreNoneAreToldWithTheirLines) {
  const auto it = read("title,author\nA,B\n,nobody\nC,D,E\nF,G\n");
  ASSERT_EQ(it.rows.size(), 4U);
  EXPECT_EQ(it.rows[1].problem, "It has no title.");
  EXPECT_EQ(it.rows[1].line, 3U);
  EXPECT_EQ(it.rows[2].problem, "It has 3 fields, the first line 2.");
  EXPECT_TRUE(it.rows[3].problem.empty());
  EXPECT_FALSE(read("name_of_it,author\nA,B\n").facts) << "no title, no list";
  EXPECT_FALSE(read("").facts);
}

TEST(Gumroad, ProductsOfAnExportOfSalesStandOnceAndBuyersNowhere) {
  const auto it = read(
      "Purchase ID,Item Name,Buyer Name,Purchase Email,Item Price ($)\n"
      "1,Walden,Ada,ada@example.org,9.99\n2,Walden,Bob,bob@example.org,9.99\n"
      "3,Emma,Ada,ada@example.org,0\n");
  ASSERT_TRUE(it.facts);
  EXPECT_EQ(it.facts->format, ListFormat::gumroad);
  ASSERT_EQ(it.rows.size(), 2U);
  EXPECT_EQ(it.rows[0].record.title, "Walden");
  EXPECT_EQ(it.rows[0].terms[0].price, "9.99");
  EXPECT_EQ(it.rows[1].terms[0].price, "0");
  EXPECT_TRUE(it.rows[0].record.contributors.empty());
}

TEST(Upstream, EveryShapeOfACatalogueIsTaken) {
  const auto book = [](const std::string& more) {
    return R"({"books":[{"id":101,"title":"A","author":"B & C","price":29.99,)" + more + "}]}";
  };
  const auto plain = read(book(R"("originalPrice":49.99,"category":"X","digitalFile":"/a.pdf")"));
  ASSERT_EQ(plain.rows.size(), 1U);
  EXPECT_EQ(plain.facts->format, ListFormat::upstream);
  EXPECT_EQ(read("\xEF\xBB\xBF" + book(R"("category":"X")")).rows.size(), 1U)
      << "what some programs write before it";
  EXPECT_EQ(plain.rows[0].key, "101");
  EXPECT_EQ(plain.rows[0].record.contributors.size(), 2U);
  EXPECT_EQ(plain.rows[0].terms[0].price, "29.99");
  EXPECT_EQ(plain.rows[0].terms[0].currency, "USD");
  EXPECT_EQ(plain.rows[0].terms[0].compare_at, "49.99");
  EXPECT_EQ(plain.rows[0].notes, std::vector<std::string>{"Left out: digitalFile."});
  const auto sale = read(book(R"("salePrice":9.99,"categories":["X","Y"])"));
  EXPECT_EQ(sale.rows[0].terms[0].price, "9.99");
  EXPECT_EQ(sale.rows[0].terms[0].compare_at, "29.99");
  EXPECT_EQ(sale.rows[0].subjects.size(), 2U);
  EXPECT_EQ(read(R"([{"title":"A"}])").rows.size(), 1U);
  EXPECT_EQ(read(R"({"success":true,"data":[{"title":"A","brand":"b"}]})").rows[0].source,
            "upstream b");
  EXPECT_EQ(read(R"({"success":true,"catalog":{"books":[{"title":"A"}]}})").rows.size(), 1U);
  const auto cents =
      read(R"({"products":[{"id":"b:1","title":"A","price":1999,"metadata":{"author":"B"}}]})");
  EXPECT_EQ(cents.rows[0].terms[0].price, "19.99");
  EXPECT_EQ(cents.rows[0].record.contributors[0].name, "B");
  EXPECT_EQ(read(R"({"books":[{"title":"A","status":"generating"}]})").rows[0].problem,
            "It is not finished: its status is generating.");
  EXPECT_EQ(read(R"({"books":["A"]})").rows[0].problem, "It is not a book: not an object.");
  EXPECT_FALSE(read(R"({"books":[)").facts);
  EXPECT_FALSE(read(R"({"stores":{}})").facts);
}

TEST(Upstream, APriceThatIsNoneIsToldAsItWasWritten) {
  const auto said = [](const std::string& price) {
    const auto it = read(R"({"books":[{"id":"x","title":"A","price":)" + price + "}]}");
    if (!it.facts || it.rows.size() != 1 || !it.rows[0].terms.empty()) return std::string("taken");
    return it.rows[0].notes.size() == 1 ? it.rows[0].notes[0] : "";
  };
  for (const auto& [price, written] :
       std::vector<std::pair<std::string, std::string>>{{"-5", "-5"},
                                                        {"-19.99", "-19.99"},
                                                        {"1e30", "1e+30"},
                                                        {"0.001", "0.001"},
                                                        {"true", "true"},
                                                        {"{\"amount\":5}", "{\"amount\":5}"},
                                                        {"\"NaN\"", "NaN"},
                                                        {"\"ask us\"", "ask us"},
                                                        {"\"-1\"", "-1"},
                                                        {"\"9999999999999\"", "9999999999999"}})
    EXPECT_EQ(said(price), "Its price is no amount: " + written + ".");
  EXPECT_EQ(said("\" \""), "") << "an empty one says nothing";
  EXPECT_EQ(said("null"), "");
  const auto sale =
      read(R"({"books":[{"title":"A","price":5,"salePrice":"soon","originalPrice":-1}]})");
  ASSERT_EQ(sale.rows.size(), 1U);
  EXPECT_EQ(sale.rows[0].terms.at(0).price + sale.rows[0].terms.at(0).compare_at, "5");
  EXPECT_EQ(sale.rows[0].notes, (std::vector<std::string>{"Its salePrice is no amount: soon.",
                                                          "Its originalPrice is no amount: -1."}));
  const auto cents = read(R"({"products":[{"title":"A","price":-1999}]})");
  EXPECT_EQ(cents.rows.at(0).notes, std::vector<std::string>{"Its price is no amount: -19.99."});
  const auto bundle = read(R"({"books":[{"id":"x","title":"A"}],)"
                           R"("collections":[{"name":"C","books":["x"],"price":"much"}]})");
  EXPECT_EQ(bundle.facts->notes,
            std::vector<std::string>{
                "A subject of its books: the collection “C”. Its price is no amount: much."});
}

TEST(Upstream, ABookNamesItsCollectionAndWhatHasNoPlaceIsSaid) {
  const auto it = read(
      R"({"books":[{"id":"x","title":"A","collection":"c","language":"English","featured":true,)"
      R"("availability":"soon","rating":null},{"id":"y","title":"B","collection":"p"},)"
      R"({"id":"z","title":"C","collection":"Loose"}],"collections":[)"
      R"({"id":"c","name":"Crime","books":[]},{"id":"p","name":"Pair","books":["x"],"price":5}]})");
  ASSERT_TRUE(it.facts);
  ASSERT_EQ(it.rows.size(), 3U);
  EXPECT_EQ(it.rows[0].subjects.at(0).name, "Crime");
  EXPECT_EQ(it.rows[0].notes,
            (std::vector<std::string>{
                "The language “English” is no tag such as en or pt-BR and was left out.",
                "Left out: featured, availability."}));
  EXPECT_TRUE(it.rows[1].subjects.empty()) << "a bundle is no subject";
  EXPECT_EQ(it.rows[2].subjects.at(0).name, "Loose");
  EXPECT_EQ(it.facts->bundles.at(0).books, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(it.facts->notes,
            (std::vector<std::string>{
                "A subject of its books: the collection “Crime”. It has no price."}));
}

TEST(Upstream, ACollectionWithAPriceIsABundleAndOthersAreTold) {
  const auto it = read(
      R"({"brand":"b","books":[{"id":"x","title":"A"}],"freeGift":{"title":"G"},"collections":[)"
      R"({"id":"c","name":"N","title":"T","books":["x",2],"price":9.5},)"
      R"({"id":"d","name":"D","books":["x"]},{"id":"e","name":"E","books":[],"price":1}]})");
  ASSERT_TRUE(it.facts);
  ASSERT_EQ(it.facts->bundles.size(), 1U);
  const auto carried =
      catalog::parse_list_bundle(catalog::encode_list_bundle(it.facts->bundles.front()));
  ASSERT_TRUE(carried);
  EXPECT_EQ(carried->source + "/" + carried->key + "/" + carried->title, "upstream b/c/T");
  EXPECT_EQ(carried->books, (std::vector<std::string>{"x", "2"}));
  EXPECT_EQ(carried->terms.at(0).price + carried->terms.at(0).currency, "9.50USD");
  EXPECT_EQ(it.facts->notes,
            (std::vector<std::string>{
                "A subject of its books: the collection “D”. It has no price.",
                "Left out: the collection “E”. It names no books.", "Left out: freeGift “G”."}));
}

constexpr const char* kProduct =
    "<ONIXMessage release=\"3.0\"><Header/><Product><RecordReference>r1</RecordReference>"
    "<NotificationType>03</NotificationType><ProductIdentifier><ProductIDType>15</ProductIDType>"
    "<IDValue>9780306406157</IDValue></ProductIdentifier><DescriptiveDetail>"
    "<ProductForm>ED</ProductForm><Collection><TitleDetail><TitleType>01</TitleType>"
    "<TitleElement><TitleElementLevel>02</TitleElementLevel><PartNumber>2</PartNumber>"
    "<TitleText>Lakes</TitleText></TitleElement></TitleDetail></Collection><TitleDetail>"
    "<TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>"
    "<TitlePrefix>The</TitlePrefix><TitleWithoutPrefix>Pond</TitleWithoutPrefix>"
    "<Subtitle>A Life</Subtitle></TitleElement></TitleDetail><Contributor>"
    "<ContributorRole>A01</ContributorRole><NamesBeforeKey>Ines</NamesBeforeKey>"
    "<KeyNames>Calder</KeyNames></Contributor><Contributor><ContributorRole>B06</ContributorRole>"
    "<ContributorRole>A23</ContributorRole><PersonName>Tom Turner</PersonName></Contributor>"
    "<Language><LanguageRole>01</LanguageRole>"
    "<LanguageCode>ger</LanguageCode></Language><Subject>"
    "<SubjectSchemeIdentifier>93</SubjectSchemeIdentifier><SubjectCode>FBA</SubjectCode></Subject>"
    "</DescriptiveDetail><CollateralDetail><TextContent><TextType>03</TextType>"
    "<Text textformat=\"05\"><p>One.</p><p>Two &amp; more.</p></Text></TextContent>"
    "<SupportingResource><ResourceContentType>01</ResourceContentType><ResourceVersion>"
    "<ResourceLink>https://covers.example/r1.jpg</ResourceLink></ResourceVersion>"
    "</SupportingResource><SupportingResource/>"
    "</CollateralDetail><PublishingDetail><Publisher><PublisherName>P</PublisherName></Publisher>"
    "<PublishingDate><PublishingDateRole>01</PublishingDateRole><Date>20240131</Date>"
    "</PublishingDate><SalesRights><SalesRightsType>01</SalesRightsType><Territory>"
    "<CountriesIncluded>DE AT CH</CountriesIncluded></Territory></SalesRights></PublishingDetail>"
    "<ProductSupply><SupplyDetail><Price><PriceAmount>18.99</PriceAmount>"
    "<CurrencyCode>EUR</CurrencyCode></Price><Price><PriceAmount>20.00</PriceAmount>"
    "<CurrencyCode>USD</CurrencyCode></Price></SupplyDetail></ProductSupply></Product>"
    "<Product><RecordReference>r2</RecordReference><NotificationType>05</NotificationType>"
    "</Product></ONIXMessage>";

TEST(Onix, AProductIsReadWithItsPartsAndADeletionTakesItBack) {
  const auto it = read(kProduct);
  ASSERT_TRUE(it.facts);
  EXPECT_EQ(it.facts->format, ListFormat::onix);
  ASSERT_EQ(it.rows.size(), 2U);
  const ListRow& row = it.rows[0];
  EXPECT_EQ(row.key, "r1");
  EXPECT_EQ(row.record.title, "The Pond");
  EXPECT_EQ(row.record.subtitle, "A Life");
  EXPECT_EQ(row.record.series, "Lakes");
  EXPECT_EQ(row.record.series_position, "2");
  EXPECT_EQ(row.record.language, "de");
  EXPECT_EQ(row.record.isbn13, "9780306406157");
  EXPECT_EQ(row.record.published, "2024-01-31");
  EXPECT_EQ(row.record.description, "One.\n\nTwo & more.");
  ASSERT_EQ(row.record.contributors.size(), 3U);
  EXPECT_EQ(row.record.contributors[0].name, "Ines Calder");
  EXPECT_EQ(row.record.contributors[0].sort_name, "Calder, Ines");
  EXPECT_EQ(row.record.contributors[1].role, ContributorRole::translator);
  EXPECT_EQ(row.record.contributors[2].name, "Tom Turner");
  EXPECT_EQ(row.record.contributors[2].role, ContributorRole::introduction);
  ASSERT_EQ(row.subjects.size(), 1U);
  EXPECT_EQ(row.subjects[0].scheme, "thema");
  EXPECT_EQ(row.subjects[0].code, "FBA");
  EXPECT_EQ(row.rules.territory, catalog::Territory::only);
  EXPECT_EQ(row.rules.countries, (std::vector<std::string>{"AT", "CH", "DE"}));
  ASSERT_EQ(row.terms.size(), 2U);
  EXPECT_EQ(row.terms[1].currency, "USD");
  EXPECT_TRUE(it.rows[1].is_withdrawn);
  EXPECT_TRUE(row.notes.empty());
  EXPECT_EQ(
      it.facts->notes,
      std::vector<std::string>{
          "Covers and other resources that are named by address were not fetched (1 product): "
          "a book has the cover of its file."});
}

// A product with these dates of publishing, and a supply of them.
ListRow sold(const std::string& publishing, const std::string& supply) {
  auto it = read(
      "<ONIXMessage release=\"3.0\"><Product><RecordReference>r</RecordReference>"
      "<DescriptiveDetail><TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01"
      "</TitleElementLevel><TitleText>T</TitleText></TitleElement></TitleDetail>"
      "</DescriptiveDetail><PublishingDetail>" +
      publishing + "</PublishingDetail><ProductSupply><SupplyDetail>" + supply +
      "</SupplyDetail></ProductSupply></Product></ONIXMessage>");
  return it.rows.size() == 1 ? std::move(it.rows[0]) : ListRow{};
}
std::string published(const std::string& role, const std::string& day) {
  return "<PublishingDate><PublishingDateRole>" + role + "</PublishingDateRole><Date>" + day +
         "</Date></PublishingDate>";
}
std::string supplied(const std::string& role, const std::string& day) {
  return "<SupplyDate><SupplyDateRole>" + role + "</SupplyDateRole><Date>" + day +
         "</Date></SupplyDate>";
}
std::string availability(const std::string& code) {
  return "<ProductAvailability>" + code + "</ProductAvailability>";
}
std::string said(const std::optional<Timestamp>& at) { return at ? rfc3339(*at) : ""; }

TEST(Onix, TheDaysOfASaleAreRead) {
  const auto days = [](const ListRow& row) {
    return said(row.rules.sold_from) + "/" + said(row.rules.release_at) + "/" +
           said(row.rules.sold_until);
  };
  EXPECT_EQ(days(sold("", availability("10") + supplied("08", "20300102"))),
            "/2030-01-02T00:00:00Z/");
  EXPECT_EQ(days(sold(published("27", "20300101"), availability("10") + supplied("08", "20300102") +
                                                       supplied("51", "20310101T120000Z"))),
            "2030-01-01T00:00:00Z/2030-01-02T00:00:00Z/2031-01-01T12:00:00Z");
  EXPECT_EQ(
      days(sold(published("27", "20300102"), availability("10") + supplied("08", "20300102"))),
      "2030-01-02T00:00:00Z//")
      << "delivered as soon as it is sold";
  EXPECT_EQ(days(sold(published("02", "20300103T0000+0100"),
                      availability("20") + supplied("08", "20300109"))),
            "/2030-01-02T23:00:00Z/")
      << "an embargo counts whatever a supplier has; what it expects, while it has nothing";
  EXPECT_EQ(days(sold("", availability("20"))), "//");
  for (const char* day : {"203001", "2030", "20301301", "20300101T", "20300101T12", "20300101+01",
                          "20300101T1200X", "+", "20300101-99999", "20300101T2500Z"}) {
    const ListRow row = sold("", availability("10") + supplied("08", day));
    EXPECT_EQ(days(row), "//") << day;
    EXPECT_EQ(row.notes, std::vector<std::string>{"It is not available yet and no day is named: "
                                                  "set the day before it is sold."})
        << day;
  }
  EXPECT_EQ(sold("", availability("46")).notes,
            std::vector<std::string>{"Its supplier does not sell it (availability 46): hide it if "
                                     "it shall not be sold here."});
}

TEST(Onix, WhatIsFreeInACurrencyIsFreeInThatAloneAndAWrongAmountIsTold) {
  const auto terms = [](const ListRow& row) {
    std::string all;
    for (const catalog::ListTerms& one : row.terms) all += one.price + one.currency + " ";
    return all;
  };
  const std::string euro =
      "<Price><PriceAmount>4.50</PriceAmount><CurrencyCode>EUR</CurrencyCode></Price>";
  EXPECT_EQ(terms(sold("",
                       "<Price><UnpricedItemType>01</UnpricedItemType><CurrencyCode>USD"
                       "</CurrencyCode></Price>" +
                           euro)),
            "0USD 4.50EUR ");
  EXPECT_EQ(terms(sold("", "<UnpricedItemType>01</UnpricedItemType>")), "0 ");
  const ListRow wrong = sold(
      "", "<Price><PriceAmount>-3</PriceAmount><CurrencyCode>USD</CurrencyCode></Price>" + euro);
  EXPECT_EQ(terms(wrong), "4.50EUR ");
  EXPECT_EQ(wrong.notes, std::vector<std::string>{"Its price is no amount: -3."});
}

TEST(Onix, ShortTagsAreTheSame) {
  const auto it = read(
      "<?xml version=\"1.0\"?><ONIXmessage release=\"3.0\"><product><a001>k</a001><a002>03</a002>"
      "<descriptivedetail><titledetail><b202>01</b202><titleelement><x409>01</x409>"
      "<b203>Kurz</b203></titleelement></titledetail><contributor><b035>A01</b035>"
      "<b036>Jo Doe</b036></contributor></descriptivedetail></product></ONIXmessage>");
  ASSERT_EQ(it.rows.size(), 1U);
  EXPECT_EQ(it.rows[0].record.title, "Kurz");
  EXPECT_EQ(it.rows[0].record.contributors[0].name, "Jo Doe");
}

TEST(Onix, WhatIsNoneOrTooOldSaysSo) {
  EXPECT_FALSE(read("<html><body/></html>").facts);
  const auto old = read("<ONIXMessage release=\"2.1\"><Product/></ONIXMessage>");
  ASSERT_FALSE(old.facts);
  EXPECT_NE(old.facts.error().safe.find("2.1"), std::string::npos);
  const auto broken = read("<ONIXMessage release=\"3.0\"><Product><a></Product></ONIXMessage>");
  ASSERT_EQ(broken.rows.size(), 1U);
  EXPECT_EQ(broken.rows[0].problem, "It is not well-formed XML in UTF-8.");
}

TEST(Lists, WhatIsNoListIsSaidToBeNone) {
  EXPECT_FALSE(read("PK\x03\x04 and more").facts);
  EXPECT_FALSE(read(std::string("\x01\x02\0\x03", 4)).facts);
  EXPECT_FALSE(read("title\nA\n", ListFormat::onix).facts);
}

TEST(RowMaker, AmountsAndDatesOfEveryWriting) {
  EXPECT_EQ(amount(std::string_view("29,99")), "29.99");
  EXPECT_EQ(amount(std::string_view("1.299,00")), "1299.00");
  EXPECT_EQ(amount(std::string_view("$0")), "0");
  EXPECT_EQ(amount(std::string_view("-3")), std::nullopt);
  EXPECT_EQ(amount(std::string_view("1,299.00")), "1299.00");
  EXPECT_EQ(amount(std::string_view("1,299,000")), "1299000");
  EXPECT_EQ(amount(std::string_view("4,99 €")), "4.99");
  EXPECT_EQ(amount(std::string_view("EUR 4.99")), "4.99");
  EXPECT_EQ(amount(std::string_view(" free ")), "0");
  for (const char* none :
       {"4.999", "1,299", "4.99-9.99", "4.99 (was 9.99)", "5 for 4.99", "1e9", "0x10", "1.5.0",
        "2026-11-26", "12.34.56", "4..99", ".", "$", "-3", "€4.99€", "1.2345,00", "12345,678.00"})
    EXPECT_EQ(amount(std::string_view(none)), std::nullopt) << none;
  EXPECT_EQ(currency_beside("€4.99"), "EUR");
  EXPECT_EQ(currency_beside("4.99 usd"), "USD");
  EXPECT_EQ(currency_beside("$4.99"), "");
  EXPECT_EQ(decimal_amount("4.999"), "4.999");
  EXPECT_EQ(decimal_amount("4,99"), std::nullopt);
  EXPECT_EQ(decimal_amount("1e2"), std::nullopt);
  EXPECT_EQ(amount(29.989999), "29.99");
  EXPECT_EQ(amount(0.1 + 0.2), "0.30");
  EXPECT_EQ(partial_date("1977.0"), "1977");
  EXPECT_EQ(partial_date("20260131"), "2026-01-31");
  EXPECT_EQ(partial_date("2025-11-15T07:30:00Z"), "2025-11-15");
  EXPECT_EQ(partial_date("31 May 1977"), "1977");
  EXPECT_EQ(partial_date("9.7804390234e+12"), "");
}

}  // namespace
}  // namespace aan::worker::list
