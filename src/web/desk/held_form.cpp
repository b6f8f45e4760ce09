#include "web/desk/held_form.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "web/desk/desk_page.hpp"
#include "web/desk/held_deed.hpp"
#include "web/desk/setting_fields.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kHeld = "held.";
constexpr std::string_view kLacksSecret = "held_lacks_secret";
constexpr std::string_view kHas = "has.";
constexpr std::string_view kSure = "sure";
constexpr std::string_view kWasSure = "held_was_sure";
constexpr std::string_view kWasPressed = "held_was_pressed";
constexpr std::array<std::string_view, 3> kSecret = {"password", "password_again", "code"};
// What forms say beside what people type.
constexpr std::array<std::string_view, 7> kOurs = {"phone", "form_token", "idempotency_key", "act",
                                                   "group", "next",       "username"};
// Fields that are no settings, and their labels.
constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
    {"name", "desk_key_name"},    {"role", "desk_role_word"},
    {"scope", "desk_key_may"},    {"days", "desk_key_days"},
    {"url", "desk_hook_url"},     {"event", "desk_hook_events"},
    {"hours", "desk_hook_hours"}, {"delivery", "desk_deed_delivery"},
    {"amount", "desk_amount"},    {"to", "setup_to"},
    {"address", "setup_address"}, {"country", "setup_country.who"},
    {"way", "desk_deed_way"},     {"anyway", "setup_anyway"}};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_typed(const std::string& name, const std::string& value) {
  return !is_one_of(kOurs, name) && !name.starts_with(kHas) && !value.empty();
}

// A box that is ticked no more is known by the field that says it was there.
bool holds_typed(const net::FormFields& fields) {
  return std::ranges::any_of(fields.items(), [](const auto& one) {
    return one.first.starts_with(kHas) || is_typed(one.first, one.second);
  });
}

const ports::Setting* find_setting(const std::vector<ports::Setting>& settings,
                                   std::string_view name) {
  const auto found = std::ranges::find(settings, name, &ports::Setting::name);
  return found == settings.end() ? nullptr : &*found;
}

bool is_secret_setting(const std::vector<ports::Setting>& settings, std::string_view name) {
  const ports::Setting* setting = find_setting(settings, name);
  return setting != nullptr && setting->is_secret;
}

std::string label_of(const Locale& locale, std::string_view name) {
  if (const auto* found =
          std::ranges::find(kLabels, name, &std::pair<std::string_view, std::string_view>::first);
      found != std::end(kLabels))
    return locale.text(found->second);
  return setting_label(locale, name);
}

// A word that a choice sends, as people read it where they choose.
std::string value_of(const Locale& locale, const std::vector<ports::Setting>& settings,
                     const std::string& path, const std::string& name, const std::string& value) {
  if (const ports::Setting* setting = find_setting(settings, name)) {
    if (setting->form == ports::SettingForm::yes_no)
      return locale.text(value == "true" ? "desk_deed_yes" : "desk_deed_no");
    return setting->form == ports::SettingForm::choice ? setting_word(locale, name, value) : value;
  }
  std::string key;
  if (name == "role") key = "desk_role." + value;
  if (name == "scope") key = "desk_scope." + value;
  if (name == "event") key = "desk_event." + value;
  if (name == "anyway") key = "desk_deed_yes";
  if (name == "country") return locale.country(value);
  if (name == "way") key = "setup_way." + path.substr(path.rfind('/') + 1) + "." + value;
  const std::string* words = key.empty() ? nullptr : locale.find(key);
  return words == nullptr ? value : *words;
}

// What was typed, a row for each field; a choice of several is one. A box that was not ticked is
// not sent: the field that says it was there is.
void fill_typed(Block& main, const std::vector<ports::Setting>& settings, const std::string& path,
                const HeldForm& held) {
  const Locale& locale = main.locale();
  std::vector<std::string> seen;
  const auto add = [&](const std::string& name, const std::string& text) {
    main.add("TYPED").set("LABEL", label_of(locale, name)).set("VALUE", text);
    seen.push_back(name);
  };
  for (const auto& [name, value] : held.fields.items()) {
    if (name.starts_with(kHas) && held.find(name.substr(kHas.size())).empty())
      add(name.substr(kHas.size()), locale.text("desk_deed_no"));
    if (!is_typed(name, value) || std::ranges::find(seen, name) != seen.end()) continue;
    std::string text;
    for (const std::string& one : held.fields.all(name))
      text += (text.empty() ? "" : "\n") + value_of(locale, settings, path, name, one);
    add(name, text);
  }
}

// On which page: its name, and what of it the path names.
std::string where_of(const Locale& locale, const HeldDeed& deed, const std::string& path,
                     const HeldForm& held) {
  const std::string& where = locale.text(deed.where);
  std::string what{named_in(deed.pattern, path)};
  if (deed.pattern == "/desk/setup/{question}") {
    const std::string* heading = locale.find("setup_heading." + what);
    what = heading == nullptr ? "" : *heading;
  }
  if (what.empty()) what = held.find("group");
  return what.empty() ? where : where + ": " + what;
}

}  // namespace

bool HeldForm::has_typed() const { return holds_typed(fields); }

bool HeldForm::is_worth_holding() const {
  return lacks_secret || was_sure || is_pressed || has_typed();
}

bool HeldForm::is_secret_alone() const { return lacks_secret && !has_typed(); }

std::string HeldForm::find(std::string_view name) const { return fields.find(name).value_or(""); }

HeldForm hold_form(const DeskFront& front, const Visit& visit) {
  HeldForm held;
  const auto form = visit.request.form(kFormLimits);
  if (!form) return held;
  const auto settings = front.settings.list();
  if (!settings) return held;  // nobody can say which of it is secret
  for (const auto& [name, value] : form->items()) {
    if (name == "form_token") continue;
    if (name == kSure)
      held.was_sure = held.was_sure || !value.empty();
    else if (is_one_of(kSecret, name) || is_secret_setting(*settings, name))
      held.lacks_secret = held.lacks_secret || !value.empty();
    else
      held.fields.add(name, value);
  }
  const std::string act = held.find("act");
  held.is_pressed = !act.empty() && find_held_deed(visit.request.path, act) != nullptr;
  return held;
}

HeldForm carried_form(const Visit& visit) {
  HeldForm held;
  const auto form = visit.request.form(kFormLimits);
  if (!form) return held;
  for (const auto& [name, value] : form->items())
    if (name.starts_with(kHeld) && name.substr(kHeld.size()) != kSure)
      held.fields.add(name.substr(kHeld.size()), value);
  held.lacks_secret = form->find(kLacksSecret).has_value();
  held.was_sure = form->find(kWasSure).has_value();
  held.is_pressed = form->find(kWasPressed).has_value();
  return held;
}

void carry_form(Block& form, const HeldForm& held) {
  for (const auto& [name, value] : held.fields.items())
    form.add("HELD").set("NAME", std::string(kHeld) + name).set("VALUE", value);
  if (held.lacks_secret) form.add("HELD").set("NAME", kLacksSecret).set("VALUE", "1");
  if (held.was_sure) form.add("HELD").set("NAME", kWasSure).set("VALUE", "1");
  if (held.is_pressed) form.add("HELD").set("NAME", kWasPressed).set("VALUE", "1");
}

Result<net::Response> held_form_page(const DeskFront& front, const Visit& visit,
                                     const std::string& path, const HeldForm& held) {
  const Locale& locale = find_locale("en");
  const HeldDeed* deed = find_held_deed(path, held.find("act"));
  DeskPage page(front, visit, DeskItem::none,
                locale.text(deed == nullptr ? "desk_held" : deed->title), "held_form");
  Block& main = page.main();
  main.set("PATH", path);
  if (deed != nullptr) main.add("WHERE").set("TEXT", where_of(locale, *deed, path, held));
  fill_typed(main, AAN_TRY(front.settings.list()), path, held);
  const bool is_whole = !held.is_secret_alone();
  main.show(!is_whole ? "SECRET_ALONE" : held.has_typed() ? "LEAD" : "PRESSED");
  main.show_if("LACKS_SECRET", held.lacks_secret && is_whole);
  if (!is_whole) return page.finish();
  Block form = main.add("FORM").set("PATH", path);
  form.set("BUTTON", locale.text(deed == nullptr ? "desk_held_do" : deed->button));
  for (const auto& [name, value] : held.fields.items())
    form.add("HELD").set("NAME", name).set("VALUE", value);
  if (deed != nullptr && !deed->sure.empty())
    form.add("SURE").set("WORDS", locale.text(deed->sure));
  return page.finish();
}

}  // namespace aan::web
