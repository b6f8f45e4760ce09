#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "ports/settings_book.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Test letters that a server was asked to take, of the desk and of programs together, whoever
/// asks.
inline constexpr std::int64_t kTestLettersAnHour = 10;
/// Tries in all, those that reached no server or were not let in by it, too.
inline constexpr std::int64_t kTestLetterTriesAnHour = 60;

/// Sends a letter to `typed` by the mail server as it is set, or as it would be with `changes`, of
/// which nothing is kept. It stands in the audit log under the name `by` before it leaves, with a
/// keyed digest of the address: two letters to one address look alike, and nobody is named; a
/// letter that no server was asked to take has a second line that says so. That log is also what
/// the pace is counted by, so that no restart begins it anew. Settings that the shop could not
/// begin with are refused before anything is counted. Errors: invalid "setup_letter" (no address);
/// limited "test_letters_used_up"; those of `SettingsBook`.
Result<std::vector<ports::SetupStep>> try_letter(const Room& room, const ports::SettingsBook& book,
                                                 std::span<const ports::SettingChange> changes,
                                                 std::string_view typed, std::string_view by);

}  // namespace aan::service
