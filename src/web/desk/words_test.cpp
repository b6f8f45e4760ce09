#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "web/desk/audit_words.hpp"
#include "web/desk/sales_routes.hpp"

namespace aan::web {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::filesystem::path sources() {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  return std::filesystem::path(root != nullptr ? root : ".") / "src";
}

// The second value of the deed that a call of `write_down` is given: its action.
std::string action_at(std::string_view call) {
  const auto brace = call.find('{');
  if (brace == std::string_view::npos || call.substr(0, brace).contains(';')) return {};
  int depth = 0;
  bool is_quoted = false;
  int comma = 0;
  std::string action;
  for (const char c : call.substr(brace + 1)) {
    if (c == '"') is_quoted = !is_quoted;
    if (!is_quoted && (c == '(' || c == '{')) ++depth;
    if (!is_quoted && (c == ')' || c == '}') && --depth < 0) break;
    if (!is_quoted && depth == 0 && c == ',' && ++comma == 2) break;
    if (comma == 1) action += c;
  }
  return action;
}

void add_quoted(std::set<std::string>& names, const std::string& text) {
  static const std::regex quoted(R"re("([a-z_]+(?:[.][a-z_-]+)*)")re");
  for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at)
    names.insert((*at)[1]);
}

// Where the action is handed on in a variable, and what it is made of there.
struct HandedOn {
  std::string_view file;
  const char* named;
};
constexpr HandedOn kHandedOn[] = {{"desk_commands_json.cpp", R"re(kTold = [^;]*;)re"},
                                  {"manage_catalog.cpp", R"re("book.(dates|countries)")re"},
                                  {"manage_people.cpp", R"re("person[.][a-z]+")re"},
                                  {"sign_in.cpp", R"re("(sign_in|proof)[.]refused")re"},
                                  {"try_letter.cpp", R"re(k(Act|Unsent) = [^;]*;)re"}};

std::set<std::string> acts_in(const std::filesystem::path& path) {
  std::set<std::string> acts;
  const std::string code = text_of(path);
  constexpr std::string_view kCall = "write_down(";
  bool is_handed_on = false;
  for (auto at = code.find(kCall); at != std::string::npos; at = code.find(kCall, at)) {
    const auto before = acts.size();
    const std::string action = action_at(std::string_view(code).substr(at += kCall.size()));
    add_quoted(acts, action);
    is_handed_on |= acts.size() == before && !action.contains('"');
  }
  const auto* const known = std::ranges::find(kHandedOn, path.filename().string(), &HandedOn::file);
  if (known == std::end(kHandedOn)) {
    EXPECT_FALSE(is_handed_on && path.filename() != "audit.cpp")
        << path << " hands an action on: say above what it is made of";
    return acts;
  }
  const std::regex named(known->named);
  for (std::sregex_iterator at(code.begin(), code.end(), named), end; at != end; ++at)
    add_quoted(acts, at->str());
  return acts;
}

std::set<std::string> acts_in_sources() {
  std::set<std::string> acts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(sources()))
    if (entry.path().extension() == ".cpp" && !entry.path().string().ends_with("_test.cpp"))
      acts.merge(acts_in(entry.path()));
  return acts;
}

TEST(AuditWords, EveryActThatIsWrittenDownHasWords) {
  const Locale& locale = find_locale("en");
  const std::set<std::string> acts = acts_in_sources();
  EXPECT_GT(acts.size(), 60U);
  for (const std::string& act : acts) EXPECT_NE(locale.find("desk_act." + act), nullptr) << act;
}

TEST(AuditWords, NotesOfTheMachineAreReadInWords) {
  const Locale& locale = find_locale("en");
  const auto entry = [](std::string action, std::string subject, std::string detail) {
    return desk::AuditEntry{
        .action = std::move(action), .subject = std::move(subject), .detail = std::move(detail)};
  };
  EXPECT_EQ(audit_about(locale, entry("settings.changed", "NODE_NAME NEW_KEY", "")),
            locale.text("setting.NODE_NAME") + "; NEW_KEY");
  EXPECT_EQ(audit_detail(locale, entry("person.role", "max", "read_only")), "read-only");
  EXPECT_EQ(audit_detail(locale, entry("api_key.made", "till", "see_orders refund")),
            "see orders; give money back");
  EXPECT_EQ(audit_detail(locale, entry("sign_in", "", "totp")), "a code of the phone");
  EXPECT_EQ(audit_detail(locale, entry("sign_in.refused", "ada", "turned_away 3")),
            "turned away unheard before it: 3");
  EXPECT_EQ(audit_act(locale, entry("new.act", "", "")), "new.act") << "better than nothing";
}

TEST(AccountWords, EveryAccountOfTheJournalHasWords) {
  const Locale& locale = find_locale("en");
  const std::string code = text_of(sources() / "domain/payment/postings.cpp");
  static const std::regex named(R"re(name\("([a-z_]+)"\))re");
  int accounts = 0;
  for (std::sregex_iterator at(code.begin(), code.end(), named), end; at != end; ++at, ++accounts)
    EXPECT_FALSE(account_words(locale, "main:" + (*at)[1].str()).contains(':')) << (*at)[1];
  EXPECT_GT(accounts, 8);
  EXPECT_EQ(account_words(locale, "main:clearing/stripe"), "Held by stripe");
  EXPECT_EQ(account_words(locale, "sandbox:tax/DE/700"), "Tax of Germany, 7 %");
  EXPECT_EQ(account_words(locale, "main:new/thing"), "main:new/thing");
}

}  // namespace
}  // namespace aan::web
