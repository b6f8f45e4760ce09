#include "service/desk/find_order.hpp"

#include "base/nearest.hpp"
#include "domain/sales/claim.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kSlipsMax = 2;
constexpr std::int64_t kReferencesLookedAt = 10'000;

}  // namespace

Result<sales::Order> find_order(const Room& room, const std::string& named) {
  const std::string which = sales::order_reference_in(named);
  std::optional<sales::Order> found;
  std::string near;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    found = looks_like_id(which) ? AAN_TRY(at.sales().find_order({which}))
                                 : AAN_TRY(at.sales().find_order_by_reference(which));
    if (!found)
      near = nearest_of(AAN_TRY(at.sales().references(kReferencesLookedAt)), which, kSlipsMax);
    return {};
  }));
  if (found) return *std::move(found);
  return refuse(
      Errc::not_found, "order",
      "There is no order " + which + "." + (near.empty() ? "" : " Did you mean " + near + "?"),
      "no_such_order_here");
}

}  // namespace aan::service
