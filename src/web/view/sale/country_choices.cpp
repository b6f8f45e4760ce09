#include "web/view/sale/country_choices.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "base/words.hpp"
#include "domain/tax/country.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kWordsOfANameMax = 12;

// Accents and case do not matter: "Ägypten" stands under A.
std::vector<CountryChoice> sorted(const Locale& locale) {
  std::vector<std::pair<std::string, CountryChoice>> keyed;
  for (const tax::Country& country : tax::countries()) {
    CountryChoice one{std::string(country.code), locale.country(country.code)};
    std::string key = folded(one.name, kWordsOfANameMax);
    keyed.emplace_back(std::move(key), std::move(one));
  }
  std::ranges::sort(keyed, {}, &std::pair<std::string, CountryChoice>::first);
  std::vector<CountryChoice> choices;
  for (auto& [key, one] : keyed) choices.push_back(std::move(one));
  return choices;
}

}  // namespace

const std::vector<CountryChoice>& country_choices(const Locale& locale) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<CountryChoice>> all;  // guarded by mutex; never erased
  const std::scoped_lock lock(mutex);
  const auto [at, is_new] = all.try_emplace(locale.code());
  if (is_new) at->second = sorted(locale);
  return at->second;
}

std::string country_of_english(const Locale& locale, const std::string& name) {
  const auto found = std::ranges::find(tax::countries(), name, &tax::Country::name);
  return found == tax::countries().end() ? name : locale.country(found->code);
}

}  // namespace aan::web
