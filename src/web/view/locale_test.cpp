#include "web/view/locale.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.hpp"

namespace aan::web {
namespace {

const Locale& english() { return find_locale("en"); }
Money money(const char* code, std::int64_t amount) { return {amount, *find_asset(code)}; }

TEST(Locale, WritesMoneyAsPeopleDo) {
  EXPECT_EQ(english().money(money("USD", 1900)), "$19.00");
  EXPECT_EQ(english().money(money("EUR", 450)), "€4.50");
  EXPECT_EQ(english().money(money("JPY", 500)), "JPY 500");
  EXPECT_EQ(english().money(money("USD", 123456789)), "$1,234,567.89");
  EXPECT_EQ(english().money(money("USD", -150)), "−$1.50");
  EXPECT_EQ(english().money(money("KWD", 1234)), "KWD 1.234");
}

TEST(Locale, WritesSizesWithAtMostOneDecimal) {
  EXPECT_EQ(english().size(0), "0 bytes");
  EXPECT_EQ(english().size(1), "1 byte");
  EXPECT_EQ(english().size(999), "999 bytes");
  EXPECT_EQ(english().size(1000), "1 kB");
  EXPECT_EQ(english().size(1'234'567), "1.2 MB");
  EXPECT_EQ(english().size(999'400), "999 kB");
  EXPECT_EQ(english().size(123'456'789), "123 MB");
  EXPECT_EQ(english().size(2'500'000'000), "2.5 GB");
}

TEST(Locale, WritesDates) {
  const auto at = Timestamp::from_unix_seconds(1'795'391'662);
  EXPECT_EQ(english().date(at), "22 November 2026");
  EXPECT_EQ(english().date_time(at), "22 November 2026, 23:54 UTC");
  EXPECT_EQ(english().partial_date("2026"), "2026");
  EXPECT_EQ(english().partial_date("2026-03"), "March 2026");
  EXPECT_EQ(english().partial_date("2026-03-01"), "1 March 2026");
  EXPECT_EQ(english().partial_date("2026-13-01"), "2026-13-01");
  EXPECT_EQ(english().partial_date("spring"), "spring");
}

TEST(Locale, JoinsListsAndChoosesForms) {
  EXPECT_EQ(english().list({}), "");
  EXPECT_EQ(english().list({"a"}), "a");
  EXPECT_EQ(english().list({"a", "b"}), "a and b");
  EXPECT_EQ(english().list({"a", "b", "{item}"}), "a, b and {item}");
  EXPECT_EQ(english().plural("book_count", 1), "1 book");
  EXPECT_EQ(english().plural("book_count", 0), "0 books");
  EXPECT_EQ(english().plural("book_count", 12345), "12,345 books");
}

TEST(Locale, KnowsLanguagesByTag) {
  EXPECT_EQ(english().language("de"), "German");
  EXPECT_EQ(english().language("de-AT"), "German");
  EXPECT_EQ(english().language("tlh"), "tlh");
}

TEST(Locale, RefusesABrokenFile) {
  EXPECT_FALSE(Locale::parse("locale.code = xx\nlocale.direction = ltr\nnonsense"));
  EXPECT_FALSE(Locale::parse("locale.code = xx\nlocale.direction = ltr\na = 1\na = 2"));
  EXPECT_FALSE(Locale::parse("a = 1"));
}

std::string sources() {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  std::ostringstream all;
  for (const char* folder :
       {"src/web/view", "src/web/templates", "src/web/desk", "src/web/templates/desk"})
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(root != nullptr ? root : ".") / folder))
      if (entry.is_regular_file() && !entry.path().string().contains("_test.cpp"))
        all << std::ifstream(entry.path()).rdbuf() << '\n';
  return all.str();
}

// Families of keys whose last part comes from data.
const std::set<std::string> kFamilies = {"language.",
                                         "desk_tax_kind.",
                                         "desk_tax_says.",
                                         "month.",
                                         "currency.",
                                         "size.",
                                         "locale.",
                                         "format.",
                                         "method.",
                                         "method_with.",
                                         "method_hint.",
                                         "order_state.",
                                         "order_lead.",
                                         "event_to.",
                                         "event_payment.",
                                         "event_exception.",
                                         "error.",
                                         "error_head.",
                                         "error_text.",
                                         "error_do.",
                                         "a11y_extra.",
                                         "play_do.",
                                         "play_hint.",
                                         "role_",
                                         "sort_",
                                         "event_given_up.",
                                         "given_up_by.",
                                         "play_again.",
                                         "play_hint_part.",
                                         "play_hint_again.",
                                         "region.",
                                         "receipt_refund.",
                                         "event_refund.",
                                         "event_dispute.",
                                         "desk_state.",
                                         "desk_book.",
                                         "desk_role.",
                                         "desk_act.",
                                         "event_mail.",
                                         "event_",
                                         "desk_coupon.",
                                         "desk_dispute.",
                                         "desk_page.",
                                         "desk_page_hint.",
                                         "desk_refund.",
                                         "desk_refund_reason.",
                                         "desk_scope.",
                                         "desk_urgency.",
                                         "desk_verdict.",
                                         "own_page.",
                                         "bundle_rests.",
                                         "desk_bundle.",
                                         "desk_territory.",
                                         "desk_event.",
                                         "desk_delivery.",
                                         "desk_unstamped.",
                                         "reader_last.",
                                         "opds_",
                                         "hold_over.",
                                         "desk_hook_state.",
                                         "desk_hook_error.",
                                         "gift_lead.",
                                         "order_gift_state.",
                                         "licence_state.",
                                         "desk_licence_state.",
                                         "desk_done.",
                                         "desk_event_",
                                         "desk_payment.",
                                         "paper_preview.",
                                         "plain_word.",
                                         "setting.",
                                         "setup_country.",
                                         "setup_heading.",
                                         "setup_lead.",
                                         "setup_stage.",
                                         "setup_way.",
                                         "setup_way_hint.",
                                         "setup_ways."};

TEST(Texts, AreAllUsed) {
  const std::string code = sources();
  for (const auto& [key, text] : english().texts()) {
    const bool is_family = std::ranges::any_of(
        kFamilies, [&](const std::string& family) { return key.starts_with(family); });
    if (is_family) continue;
    std::string name = key;
    for (const char* form : {".one", ".other"})
      if (name.ends_with(form)) name.resize(name.size() - std::string_view(form).size());
    EXPECT_TRUE(code.contains("\"" + name + "\"") || code.contains("{{T_" + name + "}}")) << key;
  }
}

TEST(Texts, NamedInCodeExist) {
  const std::string code = sources();
  const std::regex call(R"re((text|plural)\(\s*"([a-z0-9_.]+)")re");
  for (std::sregex_iterator at(code.begin(), code.end(), call), end; at != end; ++at) {
    const std::string key = (*at)[2];
    if (kFamilies.contains(key)) continue;
    EXPECT_TRUE(english().find(key) != nullptr || english().find(key + ".other") != nullptr) << key;
  }
}

TEST(Texts, OfEveryLocaleHaveTheSameKeysAndPlaceholders) {
  const std::regex placeholder(R"(\{[a-z_]+\})");
  const auto placeholders = [&](const std::string& text) {
    std::set<std::string> out;
    for (std::sregex_iterator at(text.begin(), text.end(), placeholder), end; at != end; ++at)
      out.insert(at->str());
    return out;
  };
  for (const auto& [code, locale] : locales())
    for (const auto& [key, text] : english().texts()) {
      if (key.starts_with("currency.") || key.ends_with(".one")) continue;
      const std::string* other = locale.find(key);
      ASSERT_NE(other, nullptr) << code << " " << key;
      EXPECT_EQ(placeholders(text), placeholders(*other)) << code << " " << key;
    }
}

}  // namespace
}  // namespace aan::web
