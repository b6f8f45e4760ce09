#include "service/desk/change_settings.hpp"

#include <algorithm>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "service/audit.hpp"

namespace aan::service {
namespace {

using ports::Setting;
using ports::SettingChange;
using Changes = std::vector<SettingChange>;

constexpr std::size_t kSlipsMax = 3;

bool is_line(std::string_view text) {
  return text.size() <= kSettingBytesMax && is_utf8(text) && std::ranges::none_of(text, [](char c) {
           return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
         });
}

Result<> check_wish(const std::vector<Setting>& all, const SettingChange& wish) {
  const auto found = std::ranges::find(all, wish.name, &Setting::name);
  if (found == all.end()) {
    std::vector<std::string> names;
    for (const Setting& one : all) names.push_back(one.name);
    const std::string near = nearest_of(names, wish.name, kSlipsMax);
    return refuse(Errc::not_found, "settings",
                  "There is no setting " + wish.name + "." +
                      (near.empty() ? "" : " Did you mean " + near + "?"),
                  "no_such_setting", {{"key", wish.name}});
  }
  if (!found->is_of_desk)
    return refuse(Errc::conflict, "settings",
                  wish.name + " is set on the machine alone: by flag, environment or .env.",
                  "setting_of_machine", {{"key", wish.name}});
  if (!found->can_change())
    return refuse(Errc::conflict, "settings",
                  wish.name + " comes from " + found->origin + ", which counts before the desk.",
                  "setting_fixed", {{"key", wish.name}, {"where", found->origin}});
  if (!is_line(wish.value))
    return refuse(Errc::invalid, "settings", wish.name + ": write one line of at most 1,000 bytes.",
                  "setting_text", {{"key", wish.name}});
  return {};
}

bool is_change(const std::vector<Setting>& all, const SettingChange& wish) {
  const Setting& now = *std::ranges::find(all, wish.name, &Setting::name);
  if (wish.value.empty()) return now.layer == ports::SettingLayer::desk;
  return now.is_secret || now.value != wish.value;
}

const SettingChange* wish_for(const Changes& changes, std::string_view name) {
  const auto found = std::ranges::find(changes, name, &SettingChange::name);
  return found == changes.end() ? nullptr : &*found;
}

// Whoever may change the server but does not know its password must not have it sent to another.
Result<> guard_password(const std::vector<Setting>& all, const Changes& changes) {
  const auto password = std::ranges::find(all, "SMTP_PASSWORD", &Setting::name);
  if (password == all.end() || !password->is_set || wish_for(changes, "SMTP_PASSWORD") != nullptr)
    return {};
  for (const char* name : {"SMTP_URL", "SMTP_TLS"}) {
    const SettingChange* wish = wish_for(changes, name);
    if (wish != nullptr && !(wish->value.empty() && wish->name == "SMTP_URL"))
      return refuse(Errc::invalid, "settings",
                    "The password of the mail server would go to another one: give SMTP_PASSWORD "
                    "together with " +
                        std::string(name) + ".",
                    "setting_password", {{"key", "SMTP_PASSWORD"}});
  }
  return {};
}

}  // namespace

Result<Changes> review_changes(const ports::SettingsBook& book, Changes wishes) {
  const std::vector<Setting> all = AAN_TRY(book.list());
  if (wishes.size() > kSettingChangesMax)
    return refuse(Errc::invalid, "settings", "Too many settings at once.", "setting_text");
  for (SettingChange& wish : wishes) {
    wish.value = trim(wish.value);
    AAN_TRY(check_wish(all, wish));
    if (std::ranges::count(wishes, wish.name, &SettingChange::name) > 1)
      return refuse(Errc::invalid, "settings", wish.name + " is there twice.", "setting_twice",
                    {{"key", wish.name}});
  }
  std::erase_if(wishes, [&](const SettingChange& wish) { return !is_change(all, wish); });
  AAN_TRY(guard_password(all, wishes));
  return wishes;
}

Result<ChangedSettings> change_settings(const Room& room, ports::SettingsBook& book,
                                        Changes changes, std::string_view by) {
  changes = AAN_TRY(review_changes(book, std::move(changes)));
  ChangedSettings done;
  if (changes.empty()) return done;
  AAN_TRY(book.check(changes));
  std::string names;
  for (const SettingChange& wish : changes) {
    done.names.push_back(wish.name);
    names += (names.empty() ? "" : " ") + wish.name;
  }
  // Before they are kept, so that nothing ever changes without a word of who did it.
  AAN_TRY(write_down(room, {std::string(by), "settings.changed", names, ""}));
  AAN_TRY(book.put(changes));
  done.is_in_force = book.take_up();
  return done;
}

}  // namespace aan::service
