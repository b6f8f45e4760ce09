#include "cli/print_json.hpp"
#include "cli/import_report_json.hpp"

#include <gtest/gtest.h>

#include "cli/exit_code.hpp"
#include "service/books/book_file.hpp"

namespace aan::cli {
namespace {

std::string printed(const std::string& command, const std::string& answer) {
  ::testing::internal::CaptureStdout();
  print_for_people(command, answer);
  return ::testing::internal::GetCapturedStdout();
}

TEST(PrintJson, AListOfBooksIsATableWithItsPlaceInTheWhole) {
  const std::string answer =
      R"({"books":[{"state":"listed","slug":"walden","title":"Walden","bad_pictures":[],"price":{"amount":"499","decimal":"4.99",)"
      R"("currency":"USD"}},{"state":"price not set","slug":"emma","title":"Emma","price":null,"bad_pictures":)"
      R"([{"kind":"thumbnail","state":"missing"},{"kind":"thumbnail","state":"missing"},)"
      R"({"kind":"sample","state":"damaged"}]}],)"
      R"("offset":2,"total":9})";
  EXPECT_EQ(printed("book.list", answer),
            "listed               4.99 USD  walden  Walden\n"
            "price not set               -  emma  Emma; thumbnail missing, sample damaged\n"
            "Books 3 to 4 of 9. The next ones: --offset 4\n");
}

TEST(PrintJson, EmptyListsSayWhy) {
  EXPECT_EQ(printed("order.list", R"({"orders":[],"offset":0,"total":0})"), "No orders.\n");
  EXPECT_EQ(printed("book.list", R"({"books":[],"offset":9,"total":3})"),
            "There are no more: 3 books in all.\n");
}

TEST(PrintJson, NamesFromStrangersDoNotSteerTheTerminal) {
  const std::string line = ImportText().line(
      R"({"verdict":"refused","file":"\u001b[2Jx.epub","title":"","notes":["a\nb\u0007"]})");
  EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
  EXPECT_EQ(line.find('\x07'), std::string::npos) << line;
  EXPECT_TRUE(line.ends_with("\n          a b")) << line;
}

TEST(PrintJson, TheLongestVerdictStandsApartAndWhatIsSaidTwiceIsCounted) {
  ImportText text;
  const auto file = [](const std::string& verdict, const std::string& name) {
    return R"({"verdict":")" + verdict + R"(","file":")" + name +
           R"(","title":"","notes":["The cover is a drawing."]})";
  };
  EXPECT_EQ(text.line(file("restored", "a.epub")),
            "restored  a.epub\n          The cover is a drawing.");
  EXPECT_EQ(text.repeated(), "");
  EXPECT_EQ(text.line(file("ok", "b.epub")), "ok        b.epub");
  EXPECT_EQ(text.repeated(), "2 files: The cover is a drawing: a.epub, b.epub\n");
  const std::string why = "refused   c.epub\n          The cover is a drawing.";
  EXPECT_EQ(text.line(file("refused", "c.epub")), why) << "always beside its file";
}

TEST(PrintJson, OfManyFilesTenAreNamedAndTheOthersCounted) {
  ImportText text;
  for (int i = 10; i < 24; ++i)
    text.line(R"({"verdict":"warned","file":")" + std::to_string(i) +
              R"(.epub","title":"","notes":["It has scripts."]})");
  EXPECT_EQ(text.repeated(),
            "14 files: It has scripts: 10.epub, 11.epub, 12.epub, 13.epub, 14.epub, 15.epub, "
            "16.epub, 17.epub, 18.epub, 19.epub and 4 more\n");
}

TEST(PrintJson, WhatIsDoneAboutAFileIsSaidAsACommand) {
  ImportText text;
  const std::string stays = service::price_stays({700, *find_asset("USD")});
  EXPECT_EQ(
      text.line(R"({"verdict":"ok","file":"a.epub","title":"","work_id":"01B","may_be":"01A",)"
                R"("notes":["It is a second book."]})"),
      "ok        a.epub\n          It is a second book.\n          aan book merge 01A 01B");
  EXPECT_EQ(
      text.line(R"({"verdict":"known","file":"b.epub","title":"","notes":[")" + stays + R"("]})"),
      "known     b.epub\n          " + stays + " To change it: aan book price NAME PRICE.");
}

TEST(PrintJson, ATitleWithoutAPriceIsNamedOnce) {
  ImportText text;
  const std::string note(service::kPriceNotSet);
  for (const char* name : {"a.epub", "b.epub"})
    EXPECT_EQ(text.line(R"({"verdict":"warned","file":")" + std::string(name) +
                        R"(","title":"T","price":null,"notes":[")" + note + R"("]})"),
              "warned    " + std::string(name) + ": T, price not set");
  EXPECT_EQ(text.repeated(), "2 files: " + note + " Set one with aan book price.\n");
}

TEST(PrintJson, OrdersThatNeedSomebodySaySo) {
  const auto money = [](const std::string& amount) {
    return R"({"amount":")" + amount + R"(","decimal":")" + amount + R"(","currency":"JPY"})";
  };
  const auto row = [&](const std::string& state, const std::string& received,
                       const std::string& owed) {
    return R"({"reference":"7K2M-93QD","state":")" + state + R"(","total":)" + money("9") +
           R"(,"created_at":"T","received":)" + money(received) + R"(,"refund_due":)" +
           money(owed) + "}";
  };
  const std::string text =
      printed("order.list", R"({"orders":[)" + row("fulfilled", "12", "3") + "," +
                                row("open", "4", "0") + "," + row("fulfilled", "9", "0") +
                                R"(],"offset":0,"total":3,"owed":[)" + money("3") + "]}");
  EXPECT_NE(text.find("T\n    owed 3 JPY\n"), std::string::npos) << text;
  EXPECT_NE(text.find("T\n    received 4 JPY\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("received 9"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("Owed in all: 3 JPY\n")) << text;
}

TEST(PrintJson, TheStepsOfACheckAreOneReport) {
  CheckReport report;
  EXPECT_EQ(report.add(R"({"files":2,"next":"a","bad":[{"name":"x","restored":true}]})"), "a");
  EXPECT_TRUE(is_good(report.json())) << "what was made again is no damage any more";
  EXPECT_EQ(report.add(R"({"files":1,"next":null,"bad":[{"name":"y","restored":false}]})"), "");
  EXPECT_EQ(report.json(), R"({"good":false,"files":3,"damaged_count":1,"damaged":)"
                           R"([{"name":"x","restored":true},{"name":"y","restored":false}]})");
}

TEST(PrintJson, EmptyMembersAreLeftOutAndNumbersAreNumbers) {
  EXPECT_EQ(json_object({{"state", ""}, {"limit", 5}, {"book", "a\"b"}}),
            R"({"limit":5,"book":"a\"b"})");
}

TEST(PrintJson, AnImportsReportCountsEveryVerdict) {
  EXPECT_EQ(import_report({R"({"verdict":"ok"})", refused_entry("a\xff", "Why.")}, {},
                          {12, {"notes.txt"}}),
            R"~({"files":[{"verdict":"ok"},{"file":"a\\xff",)~"
            R"("verdict":"refused","title":"","slug":"","work_id":"","offer_id":"","cid":"",)"
            R"("price":null,"notes":["Why."]}],)"
            R"("passed_over":{"count":12,"names":["notes.txt"]},)"
            R"("summary":{"known":0,"ok":1,"refused":1,)"
            R"("restored":0,"warned":0}})");
  EXPECT_EQ(nothing_found_json(refuse(Errc::not_found, "import", "None.").error(),
                               {1, {"shelf/notes.txt"}}),
            R"({"error":"not_found","step":"import","detail":"None.",)"
            R"("passed_over":{"count":1,"names":["shelf/notes.txt"]}})");
  EXPECT_EQ(passed_over_text({12, {"notes.txt"}}),
            "12 files of another kind were passed over: notes.txt and 11 more\n");
  EXPECT_EQ(passed_over_text({1, {"a.txt"}}), "1 file of another kind was passed over: a.txt\n");
  EXPECT_EQ(passed_over_text({}), "");
}

TEST(ExitCodes, AreThoseThatTheHelpPromises) {
  const auto code = [](Errc kind) {
    return static_cast<int>(exit_code_of(Error{kind, "", "", "", {}, ""}));
  };
  EXPECT_EQ(code(Errc::internal), 1);
  EXPECT_EQ(code(Errc::corrupt), 1);
  EXPECT_EQ(code(Errc::invalid), 2);
  EXPECT_EQ(code(Errc::too_large), 2);
  EXPECT_EQ(code(Errc::not_found), 3);
  EXPECT_EQ(code(Errc::conflict), 4);
  EXPECT_EQ(code(Errc::timeout), 5);
  EXPECT_EQ(code(Errc::unavailable), 5);
}

}  // namespace
}  // namespace aan::cli
