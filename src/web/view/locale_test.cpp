#include "web/view/locale.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "domain/catalog/contributor_role.hpp"
#include "domain/catalog/language.hpp"

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

TEST(Locale, NamesEveryLanguageOfIso6391InEveryLanguage) {
  int languages = 0;
  for (char first = 'a'; first <= 'z'; ++first)
    for (char second = 'a'; second <= 'z'; ++second) {
      const std::string tag = {first, second};
      if (catalog::bibliographic_language(tag).empty()) continue;
      ++languages;
      for (const std::string& code : locale_codes())
        EXPECT_TRUE(find_locale(code).texts().contains("language." + tag)) << code << ' ' << tag;
    }
  EXPECT_GE(languages, 183);
  EXPECT_EQ(find_locale("fr").language("fil"), "filipino");
}

TEST(Locale, RefusesABrokenFile) {
  const std::string head = "locale.code = xx\nlocale.direction = ltr\nlocale.plural = french\n";
  EXPECT_TRUE(Locale::parse(head));
  EXPECT_FALSE(Locale::parse(head + "nonsense"));
  EXPECT_FALSE(Locale::parse(head + "a = 1\na = 2"));
  EXPECT_FALSE(Locale::parse("locale.code = xx\nlocale.direction = ltr\nlocale.plural = some"));
  EXPECT_FALSE(Locale::parse("a = 1"));
}

// What follows is what CLDR 48 says, as ICU 78 writes it.
TEST(Locale, WritesNumbersAndMoneyAsItsReadersDo) {
  const auto written = [](const char* code, std::int64_t n) { return find_locale(code).number(n); };
  EXPECT_EQ(written("de", 1234567), "1.234.567");
  EXPECT_EQ(written("es", 1234), "1234") << "four digits stand together";
  EXPECT_EQ(written("es", 12345), "12.345");
  EXPECT_EQ(written("fr", 1234567), "1\u202F234\u202F567");
  EXPECT_EQ(written("ar", -1234567), "-1,234,567") << "with the digits 0 to 9";
  const auto price = [](const char* code, const char* currency, std::int64_t amount) {
    return find_locale(code).money(money(currency, amount));
  };
  EXPECT_EQ(price("de", "EUR", 123450), "1.234,50\u00A0€");
  EXPECT_EQ(price("de", "EUR", -450), "−4,50\u00A0€");
  EXPECT_EQ(price("es", "USD", 123450), "1234,50\u00A0US$");
  EXPECT_EQ(price("fr", "USD", 1234567), "12\u202F345,67\u00A0$US");
  EXPECT_EQ(price("fr", "JPY", 1235), "1\u202F235\u00A0JPY");
  EXPECT_EQ(price("ar", "EUR", 123450), "\u200F1,234.50\u00A0€");
  const std::string dollars = "\u200F4.99\u00A0\u2066US$\u2069";
  EXPECT_EQ(price("ar", "USD", 499), dollars);
  EXPECT_TRUE(find_locale("ar")
                  .text("pay_with", {{"total", dollars}, {"method", "x"}})
                  .contains(" " + dollars + " "))
      << "on a button as beside a book: not turned around as a whole";
  EXPECT_EQ(find_locale("de").size(1'234'567), "1,2\u00A0MB");
  EXPECT_EQ(find_locale("fr").size(0), "0 octet");
  EXPECT_EQ(find_locale("ar").size(2), "بايتان");
  EXPECT_EQ(find_locale("de").fraction("5.5"), "5,5");
}

TEST(Locale, WritesDatesAndListsInItsLanguage) {
  const auto at = Timestamp::from_unix_seconds(1'795'391'662);
  const auto day = [&](const char* code) { return find_locale(code).date(at); };
  EXPECT_EQ(day("de"), "22. November 2026");
  EXPECT_EQ(day("es"), "22 de noviembre de 2026");
  EXPECT_EQ(day("fr"), "22 novembre 2026");
  EXPECT_EQ(day("ar"), "22 نوفمبر 2026");
  EXPECT_EQ(find_locale("fr").partial_date("2026-03-01"), "1er mars 2026");
  EXPECT_EQ(find_locale("es").partial_date("2026-03"), "marzo de 2026");
  EXPECT_EQ(find_locale("fr").list({"a", "b", "c"}), "a, b et c");
  EXPECT_EQ(find_locale("ar").list({"أ", "ب", "ج"}), "أ وب وج");
  EXPECT_EQ(find_locale("de").language("fr"), "Französisch");
  EXPECT_EQ(find_locale("es").country("DE"), "Alemania");
  EXPECT_EQ(english().country("DE"), "Germany");
  EXPECT_EQ(english().country("XX"), "XX");
}

TEST(Locale, ChoosesTheFormOfACountByCldr) {
  const auto of = [](const char* code, const char* rule) {
    return Locale::parse(
               "locale.code = " + std::string(code) +
               "\nlocale.direction = ltr\nlocale.plural = " + rule +
               "\nnumber.group = ,\na.zero = zero\na.one = one\na.two = two\na.few = few\n"
               "a.many = many\na.other = other")
        .value();
  };
  const Locale arabic = of("ar", "arabic");
  const std::map<std::int64_t, std::string> forms = {
      {0, "zero"},    {1, "one"},     {2, "two"},           {3, "few"},
      {10, "few"},    {11, "many"},   {26, "many"},         {99, "many"},
      {100, "other"}, {102, "other"}, {103, "few"},         {111, "many"},
      {200, "other"}, {1003, "few"},  {1'000'000, "other"}, {-2, "two"}};
  for (const auto& [n, form] : forms) EXPECT_EQ(arabic.plural("a", n), form) << n;
  const Locale french = of("fr", "french");
  EXPECT_EQ(french.plural("a", 0) + french.plural("a", 1) + french.plural("a", 2), "oneoneother");
  EXPECT_EQ(french.plural("a", 2'000'000) + french.plural("a", 2'000'001), "manyother");
  const Locale spanish = of("es", "spanish");
  EXPECT_EQ(spanish.plural("a", 0) + spanish.plural("a", 1) + spanish.plural("a", 1'000'000),
            "otheronemany");
}

TEST(Locale, BorrowsFromEnglishWhatItDoesNotSay) {
  Locale small = Locale::parse(
                     "locale.code = ar\nlocale.direction = rtl\nlocale.plural = arabic\n"
                     "number.group = ,\ncart = {title} و{other}")
                     .value();
  small.borrow_from(english());
  EXPECT_EQ(small.text("nav_books"), "Books");
  EXPECT_EQ(small.plural("book_count", 2), "2 books") << "with the forms of English";
  EXPECT_EQ(small.text("cart", {{"title", "Walden"}, {"other", "كتاب"}}),
            "\u2066Walden\u2069 وكتاب")
      << "a Latin title is set apart";
  EXPECT_EQ(small.text("cart", {{"title", "https://a.example/x"}, {"other", "12"}}),
            "https://a.example/x و12");
}

TEST(Locale, NamesOfAListFollowEachOtherInTheDirectionOfThePage) {
  const Locale& arabic = find_locale("ar");
  const std::string two = arabic.list({"Jane Austen", "Emily Brontë"});
  EXPECT_EQ(two, "\u2066Jane Austen\u2069 و\u2066Emily Brontë\u2069");
  EXPECT_EQ(arabic.text("by_names", {{"names", two}}), "تأليف " + two)
      << "set apart as a whole it would run from the left";
  EXPECT_EQ(arabic.list({"Ann", "Jo", "Max"}), "\u2066Ann\u2069 و\u2066Jo\u2069 و\u2066Max\u2069");
}

TEST(Locale, IsFoundByItsLanguageElseEnglish) {
  EXPECT_EQ(find_locale("de-AT").code(), "de");
  EXPECT_EQ(find_locale("ar").direction(), "rtl");
  EXPECT_EQ(find_locale("xx").code(), "en");
  EXPECT_EQ(find_locale("").code(), "en");
}

std::string sources() {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  std::ostringstream all;
  for (const char* folder :
       {"src/web/view", "src/web/templates", "src/web/desk", "src/web/browsing"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(root != nullptr ? root : ".") / folder))
      if (entry.is_regular_file() && !entry.path().string().contains("_test.cpp"))
        all << std::ifstream(entry.path()).rdbuf() << '\n';
  return all.str();
}

// Families of keys whose last part comes from data.
const std::set<std::string> kFamilies = {"language.",
                                         "own_language.",
                                         "desk_tax_kind.",
                                         "desk_tax_says.",
                                         "desk_lists_state.",
                                         "desk_list_field.",
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
                                         "order_say_stop.",
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
                                         "desk_state_gift.",
                                         "desk_book.",
                                         "desk_books_state.",
                                         "desk_role.",
                                         "desk_act.",
                                         "event_mail.",
                                         "event_",
                                         "desk_coupon.",
                                         "desk_dispute.",
                                         "desk_matter.",
                                         "desk_matter_state.",
                                         "desk_matter_do.",
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
                                         "desk_ledger.",
                                         "desk_territory.",
                                         "desk_event.",
                                         "desk_delivery.",
                                         "desk_unstamped.",
                                         "read_how.",
                                         "reader_last.",
                                         "opds_",
                                         "suggest_",
                                         "hold_over.",
                                         "desk_hook_state.",
                                         "desk_hook_error.",
                                         "gift_lead.",
                                         "order_gift_state.",
                                         "licence_state.",
                                         "desk_licence_state.",
                                         "desk_done.",
                                         "desk_edited.",
                                         "desk_event_",
                                         "desk_payment.",
                                         "paper_preview.",
                                         "plain_word.",
                                         "setting.",
                                         "method_paid.",
                                         "receipt_consent_",
                                         "setting_help.",
                                         "setting_word.",
                                         "index_kind.",
                                         "index_none.",
                                         "index_tree.",
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

std::string file_of(const std::string& name) {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  std::ostringstream text;
  text << std::ifstream(std::filesystem::path(root != nullptr ? root : ".") / "src/web/locales" /
                        name)
              .rdbuf();
  return text.str();
}

// Whether a key is said in English alone: locales/english_only.list.
class EnglishOnly {
 public:
  EnglishOnly() {
    const std::string list = file_of("english_only.list");
    for (std::string_view line : split(list, '\n'))
      if (line = trim(line); !line.empty() && !line.starts_with('#')) lines_.emplace_back(line);
  }
  [[nodiscard]] bool contains(std::string_view key) const {
    return std::ranges::any_of(lines_, [&](std::string_view line) { return is_of(line, key); });
  }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  static bool is_of(std::string_view line, std::string_view key) {
    return line.ends_with('*') ? key.starts_with(line.substr(0, line.size() - 1)) : key == line;
  }

 private:
  std::vector<std::string> lines_;
};

// "cart_label" of "cart_label.other", if that is one form among others; else nothing.
std::string plural_of(const std::string& key) {
  for (const char* form : {".one", ".other"})
    if (key.ends_with(form)) {
      std::string base = key.substr(0, key.size() - std::string_view(form).size());
      if (english().texts().contains(base + ".one") && english().texts().contains(base + ".other"))
        return base;
    }
  return {};
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex wanted(pattern);
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at)
    out.insert(at->str());
  return out;
}

// What the text of another language must keep of the English one.
std::set<std::string> kept(const std::string& text) {
  std::set<std::string> out = matches(text, R"(\{[a-z_]+\})");
  out.merge(matches(text, R"(\]\([^)]*\))"));
  return out;
}

// The keys that a language needs, each with the English text that it stands for.
std::map<std::string, std::string> needed(const Locale& locale) {
  const EnglishOnly english_only;
  std::map<std::string, std::string> all;
  for (const auto& [key, text] : english().texts()) {
    if (english_only.contains(key)) continue;
    const std::string base = plural_of(key);
    if (base.empty()) {
      all[key] = text;
      continue;
    }
    const std::string& other = english().text(base + ".other");
    for (const std::string_view form : locale.plural_forms()) {
      // Whole millions are counted otherwise only where the number is said ("un millón de libros").
      const bool is_said = other.contains("{count}") || other.contains("{n}");
      if (form != "many" || is_said || locale.plural_forms().size() > 3)
        all[base + "." + std::string(form)] = other;
    }
  }
  return all;
}

TEST(Texts, NameEveryPartThatSomebodyHadInABook) {
  for (const std::string& code : locale_codes())
    for (const catalog::ContributorRole role : catalog::contributor_roles())
      EXPECT_NE(find_locale(code).find("role_" + std::string(catalog::code_of(role))), nullptr)
          << code << " " << catalog::code_of(role);
}

TEST(Texts, AreSaidInEveryLanguage) {
  for (const std::string& code : locale_codes()) {
    const Locale& locale = find_locale(code);
    std::string missing;
    for (const auto& [key, text] : needed(locale))
      if (!locale.texts().contains(key)) missing += key + " = " + text + "\n";
    EXPECT_EQ(missing, "") << "locales/" << code
                           << ".txt lacks these; what the desk alone says is named in "
                              "locales/english_only.list";
  }
}

TEST(Texts, KeepPlaceholdersAndLinksInEveryLanguage) {
  for (const std::string& code : locale_codes()) {
    const Locale& locale = find_locale(code);
    for (const auto& [key, text] : needed(locale)) {
      const auto own = locale.texts().find(key);
      if (own == locale.texts().end()) continue;
      std::set<std::string> wanted = kept(text);
      std::set<std::string> found = kept(own->second);
      // "One book", "two books": the number need not be written.
      for (const char* form : {".zero", ".one", ".two"})
        if (key.ends_with(form) && code != "fr") {
          for (const char* number : {"{count}", "{n}"}) {
            wanted.erase(number);
            found.erase(number);
          }
        }
      EXPECT_EQ(found, wanted) << code << " " << key;
    }
  }
}

TEST(Texts, OfOtherLanguagesAreAllOfEnglishOnes) {
  const std::set<std::string> kOwn = {"date.first_day", "number.least_grouped"};
  for (const std::string& code : locale_codes()) {
    if (code == "en") continue;
    const Locale& locale = find_locale(code);
    const auto all = needed(locale);
    for (const auto& [key, text] : locale.texts())
      EXPECT_TRUE(all.contains(key) || kOwn.contains(key) || key.starts_with("country.") ||
                  key.starts_with("currency."))
          << code << " " << key;
  }
}

TEST(Texts, OfEnglishAloneAreThereAndAreNamedOnce) {
  const EnglishOnly english_only;
  for (const std::string& line : english_only.lines()) {
    const auto is_used = [&](const auto& text) { return EnglishOnly::is_of(line, text.first); };
    EXPECT_TRUE(std::ranges::any_of(english().texts(), is_used)) << line;
  }
}

// The structure of a whole page is the same in every language: what leads to a topic finds it.
TEST(Texts, OfWholePagesHaveTheSameHeadingsAndLinks) {
  const auto ids = [](const std::string& text) { return matches(text, R"((^|\n)# [a-z]+: )"); };
  const auto headings = [](const std::string& text) {
    return std::ranges::count_if(split(text, '\n'),
                                 [](std::string_view line) { return line.starts_with("# "); });
  };
  for (const char* page : {"about", "help", "terms"}) {
    const std::string original = file_of("en." + std::string(page) + ".md");
    for (const std::string& code : locale_codes()) {
      const std::string text = file_of(code + "." + page + ".md");
      EXPECT_EQ(ids(text), ids(original)) << code << " " << page;
      EXPECT_EQ(headings(text), headings(original)) << code << " " << page;
      EXPECT_EQ(kept(text), kept(original)) << code << " " << page;
      EXPECT_EQ(matches(text, R"((^|\n)\?(no )?contact: )"),
                matches(original, R"((^|\n)\?(no )?contact: )"))
          << code << " " << page;
    }
  }
}

}  // namespace
}  // namespace aan::web
