#pragma once
#include <string>
#include <vector>

#include "web/view/locale.hpp"

namespace aan::web {

/// A country of ISO 3166-1 as a language names it.
struct CountryChoice {
  std::string code;
  std::string name;
};

/// All of them, in the order in which the language sorts their names. Made once for each language;
/// thread-safe.
const std::vector<CountryChoice>& country_choices(const Locale& locale);

/// The name in this language of what is called so in English; else what was given. For errors,
/// which name countries as their API does.
std::string country_of_english(const Locale& locale, const std::string& name);

}  // namespace aan::web
