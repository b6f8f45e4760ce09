#include "domain/attention/plan.hpp"

#include <map>
#include <set>
#include <utility>

namespace aan::attention {
namespace {

constexpr Duration kSightingEvery = Duration::minutes(1);

using Key = std::pair<Kind, std::string>;

// An item of another process on another machine is that one's to clear, as long as it is there.
bool may_clear(const Item& item, const Observer& observer) {
  if (item.observer.empty() || item.observer == observer.name || observer.is_alone) return true;
  return observer.now - item.seen_at > kObserverGoneAfter;
}

// What the item is to be from now on; nothing when it stays as it is.
std::optional<Item> changed(const Item& item, const Finding& found, const Observer& observer) {
  Item next = item;
  if (item.what.label != found.label || item.what.detail != found.detail ||
      item.what.due_at != found.due_at) {
    // Whoever settled it settled what it was then.
    if (item.what.detail != found.detail) {
      next.settled_at.reset();
      next.settled_by.clear();
    }
    next.what = found;
  }
  const bool is_ours = item.observer == observer.name;
  if (found.is_local && (is_ours || may_clear(item, observer)) &&
      (!is_ours || observer.now - item.seen_at >= kSightingEvery)) {
    next.observer = observer.name;
    next.seen_at = observer.now;
  }
  const bool is_same = next.what == item.what && next.seen_at == item.seen_at &&
                       next.observer == item.observer && next.settled_at == item.settled_at;
  return is_same ? std::nullopt : std::optional(std::move(next));
}

}  // namespace

Plan plan(const std::vector<Item>& standing, const std::vector<Finding>& found,
          const Observer& observer) {
  Plan plan;
  std::map<Key, const Item*> items;
  for (const Item& item : standing) items.emplace(Key{item.what.kind, item.what.subject}, &item);
  std::set<Key> seen;
  for (const Finding& one : found) {
    const Key key{one.kind, one.subject};
    if (!seen.insert(key).second) continue;
    const auto at = items.find(key);
    if (at == items.end())
      plan.raise.push_back(one);
    else if (auto next = changed(*at->second, one, observer))
      plan.change.push_back(*std::move(next));
  }
  for (const Item& item : standing)
    if (!seen.contains({item.what.kind, item.what.subject}) && may_clear(item, observer))
      plan.clear.push_back(item.id);
  return plan;
}

}  // namespace aan::attention
