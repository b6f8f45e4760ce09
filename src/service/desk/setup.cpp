#include "service/desk/setup.hpp"

#include <algorithm>
#include <string>

#include "ports/source_store.hpp"
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

Result<ports::WorkPage> works_in(const ports::Snapshot& at, ports::WorkState state,
                                 std::int64_t limit) {
  ports::WorkSearch search;
  search.state = state;
  search.limit = limit;
  return ports::sources_of(at).search_works(search);
}

// Whether a book costs something in the shop's own currency.
bool is_priced(const catalog::Offer& offer) {
  return offer.price && (!offer.price->is_zero() || offer.buyer_sets_price);
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

Result<FirstBooks> first_books(const Room& room) {
  constexpr std::int64_t kLookedAt = 100;
  FirstBooks found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    using ports::WorkState;
    found.books = AAN_TRY(at.catalog().list_works(0, 1)).total;
    const ports::WorkPage for_sale = AAN_TRY(works_in(at, WorkState::for_sale, kLookedAt));
    found.for_sale = for_sale.total;
    for (std::size_t i = 0; i < for_sale.works.size() && !found.has_price; ++i)
      if (const auto book = AAN_TRY(at.catalog().find_work(for_sale.works[i])))
        found.has_price = is_priced(book->offer);
    const ports::WorkPage unpriced = AAN_TRY(works_in(at, WorkState::unpriced, 1));
    found.unpriced = unpriced.total;
    for (const catalog::WorkId& id : unpriced.works)
      if (const auto book = AAN_TRY(at.catalog().find_work(id))) {
        found.unpriced_title = book->work.title;
        found.unpriced_slug = book->work.slug;
      }
    found.no_file = AAN_TRY(works_in(at, WorkState::no_file, 1)).total;
    return {};
  }));
  return found;
}

Result<bool> has_books(const Room& room) {
  bool has = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    has = AAN_TRY(at.catalog().list_works(0, 1)).total > 0;
    return {};
  }));
  return has;
}

Result<bool> is_currency_fixed(const Room& room) {
  bool is_fixed = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_fixed = AAN_TRY(at.catalog().is_priced_in(room.currency));
    return {};
  }));
  return is_fixed;
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
