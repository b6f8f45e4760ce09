#include "service/desk/try_letter.hpp"

#include <algorithm>

#include "crypto/blind_index.hpp"
#include "domain/customer/mail_address.hpp"
#include "service/audit.hpp"

namespace aan::service {
namespace {

constexpr const char* kAct = "settings.try-letters";
constexpr std::string_view kUnsent = "settings.letter-unsent";  // what became of one of them
constexpr std::string_view kIndexed = "audit|test letter";
constexpr std::string_view kLetterStep = "letter";
constexpr std::int64_t kEntriesAtOnce = 500;

// The earliest of those that fill the hour up; nothing: there is room for one more. A letter counts
// from before it leaves, and no more once it is known that no server was asked to take it.
Result<std::optional<Timestamp>> earliest_of_full_hour(const ports::AuditLog& log, Timestamp now) {
  const Timestamp since = now - Duration::hours(1);
  std::int64_t tries = 0;
  std::int64_t unsent = 0;
  for (std::int64_t before = 0;;) {
    const auto entries = AAN_TRY(log.newest(before, kEntriesAtOnce));
    for (const desk::AuditEntry& entry : entries) {
      if (entry.at <= since) return std::optional<Timestamp>();
      if (entry.action == kUnsent) ++unsent;
      if (entry.action != kAct) continue;
      ++tries;
      if (tries == kTestLetterTriesAnHour || tries - unsent == kTestLettersAnHour)
        return std::optional(entry.at);
    }
    if (std::ssize(entries) < kEntriesAtOnce) return std::optional<Timestamp>();
    before = entries.back().number;
  }
}

std::unexpected<Error> used_up(Timestamp again_at, Timestamp now) {
  Error error{Errc::limited,
              kAct,
              "too many test letters",
              "Too many test letters were tried within an hour. Try again later.",
              static_cast<int>((again_at - now).s() + 1),
              "test_letters_used_up",
              {}};
  return std::unexpected(std::move(error));
}

}  // namespace

Result<std::vector<ports::SetupStep>> try_letter(const Room& room, const ports::SettingsBook& book,
                                                 std::span<const ports::SettingChange> changes,
                                                 std::string_view typed, std::string_view by) {
  const auto to = customer::MailAddress::parse(typed);
  if (!to)
    return refuse(Errc::invalid, kAct, "Write an address for the test letter.", "setup_letter");
  const std::string digest = crypto::blind_index(room.keys.ring(), kIndexed, to->key());
  AAN_TRY(book.check(changes));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write(kAct, [&](ports::UnitOfWork& unit) -> Result<> {
    if (const auto earliest = AAN_TRY(earliest_of_full_hour(unit.audit(), now)))
      return used_up(*earliest + Duration::hours(1), now);
    return write_down(unit, {std::string(by), kAct, digest, ""}, now);
  }));
  auto steps = book.try_letters(changes, to->text());
  if (!steps || std::ranges::find(*steps, kLetterStep, &ports::SetupStep::name) == steps->end())
    AAN_TRY(write_down(room, {std::string(by), std::string(kUnsent), digest, ""}));
  return steps;
}

}  // namespace aan::service
