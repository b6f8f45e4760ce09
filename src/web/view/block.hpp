#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/catalog/about_rate.hpp"
#include "web/view/html.hpp"
#include "web/view/locale.hpp"

namespace ctemplate {
class TemplateDictionary;
}

namespace aan::web {

/// The values of one template, section or included template. Everything is escaped for the place
/// where the template puts it; markup has its own door. A light handle: copy it freely, but use it
/// only while its page is being made.
class Block {
 public:
  /// `about`: by which amounts are shown beside those that are charged; null: by none. Outlives it.
  Block(ctemplate::TemplateDictionary& values, const Locale& locale,
        const catalog::AboutRate* about = nullptr)
      : values_(&values), locale_(&locale), about_(about) {}

  Block& set(std::string_view name, std::string_view value);
  Block& set(std::string_view name, std::int64_t value);
  /// Sets the value and shows the section IF_<name>, unless the value is empty.
  Block& set_if(std::string_view name, std::string_view value);
  /// `name` must end in "_HTML", which is the only kind that templates write unescaped.
  Block& set_html(std::string_view name, const Html& html);
  Block& show(std::string_view section);
  Block& show_if(std::string_view section, bool condition);
  /// One more repetition of a section.
  Block add(std::string_view section);
  /// One more inclusion of templates/<file>.tpl at {{>marker}}.
  Block include(std::string_view marker, std::string_view file);
  [[nodiscard]] const Locale& locale() const { return *locale_; }
  /// "about £3.94", to stand beside an amount that is charged; empty where that is all there is.
  [[nodiscard]] std::string about(const Money& charged) const;

 private:
  ctemplate::TemplateDictionary* values_;
  const Locale* locale_;
  const catalog::AboutRate* about_;
};

}  // namespace aan::web
