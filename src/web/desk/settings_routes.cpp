#include "web/desk/settings_routes.hpp"

#include "web/desk/desk_page.hpp"

namespace aan::web {

Result<net::Response> show_settings(const DeskFront& front, const Visit& visit) {
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::settings, locale.text("desk_nav_settings"), "settings");
  std::optional<Block> group;
  std::string name;
  for (const DeskSetting& one : front.settings) {
    if (!group || one.group != name) group = page.main().add("GROUP").set("NAME", one.group);
    name = one.group;
    Block row = group->add("SETTING");
    row.set("KEY", one.name).set("HELP", one.help);
    const bool is_set = !one.origin.empty();
    if (one.is_secret)
      row.add("WORD").set("TEXT",
                          locale.text(is_set ? "desk_setting_secret" : "desk_setting_unset"));
    else if (one.value.empty())
      row.add("WORD").set("TEXT", locale.text("desk_setting_unset"));
    else
      row.add("VALUE").set("TEXT", one.value);
    const bool is_unset = !is_set && (one.is_secret || one.value.empty());
    if (!is_unset)
      row.set("ORIGIN", is_set ? locale.text("desk_setting_from", {{"where", one.origin}})
                               : locale.text("desk_setting_default"));
  }
  return page.finish();
}

}  // namespace aan::web
