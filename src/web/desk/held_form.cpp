#include "web/desk/held_form.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/setting_fields.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kHeld = "held.";
constexpr std::string_view kLacksSecret = "held_lacks_secret";
constexpr std::array<std::string_view, 3> kSecret = {"password", "password_again", "code"};
// What forms say beside what people type.
constexpr std::array<std::string_view, 6> kOurs = {
    "form_token", "idempotency_key", "act", "group", "next", "sure"};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_typed(const std::string& name, const std::string& value) {
  return !is_one_of(kOurs, name) && !name.starts_with("has.") && !value.empty();
}

bool is_secret_setting(const std::vector<ports::Setting>& settings, const std::string& name) {
  return std::ranges::any_of(settings,
                             [&](const auto& one) { return one.is_secret && one.name == name; });
}

std::string label_of(const Locale& locale, const std::string& name) {
  if (const std::string* words = locale.find("setting." + name)) return *words;
  std::string label = name;
  std::ranges::replace(label, '_', ' ');
  if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
    label[0] = static_cast<char>(label[0] - 'a' + 'A');
  return label;
}

}  // namespace

bool HeldForm::is_worth_holding() const {
  return lacks_secret || std::ranges::any_of(fields.items(), [](const auto& one) {
           return is_typed(one.first, one.second);
         });
}

HeldForm hold_form(const DeskFront& front, const Visit& visit) {
  HeldForm held;
  const auto form = visit.request.form(kFormLimits);
  if (!form) return held;
  const auto settings = front.settings.list();
  if (!settings) return held;  // nobody can say which of it is secret
  for (const auto& [name, value] : form->items()) {
    if (name == "form_token") continue;
    if (is_one_of(kSecret, name) || is_secret_setting(*settings, name))
      held.lacks_secret = held.lacks_secret || !value.empty();
    else
      held.fields.add(name, value);
  }
  return held;
}

HeldForm carried_form(const Visit& visit) {
  HeldForm held;
  const auto form = visit.request.form(kFormLimits);
  if (!form) return held;
  for (const auto& [name, value] : form->items())
    if (name.starts_with(kHeld)) held.fields.add(name.substr(kHeld.size()), value);
  held.lacks_secret = form->find(kLacksSecret).has_value();
  return held;
}

void carry_form(Block& form, const HeldForm& held) {
  for (const auto& [name, value] : held.fields.items())
    form.add("HELD").set("NAME", std::string(kHeld) + name).set("VALUE", value);
  if (held.lacks_secret) form.add("HELD").set("NAME", kLacksSecret).set("VALUE", "1");
}

Result<net::Response> held_form_page(const DeskFront& front, const Visit& visit,
                                     const std::string& path, const HeldForm& held) {
  DeskPage page(front, visit, DeskItem::none, find_locale("en").text("desk_held"), "held_form");
  Block& main = page.main();
  main.set("PATH", path).show_if("LACKS_SECRET", held.lacks_secret);
  for (const auto& [name, value] : held.fields.items()) {
    main.add("HELD").set("NAME", name).set("VALUE", value);
    if (is_typed(name, value))
      main.add("TYPED").set("LABEL", label_of(page.locale(), name)).set("VALUE", value);
  }
  return page.finish();
}

}  // namespace aan::web
