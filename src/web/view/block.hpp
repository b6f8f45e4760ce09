#pragma once
#include <cstdint>
#include <string>
#include <string_view>

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
  Block(ctemplate::TemplateDictionary& values, const Locale& locale)
      : values_(&values), locale_(&locale) {}

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

 private:
  ctemplate::TemplateDictionary* values_;
  const Locale* locale_;
};

}  // namespace aan::web
