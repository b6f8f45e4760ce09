#include "web/view/error_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "domain/sales/gift.hpp"

namespace aan::web {
namespace {

const Locale& english() { return find_locale("en"); }

Error refused(std::string reason, ErrorValues values = {}) {
  Error error;
  error.code = Errc::conflict;
  error.safe = "English of the API";
  error.reason = std::move(reason);
  error.values = std::move(values);
  return error;
}

TEST(ErrorText, SaysTheReasonAndNamesWhatItIsAbout) {
  const ErrorText text =
      error_text(english(), {409, refused("not_for_sale", {{"title", "Walden"}})});
  EXPECT_EQ(text.sentence, "“Walden” cannot be bought at the moment.");
  EXPECT_EQ(text.heading, "Not for sale just now");
  const ErrorText full =
      error_text(english(), {400, refused("cart_full", {{"limit", std::int64_t{1500}}})});
  EXPECT_THAT(full.sentence, testing::HasSubstr("1,500 books"));
}

TEST(ErrorText, WithoutAReasonSaysWhatTheStatusMeansAndNeverTheTextOfTheApi) {
  for (const int status :
       {400, 403, 404, 405, 409, 410, 413, 414, 415, 417, 418, 421, 429, 431, 500, 502, 599}) {
    const ErrorText text = error_text(english(), {status, refused("")});
    EXPECT_FALSE(text.heading.empty() || text.sentence.empty() || text.what_to_do.empty());
    EXPECT_THAT(text.sentence, testing::Not(testing::HasSubstr("English of the API"))) << status;
  }
}

TEST(ErrorText, WaitsInMinutesWhenSecondsWouldBeMany) {
  EXPECT_EQ(retry_text(english(), 1), "Please try again in 1 second.");
  EXPECT_EQ(retry_text(english(), 119), "Please try again in 119 seconds.");
  EXPECT_EQ(retry_text(english(), 121), "Please try again in 3 minutes.");
}

TEST(ErrorText, CountsInLettersWhatABuyerTypes) {
  for (sales::GiftWords words : {sales::GiftWords{std::string(500, 'x'), ""},
                                 sales::GiftWords{"Ada", std::string(5000, 'x')}}) {
    const auto refused = sales::check_gift_words(std::move(words));
    ASSERT_FALSE(refused);
    const std::string said = error_text(english(), {400, refused.error()}).sentence;
    EXPECT_THAT(said, testing::ContainsRegex("(120|2,000) letters")) << said;
    for (const std::string_view code : {"en", "de", "es", "fr", "ar"})
      for (const std::string_view unit : {"byte", "Byte", "octet", "بايت"})
        EXPECT_THAT(error_text(find_locale(code), {400, refused.error()}).sentence,
                    testing::Not(testing::HasSubstr(unit)));
  }
}

// One place of the sources that makes an error.
struct Call {
  std::string where;
  bool is_refusal = false;
  std::string reason;  // the source text of the argument; empty: there is none
};

std::vector<std::string> arguments_at(std::string_view code) {
  std::vector<std::string> arguments(1);
  int depth = 1;
  bool is_quoted = false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (is_quoted && c == '\\') {
      arguments.back() += code.substr(at++, 2);
      continue;
    }
    if (c == '"') is_quoted = !is_quoted;
    if (!is_quoted && (c == '(' || c == '{' || c == '[')) ++depth;
    if (!is_quoted && (c == ')' || c == '}' || c == ']') && --depth == 0) break;
    if (!is_quoted && c == ',' && depth == 1)
      arguments.emplace_back();
    else
      arguments.back() += c;
  }
  for (std::string& one : arguments) one = std::string(trim(one));
  return arguments;
}

// Everything but the rooms whose errors no page shows: commands, the API's own, the worker, the
// opening of a database, and what lies behind a provider, of which a page says that it rests.
std::vector<Call> calls() {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  const std::filesystem::path source = std::filesystem::path(root != nullptr ? root : ".") / "src";
  std::vector<Call> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source)) {
    const std::string path = std::filesystem::relative(entry.path(), source).string();
    const bool is_room = std::ranges::any_of(
        std::initializer_list<const char*>{"cli/", "node/", "api/", "worker/", "net/outbound/",
                                           "adapters/pay_stripe/",
                                           "adapters/store_sql/engine/migrations"},
        [&](const char* room) { return path.starts_with(room); });
    const auto ending = entry.path().extension();
    if (is_room || (ending != ".cpp" && ending != ".hpp") || path.ends_with("_test.cpp")) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string code = text.str();
    static const std::regex call(R"(\b(refuse|fail|about|turn_away|Error[a-z_ ]*)([({]))");
    for (std::sregex_iterator at(code.begin(), code.end(), call), end; at != end; ++at) {
      const std::size_t from = static_cast<std::size_t>(at->position() + at->length());
      const auto arguments = arguments_at(std::string_view(code).substr(from));
      const std::string name = (*at)[1];
      const std::size_t place = name == "fail"        ? 4
                                : name == "refuse"    ? 3
                                : name == "about"     ? 3
                                : name == "turn_away" ? 1
                                                      : 5;
      const bool is_door = name == "turn_away" && arguments[0].starts_with('"');
      if (!arguments[0].starts_with("Errc::") && !is_door) continue;
      found.push_back({path, name == "refuse", place < arguments.size() ? arguments[place] : ""});
    }
  }
  return found;
}

// Reasons that are not written down where they are given, by the words that give them.
const std::map<std::string, std::set<std::string>> kNamedElsewhere = {
    {"reason", {"unpaid", "expired", "exhausted", "withdrawn", "given"}},
    {"std::string(name_of(*refusal))", {"unpaid", "withdrawn"}},
    {"std::string(name_of(*why))", {"unpaid", "withdrawn"}},
    {"std::move(reason)", {}},
    {"{}", {}},
};

// What opening the shop would say, which the desk shows beside a setting.
const std::set<std::string> kOfTheConfiguration = {"setting_wrong", "settings_not_kept",
                                                   "other_currency"};

std::set<std::string> reasons() {
  std::set<std::string> all = kOfTheConfiguration;
  for (const Call& call : calls()) {
    if (call.reason.empty() || call.reason == R"("")") continue;
    if (call.reason.starts_with('"')) {
      all.insert(call.reason.substr(1, call.reason.size() - 2));
      continue;
    }
    const auto named = kNamedElsewhere.find(call.reason);
    if (named == kNamedElsewhere.end())
      ADD_FAILURE() << call.where << " gives a reason that this test cannot read: " << call.reason;
    else
      all.insert(named->second.begin(), named->second.end());
  }
  return all;
}

TEST(ErrorText, EveryReasonHasASentence) {
  const std::set<std::string> all = reasons();
  EXPECT_GT(all.size(), 30U);
  for (const std::string& reason : all)
    EXPECT_NE(english().find("error." + reason), nullptr) << "error." << reason;
}

TEST(ErrorText, EverySentenceBelongsToAReasonThatIsGiven) {
  const std::set<std::string> all = reasons();
  for (const auto& [key, text] : english().texts())
    for (const std::string_view family : {"error.", "error_head.", "error_do."})
      if (key.starts_with(family)) {
        const std::string reason = key.substr(family.size());
        const bool is_status = reason.size() == 3 && reason[0] >= '4' && reason[0] <= '5';
        EXPECT_TRUE(is_status || all.contains(reason)) << key;
      }
}

// What a buyer does can be refused there; start-up, stock and an operator's commands are no page.
TEST(ErrorText, EveryRefusalOnTheWayOfABuyerHasAReason) {
  const std::set<std::string> kNoPage = {
      "service/books/stock_demo.cpp", "service/books/manage_catalog.cpp", "service/run_jobs.cpp",
      "service/books/ingest.cpp", "domain/sales/coupon_check.cpp"};
  for (const Call& call : calls()) {
    const bool is_way = (call.where.starts_with("web/") && !call.where.starts_with("web/view/")) ||
                        call.where.starts_with("service/") ||
                        call.where.starts_with("domain/sales/") || call.where == "net/form.cpp" ||
                        call.where == "net/request.cpp";
    if (is_way && call.is_refusal && !kNoPage.contains(call.where))
      EXPECT_FALSE(call.reason.empty()) << call.where;
  }
}

}  // namespace
}  // namespace aan::web
