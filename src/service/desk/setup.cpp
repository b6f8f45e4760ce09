#include "service/desk/setup.hpp"

#include <algorithm>
#include <string>

#include "service/audit.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kArea = "shop";
constexpr std::string_view kStage = "setup";

constexpr std::array<std::string_view, 7> kNames = {"who",  "money", "payment", "letters",
                                                    "book", "done",  "closed"};

Result<SetupStage> stage_in(const ports::RecordStore& records) {
  const auto kept = AAN_TRY(records.find(kArea, kStage));
  return kept ? parse_setup_stage(*kept).value_or(SetupStage::closed) : SetupStage::closed;
}

}  // namespace

std::string_view name_of(SetupStage stage) { return kNames[static_cast<std::size_t>(stage)]; }

std::optional<SetupStage> parse_setup_stage(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<SetupStage>(found - kNames.begin());
}

Result<> begin_setup(ports::UnitOfWork& unit) {
  if (AAN_TRY(unit.records().find(kArea, kStage)) || AAN_TRY(unit.records().find(kArea, "demo")))
    return {};
  if (!AAN_TRY(unit.people().list(1)).empty()) return {};
  return unit.records().put(kArea, kStage, name_of(SetupStage::who));
}

Result<SetupStage> setup_stage(const Room& room) {
  SetupStage stage = SetupStage::closed;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    stage = AAN_TRY(stage_in(at.records()));
    return {};
  }));
  return stage;
}

Result<SetupStage> note_answered(const Room& room, SetupStage question) {
  SetupStage stage = SetupStage::closed;
  AAN_TRY(room.store.write("setup.answered", [&](ports::UnitOfWork& unit) -> Result<> {
    stage = AAN_TRY(stage_in(unit.records()));
    if (stage != question || question >= SetupStage::done) return {};
    stage = static_cast<SetupStage>(static_cast<int>(question) + 1);
    return unit.records().put(kArea, kStage, name_of(stage));
  }));
  return stage;
}

Result<> close_setup(const Room& room, std::string_view by) {
  const Timestamp now = room.clock.wall();
  return room.store.write("setup.close", [&](ports::UnitOfWork& unit) -> Result<> {
    const SetupStage stage = AAN_TRY(stage_in(unit.records()));
    if (stage == SetupStage::closed) return {};
    if (stage != SetupStage::done)
      return refuse(Errc::conflict, "setup", "Not every question is answered yet.",
                    "setup_unanswered");
    AAN_TRY(unit.records().put(kArea, kStage, name_of(SetupStage::closed)));
    return write_down(unit, {std::string(by), "setup.done", "", ""}, now);
  });
}

}  // namespace aan::service
