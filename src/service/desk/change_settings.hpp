#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ports/settings_book.hpp"
#include "service/room.hpp"

namespace aan::service {

inline constexpr std::size_t kSettingBytesMax = 1000;
inline constexpr std::size_t kSettingChangesMax = 60;

struct ChangedSettings {
  std::vector<std::string> names;  ///< those that say something else now
  bool is_in_force = false;        ///< the shop begins anew with them; else the next start does
};

/// Those of the wishes that change something, each one allowed. Nothing is kept. Errors: not_found
/// "no_such_setting"; conflict "setting_of_machine" (it is never set here) and "setting_fixed" (the
/// machine's configuration says it; value "where"); invalid "setting_text", "setting_twice", and
/// "setting_password": a password would go to another server unless it is given again.
Result<std::vector<ports::SettingChange>> review_changes(const ports::SettingsBook& book,
                                                         std::vector<ports::SettingChange> wishes);

/// Changes settings of the shop, all of them or none, and begins anew with them. What would keep it
/// from starting is refused before anything is kept. Their names stand in the audit log under `by`,
/// their values nowhere but in the settings. Wishes that change nothing are left out; so a second
/// time does nothing, but for secrets, which cannot be compared. Errors: those of
/// `review_changes` and of `SettingsBook::put`.
Result<ChangedSettings> change_settings(const Room& room, ports::SettingsBook& book,
                                        std::vector<ports::SettingChange> changes,
                                        std::string_view by);

}  // namespace aan::service
