#pragma once
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::web {

/// The words and habits of one language, read from locales/<code>.txt. Immutable after loading.
/// File: lines "key = text"; "#" begins a comment line; a text may name {placeholders}. Plural
/// texts have one line for each form that the language has: "key.one", "key.other". What a file
/// does not say is said in English.
/// Numbers, dates, money and plural forms are those of CLDR (Unicode, UTS 35), with the digits
/// 0 to 9 in every language, as CLDR has it for all that are here.
class Locale {
 public:
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Errors: invalid, with the line.
  static Result<Locale> parse(std::string_view file);

  [[nodiscard]] const std::string& code() const { return code_; }            ///< "en"
  [[nodiscard]] const std::string& direction() const { return direction_; }  ///< "ltr", "rtl"
  /// The forms for counts that the language has by CLDR, "other" last: {"one", "other"}.
  [[nodiscard]] std::vector<std::string_view> plural_forms() const;

  /// Text of a key. A key that does not exist is a bug of ours and ends the program.
  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] const std::string* find(std::string_view key) const;
  /// Text with its placeholders filled in. What is of the other direction than the language, such
  /// as a Latin title in an Arabic sentence, is set apart (UAX 9, isolates).
  [[nodiscard]] std::string text(std::string_view key, Values values) const;
  /// The form of `key` for `count`; {count} is the grouped number.
  [[nodiscard]] std::string plural(std::string_view key, std::int64_t count,
                                   Values values = {}) const;

  [[nodiscard]] std::string number(std::int64_t n) const;  ///< "12,500"
  /// "5.5", with a point, as the language writes it: "5,5".
  [[nodiscard]] std::string fraction(std::string plain) const;
  [[nodiscard]] std::string money(const Money& money) const;  ///< "$19.00", "€4.50", "JPY 500"
  [[nodiscard]] std::string size(std::uint64_t bytes) const;  ///< "1.2 MB"
  [[nodiscard]] std::string date(CivilDate date) const;       ///< "22 November 2026"
  [[nodiscard]] std::string date(Timestamp at) const;         ///< the day in UTC
  [[nodiscard]] std::string date_time(Timestamp at) const;    ///< "22 November 2026, 23:54 UTC"
  [[nodiscard]] std::string time_of_day(Timestamp at) const;  ///< "23:54 UTC"
  /// "2026", "2026-11" or "2026-11-22" as people say it; anything else unchanged.
  [[nodiscard]] std::string partial_date(std::string_view text) const;
  [[nodiscard]] std::string list(const std::vector<std::string>& items) const;  ///< "a, b and c"
  /// Name of a BCP 47 language, or the tag itself.
  [[nodiscard]] std::string language(std::string_view tag) const;
  /// Name of a country (ISO 3166-1, two capital letters), or the code itself.
  [[nodiscard]] std::string country(std::string_view code) const;

  /// What its own file says, without what it borrows.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& texts() const {
    return texts_;
  }
  /// Says what this one does not; outlives it. English has none.
  void borrow_from(const Locale& english) { english_ = &english; }

 private:
  [[nodiscard]] const std::string* find_own(std::string_view key) const;
  [[nodiscard]] std::string grouped(std::string digits) const;
  [[nodiscard]] std::string filled(std::string_view text, Values values) const;

  std::string code_;
  std::string direction_;
  std::map<std::string, std::string, std::less<>> texts_;
  const Locale* english_ = nullptr;
};

/// Codes of the languages that come with the program, sorted.
const std::vector<std::string>& locale_codes();
/// The locale of that code or of its language ("de-AT" -> "de"), else English. A language is read
/// when it is asked for first. Thread-safe; what it returns lives as long as the program.
const Locale& find_locale(std::string_view code);

}  // namespace aan::web
