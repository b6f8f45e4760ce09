#include "web/view/locale.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>

#include "base/check.hpp"
#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "domain/tax/country.hpp"
#include "embedded/web_files.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kFolder = "locales/";
constexpr std::string_view kEnding = ".txt";
constexpr std::string_view kDefault = "en";

// U+2066 LEFT-TO-RIGHT ISOLATE, U+2069 POP DIRECTIONAL ISOLATE.
constexpr std::string_view kFromRight = "\u200F";  // RIGHT-TO-LEFT MARK
constexpr std::string_view kIsolate = "\u2066";
constexpr std::string_view kEndOfIsolate = "\u2069";

// Whether the first letter is of a script that is written from the left: those before Hebrew
// (U+0590), which is as much of the Unicode algorithm as titles and names need.
bool begins_from_left(std::string_view text) {
  if (text.starts_with(kFromRight)) return false;  // an amount: its own language says how it runs
  if (text.starts_with(kIsolate)) return false;    // a list, whose parts are set apart already
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) return true;
    // Signs, what follows the first byte of a letter, and marks of direction (U+2000 to U+2FFF).
    if (byte < 0xC3 || byte == 0xE2 || byte == 0xEF) continue;
    return byte < 0xD6 || byte >= 0xE0;
  }
  return false;
}

bool is_address(std::string_view text) { return text.find("://") != text.npos; }

std::string two_digits(unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// A rule of CLDR for whole numbers, by the name that a locale gives it, and its forms.
struct PluralRule {
  std::string_view name;
  std::string_view (*form)(std::uint64_t n);
  std::vector<std::string_view> forms;
};

bool is_millions(std::uint64_t n) { return n != 0 && n % 1'000'000 == 0; }

const std::vector<PluralRule>& plural_rules() {
  static const std::vector<PluralRule> rules = {
      {"one_other",
       [](std::uint64_t n) -> std::string_view { return n == 1 ? "one" : "other"; },
       {"one", "other"}},
      {"spanish",
       [](std::uint64_t n) -> std::string_view {
         return n == 1 ? "one" : is_millions(n) ? "many" : "other";
       },
       {"one", "many", "other"}},
      {"french",
       [](std::uint64_t n) -> std::string_view {
         return n < 2 ? "one" : is_millions(n) ? "many" : "other";
       },
       {"one", "many", "other"}},
      {"arabic",
       [](std::uint64_t n) -> std::string_view {
         if (n < 3) return n == 0 ? "zero" : n == 1 ? "one" : "two";
         const std::uint64_t rest = n % 100;
         return rest >= 3 && rest <= 10 ? "few" : rest >= 11 ? "many" : "other";
       },
       {"zero", "one", "two", "few", "many", "other"}}};
  return rules;
}

const PluralRule* find_rule(std::string_view name) {
  for (const PluralRule& rule : plural_rules())
    if (rule.name == name) return &rule;
  return nullptr;
}

}  // namespace

Result<Locale> Locale::parse(std::string_view file) {
  Locale locale;
  int number = 0;
  for (std::string_view line : split(file, '\n')) {
    ++number;
    line = trim(line);
    if (line.empty() || line.starts_with('#')) continue;
    const auto equals = line.find('=');
    if (equals == line.npos)
      return refuse(Errc::invalid, "locale", "Line " + std::to_string(number) + " has no '='.");
    const std::string key(trim(line.substr(0, equals)));
    if (!locale.texts_.emplace(key, trim(line.substr(equals + 1))).second)
      return refuse(Errc::invalid, "locale",
                    "Line " + std::to_string(number) + " says " + key + " again.");
  }
  for (const char* needed : {"locale.code", "locale.direction", "locale.plural"})
    if (!locale.texts_.contains(needed))
      return refuse(Errc::invalid, "locale", std::string("There is no ") + needed + ".");
  if (find_rule(locale.text("locale.plural")) == nullptr)
    return refuse(Errc::invalid, "locale", "There is no rule for counts of that name.");
  locale.code_ = locale.text("locale.code");
  locale.direction_ = locale.text("locale.direction");
  return locale;
}

const std::string* Locale::find_own(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : &found->second;
}

const std::string* Locale::find(std::string_view key) const {
  const std::string* own = find_own(key);
  return own != nullptr || english_ == nullptr ? own : english_->find_own(key);
}

std::vector<std::string_view> Locale::plural_forms() const {
  return find_rule(text("locale.plural"))->forms;
}

const std::string& Locale::text(std::string_view key) const {
  if (const std::string* found = find(key)) return *found;
  std::fprintf(stderr, "locale %s has no text \"%.*s\"\n", code_.c_str(),
               static_cast<int>(key.size()), key.data());
  std::abort();
}

std::string Locale::filled(std::string_view text, Values values) const {
  const bool is_from_right = direction_ == "rtl";
  std::string out;
  while (true) {
    const auto open = text.find('{');
    const auto close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) return out + std::string(text);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    out += text.substr(0, open);
    bool found = false;
    for (const auto& [key, value] : values) {
      if (key != name) continue;
      const bool is_set_apart = is_from_right && begins_from_left(value) && !is_address(value);
      if (is_set_apart) out += kIsolate;
      out += value;
      if (is_set_apart) out += kEndOfIsolate;
      found = true;
    }
    if (!found) out += text.substr(open, close - open + 1);
    text.remove_prefix(close + 1);
  }
}

std::string Locale::text(std::string_view key, Values values) const {
  return filled(text(key), values);
}

std::string Locale::plural(std::string_view key, std::int64_t count, Values values) const {
  const std::uint64_t n = static_cast<std::uint64_t>(count < 0 ? -count : count);
  const std::string base = std::string(key) + ".";
  const std::string* form = find_own(base + std::string(find_rule(text("locale.plural"))->form(n)));
  if (form == nullptr) form = find_own(base + "other");
  // English sentences with the forms of English, whatever the language.
  if (form == nullptr && english_ != nullptr) return english_->plural(key, count, values);
  const std::string shown = number(count);
  return filled(filled(form != nullptr ? *form : text(base + "other"), values), {{"count", shown}});
}

// In some languages four digits stand together: 1234, but 12.345 (CLDR, minimumGroupingDigits).
std::string Locale::grouped(std::string digits) const {
  constexpr std::size_t kGroup = 3;
  const std::string* least = find_own("number.least_grouped");
  const std::size_t whole_below = kGroup + (least != nullptr && *least == "2" ? 2 : 1);
  if (digits.size() < whole_below) return digits;
  const std::string& group = text("number.group");
  for (std::size_t at = digits.size(); at > kGroup;) digits.insert(at -= kGroup, group);
  return digits;
}

std::string Locale::number(std::int64_t n) const {
  std::string digits = std::to_string(n);
  if (n < 0) return "-" + grouped(digits.substr(1));
  return grouped(std::move(digits));
}

std::string Locale::fraction(std::string plain) const {
  if (const auto point = plain.find('.'); point != plain.npos)
    plain.replace(point, 1, text("number.decimal"));
  return plain;
}

std::string Locale::money(const Money& money) const {
  std::string plain = decimal(money);
  const bool is_negative = plain.starts_with('-');
  if (is_negative) plain.erase(0, 1);
  const auto point = plain.find('.');
  std::string whole = grouped(plain.substr(0, point));
  if (point != plain.npos) whole += text("number.decimal") + plain.substr(point + 1);
  const std::string code(money.asset.code());
  const std::string* symbol = find("currency." + code);
  std::string out = symbol != nullptr
                        ? text("money.symbol", {{"symbol", *symbol}, {"amount", whole}})
                        : text("money.code", {{"code", code}, {"amount", whole}});
  return is_negative ? "\u2212" + out : out;
}

std::string Locale::size(std::uint64_t bytes) const {
  constexpr std::array<std::string_view, 4> kUnits = {"size.b", "size.kb", "size.mb", "size.gb"};
  std::size_t unit = 0;
  std::uint64_t tenths = bytes * 10;
  while (tenths >= 9995 && unit + 1 < kUnits.size()) {
    tenths = (tenths + 500) / 1000;
    ++unit;
  }
  std::string n = number(static_cast<std::int64_t>(tenths / 10));
  if (unit > 0 && tenths < 1000 && tenths % 10 != 0)
    n += text("number.decimal") + std::to_string(tenths % 10);
  if (unit == 0) return plural(kUnits[0], static_cast<std::int64_t>(bytes), {{"n", n}});
  return text(kUnits[unit], {{"n", n}});
}

std::string Locale::date(CivilDate date) const {
  const std::string* first = date.day == 1 ? find_own("date.first_day") : nullptr;
  return text("date.day", {{"day", first != nullptr ? *first : std::to_string(date.day)},
                           {"month", text("month." + std::to_string(date.month))},
                           {"year", std::to_string(date.year)}});
}

std::string Locale::date(Timestamp at) const { return date(shop_zone().day(at)); }

std::string Locale::date_time(Timestamp at) const {
  const LocalTime here = shop_zone().local(at);
  return text("date.time", {{"date", date(here.day)},
                            {"hour", two_digits(here.hour)},
                            {"minute", two_digits(here.minute)},
                            {"zone", here.abbreviation}});
}

std::string Locale::time_of_day(Timestamp at) const {
  const LocalTime here = shop_zone().local(at);
  return text("time_of_day", {{"hour", two_digits(here.hour)},
                              {"minute", two_digits(here.minute)},
                              {"zone", here.abbreviation}});
}

std::string Locale::partial_date(std::string_view text_) const {
  const std::vector<std::string_view> parts = split(text_, '-');
  unsigned month = 0;
  unsigned day = 0;
  const auto as_number = [](std::string_view digits) {
    unsigned n = 0;
    for (const char c : digits) n = c >= '0' && c <= '9' ? n * 10 + unsigned(c - '0') : 99;
    return digits.size() == 2 ? n : 99U;
  };
  if (parts.size() > 1) month = as_number(parts[1]);
  if (parts.size() > 2) day = as_number(parts[2]);
  if (parts.size() < 2 || parts.size() > 3 || month < 1 || month > 12 || day > 31)
    return std::string(text_);
  const std::string& name = text("month." + std::to_string(month));
  if (parts.size() == 2) return text("date.month", {{"month", name}, {"year", parts[0]}});
  const std::string* first = day == 1 ? find_own("date.first_day") : nullptr;
  return text("date.day", {{"day", first != nullptr ? *first : std::to_string(day)},
                           {"month", name},
                           {"year", parts[0]}});
}

std::string Locale::list(const std::vector<std::string>& items) const {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i)
    out = i == 0 ? items[0]
                 : text(i + 1 == items.size() ? "list.last" : "list.next",
                        {{"before", out}, {"item", items[i]}});
  return out;
}

std::string Locale::language(std::string_view tag) const {
  if (const std::string* name = find("language." + std::string(tag))) return *name;
  const std::string_view primary = tag.substr(0, tag.find('-'));
  if (const std::string* name = find("language." + std::string(primary))) return *name;
  return std::string(tag);
}

std::string Locale::country(std::string_view code) const {
  if (const std::string* name = find_own("country." + std::string(code))) return *name;
  return std::string(tax::country_name(code));
}

namespace {

// One language of the program: its files, and what was read of them.
struct Shelf {
  std::string file;
  std::once_flag once;
  std::optional<Locale> locale;
};

std::map<std::string, Shelf, std::less<>>& shelves() {
  static auto all = [] {
    std::map<std::string, Shelf, std::less<>> made;
    for (const embedded::File& file : embedded::web_files()) {
      if (!file.name.starts_with(kFolder) || !file.name.ends_with(kEnding)) continue;
      // "en.languages.txt" is a part of "en.txt".
      const std::string_view name = file.name.substr(kFolder.size());
      made[std::string(name.substr(0, name.find('.')))].file.append(file.bytes).append("\n");
    }
    AAN_CHECK(made.contains(kDefault));
    return made;
  }();
  return all;
}

const Locale& read(const std::string& code, Shelf& shelf) {
  std::call_once(shelf.once, [&] {
    Result<Locale> locale = Locale::parse(shelf.file);
    if (!locale) std::fprintf(stderr, "%s: %s\n", code.c_str(), locale.error().to_string().c_str());
    AAN_CHECK(locale.has_value() && locale->code() == code);
    shelf.locale = *std::move(locale);
    if (code != kDefault) shelf.locale->borrow_from(find_locale(kDefault));
  });
  return *shelf.locale;
}

}  // namespace

const std::vector<std::string>& locale_codes() {
  static const auto codes = [] {
    std::vector<std::string> made;
    for (const auto& [code, shelf] : shelves()) made.push_back(code);
    return made;
  }();
  return codes;
}

const Locale& find_locale(std::string_view code) {
  auto found = shelves().find(code);
  if (found == shelves().end()) found = shelves().find(code.substr(0, code.find('-')));
  if (found == shelves().end()) found = shelves().find(kDefault);
  return read(found->first, found->second);
}

}  // namespace aan::web
