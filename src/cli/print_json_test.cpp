#include "cli/print_json.hpp"

#include <gtest/gtest.h>

#include "cli/exit_code.hpp"

namespace aan::cli {
namespace {

std::string printed(const std::string& command, const std::string& answer) {
  ::testing::internal::CaptureStdout();
  print_for_people(command, answer);
  return ::testing::internal::GetCapturedStdout();
}

TEST(PrintJson, AListOfBooksIsATableWithItsPlaceInTheWhole) {
  const std::string answer =
      R"({"books":[{"state":"listed","slug":"walden","price":{"amount":"499","decimal":"4.99",)"
      R"("currency":"USD"}},{"state":"price not set","slug":"emma","price":null}],)"
      R"("offset":2,"total":9})";
  EXPECT_EQ(printed("book.list", answer),
            "listed               4.99 USD  walden\n"
            "price not set               -  emma\n"
            "Books 3 to 4 of 9. The next ones: --offset 4\n");
}

TEST(PrintJson, EmptyListsSayWhy) {
  EXPECT_EQ(printed("order.list", R"({"orders":[],"offset":0,"total":0})"), "No orders.\n");
  EXPECT_EQ(printed("book.list", R"({"books":[],"offset":9,"total":3})"),
            "There are no more: 3 books in all.\n");
}

TEST(PrintJson, NamesFromStrangersDoNotSteerTheTerminal) {
  const std::string line = import_line(
      R"({"verdict":"refused","file":"\u001b[2Jx.epub","title":"","notes":["a\nb\u0007"]})");
  EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
  EXPECT_EQ(line.find('\x07'), std::string::npos) << line;
  EXPECT_TRUE(line.ends_with("\n        a b")) << line;
}

TEST(PrintJson, EmptyMembersAreLeftOutAndNumbersAreNumbers) {
  EXPECT_EQ(json_object({{"state", ""}, {"limit", 5}, {"book", "a\"b"}}),
            R"({"limit":5,"book":"a\"b"})");
}

TEST(PrintJson, AnImportsReportCountsEveryVerdict) {
  EXPECT_EQ(import_report({R"({"verdict":"ok"})", refused_entry("a\xff", "Why.")}),
            R"~({"files":[{"verdict":"ok"},{"file":"(a name that is not UTF-8)",)~"
            R"("verdict":"refused","title":"","slug":"","work_id":"","offer_id":"","cid":"",)"
            R"("price":null,"notes":["Why."]}],"summary":{"known":0,"ok":1,"refused":1,)"
            R"("restored":0,"warned":0}})");
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
