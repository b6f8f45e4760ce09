#include "web/desk/attention_view.hpp"

namespace aan::web {
namespace {

desk::Action action_for(attention::Place place) {
  switch (place) {
    case attention::Place::order: return desk::Action::see_orders;
    case attention::Place::book: return desk::Action::see_books;
    case attention::Place::webhook: return desk::Action::see_settings;
    case attention::Place::person:  // whoever it is about has to learn of it
    case attention::Place::queue:
    case attention::Place::machine: break;
  }
  return desk::Action::see_overview;
}

}  // namespace

bool may_see(const Visit& visit, const attention::Item& item) {
  return visit.may(action_for(attention::row_of(item.what.kind).place));
}

std::string path_for(const Visit& visit, const attention::Item& item) {
  const bool may_follow = attention::row_of(item.what.kind).place != attention::Place::person ||
                          visit.may(desk::Action::see_people);
  return may_follow ? service::desk_path(item) : std::string();
}

std::vector<attention::Item> visible(const Visit& visit, std::vector<attention::Item> items) {
  std::erase_if(items, [&](const attention::Item& item) { return !may_see(visit, item); });
  return items;
}

}  // namespace aan::web
