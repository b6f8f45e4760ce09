#include "web/view/locale.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/check.hpp"
#include "base/text.hpp"
#include "embedded/web_files.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kFolder = "locales/";
constexpr std::string_view kDefault = "en";

std::string filled(std::string_view text, Locale::Values values) {
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
      out += value;
      found = true;
    }
    if (!found) out += text.substr(open, close - open + 1);
    text.remove_prefix(close + 1);
  }
}

std::string two_digits(unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// Plural forms of CLDR, by the name that a locale gives as its rule.
std::string_view plural_form(std::string_view rule, std::int64_t n) {
  if (rule == "none") return "other";
  if (rule == "zero_one") return n == 0 || n == 1 ? "one" : "other";
  return n == 1 ? "one" : "other";
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
  for (const char* needed : {"locale.code", "locale.direction"})
    if (!locale.texts_.contains(needed))
      return refuse(Errc::invalid, "locale", std::string("There is no ") + needed + ".");
  locale.code_ = locale.text("locale.code");
  locale.direction_ = locale.text("locale.direction");
  return locale;
}

const std::string* Locale::find(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : &found->second;
}

const std::string& Locale::text(std::string_view key) const {
  if (const std::string* found = find(key)) return *found;
  std::fprintf(stderr, "locale %s has no text \"%.*s\"\n", code_.c_str(),
               static_cast<int>(key.size()), key.data());
  std::abort();
}

std::string Locale::text(std::string_view key, Values values) const {
  return filled(text(key), values);
}

std::string Locale::plural(std::string_view key, std::int64_t count, Values values) const {
  const std::string form =
      std::string(key) + "." + std::string(plural_form(text("locale.plural"), count));
  const std::string grouped = number(count);
  return filled(filled(text(form), values), {{"count", grouped}});
}

std::string Locale::number(std::int64_t n) const {
  std::string digits = std::to_string(n);
  const std::size_t first = n < 0 ? 1 : 0;
  const std::string& group = text("number.group");
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, group);
  return digits;
}

std::string Locale::money(const Money& money) const {
  std::string plain = decimal(money);
  const bool is_negative = plain.starts_with('-');
  if (is_negative) plain.erase(0, 1);
  const auto point = plain.find('.');
  std::string whole = plain.substr(0, point);
  const std::string& group = text("number.group");
  for (std::size_t at = whole.size(); at > 3;) whole.insert(at -= 3, group);
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
  return text("date.day", {{"day", std::to_string(date.day)},
                           {"month", text("month." + std::to_string(date.month))},
                           {"year", std::to_string(date.year)}});
}

std::string Locale::date(Timestamp at) const { return date(civil_date(at)); }

std::string Locale::date_time(Timestamp at) const {
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t second = ((at.unix_seconds() % kDay) + kDay) % kDay;
  return text("date.time", {{"date", date(at)},
                            {"hour", two_digits(static_cast<unsigned>(second / 3600))},
                            {"minute", two_digits(static_cast<unsigned>(second / 60 % 60))}});
}

std::string Locale::time_of_day(Timestamp at) const {
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t second = ((at.unix_seconds() % kDay) + kDay) % kDay;
  return text("time_of_day", {{"hour", two_digits(static_cast<unsigned>(second / 3600))},
                              {"minute", two_digits(static_cast<unsigned>(second / 60 % 60))}});
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
  return text("date.day", {{"day", std::to_string(day)}, {"month", name}, {"year", parts[0]}});
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

const std::map<std::string, Locale, std::less<>>& locales() {
  static const auto all = [] {
    std::map<std::string, Locale, std::less<>> made;
    for (const embedded::File& file : embedded::web_files()) {
      if (!file.name.starts_with(kFolder) || !file.name.ends_with(".txt")) continue;
      Result<Locale> locale = Locale::parse(file.bytes);
      if (!locale) std::fprintf(stderr, "%s\n", locale.error().to_string().c_str());
      AAN_CHECK(locale.has_value());
      std::string code = locale->code();
      made.emplace(std::move(code), *std::move(locale));
    }
    AAN_CHECK(made.contains(kDefault));
    return made;
  }();
  return all;
}

const Locale& find_locale(std::string_view code) {
  if (const auto exact = locales().find(code); exact != locales().end()) return exact->second;
  const auto language = locales().find(code.substr(0, code.find('-')));
  return language != locales().end() ? language->second : locales().find(kDefault)->second;
}

}  // namespace aan::web
