#include "service/attention/list_items.hpp"

#include <algorithm>

#include "service/audit.hpp"

namespace aan::service {
namespace {

using attention::Item;

Result<std::vector<Item>> standing(const Room& room) {
  std::vector<Item> items;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    items = AAN_TRY(at.attention().standing());
    return {};
  }));
  return items;
}

}  // namespace

Result<AttentionList> list_attention(const Room& room) {
  AttentionList list;
  for (Item& item : AAN_TRY(standing(room)))
    (item.is_open() ? list.open : list.settled).push_back(std::move(item));
  std::ranges::sort(list.open, attention::is_more_urgent);
  return list;
}

Result<Item> settle_item(const Room& room, const std::string& id, const std::string& by) {
  const Timestamp now = room.clock.wall();
  Item settled;
  AAN_TRY(room.store.write("attention.settle", [&](ports::UnitOfWork& unit) -> Result<> {
    auto item = looks_like_id(id) ? AAN_TRY(unit.attention().find_item({id})) : std::nullopt;
    if (!item || item->cleared_at)
      return refuse(Errc::not_found, "attention", "Nothing of that id needs attention.",
                    "no_such_item");
    if (!attention::row_of(item->what.kind).is_settled_by_hand)
      return refuse(Errc::conflict, "attention",
                    "This one goes by itself, as soon as it is mended.", "clears_itself");
    if (!item->settled_at) {
      item->settled_at = now;
      item->settled_by = by;
      // A look that is under way has seen it unsettled: it has to look again.
      AAN_TRY(unit.attention().next_round(AAN_TRY(unit.attention().round())));
      AAN_TRY(unit.attention().change_item(*item));
      AAN_TRY(write_down(unit,
                         {by, "attention.settled", item->what.label,
                          std::string(attention::name_of(item->what.kind))},
                         now));
    }
    settled = *std::move(item);
    return {};
  }));
  return settled;
}

std::string desk_path(const Item& item) {
  switch (attention::row_of(item.what.kind).place) {
    case attention::Place::order: return "/desk/orders/" + item.what.label;
    case attention::Place::book: return "/desk/books/" + item.what.label;
    case attention::Place::webhook: return "/desk/webhooks/" + item.what.label;
    case attention::Place::person: return "/desk/people";
    case attention::Place::queue:
    case attention::Place::machine: return {};
  }
  return {};
}

}  // namespace aan::service
