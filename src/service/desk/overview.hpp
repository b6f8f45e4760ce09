#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/desk/permission.hpp"
#include "service/payment/providers.hpp"
#include "service/room.hpp"
#include "service/sale/still_to_come.hpp"

namespace aan::service {

/// How the shop stands, for the first page of the desk. Of one snapshot.
struct DeskOverview {
  std::int64_t books = 0;                            ///< hidden ones too
  std::map<sales::OrderState, std::int64_t> orders;  ///< delivered ones: with all that is in them
  std::int64_t orders_to_come = 0;  ///< paid ones of which something is still to come
  std::int64_t orders_owed = 0;     ///< whose buyers are owed money back; none is left of a test
  std::int64_t jobs_waiting = 0;
  std::int64_t recovery_codes_left = 0;  ///< of whoever looks
};
Result<DeskOverview> desk_overview(const Room& room, const Providers& providers,
                                   const desk::PersonId& who);

struct DeskOrder {
  sales::Order order;
  OrderMoney money;
  StillToCome to_come;
};
/// A page of the orders, newest first. Of those that are owed money none is left of a test.
struct DeskOrders {
  std::vector<DeskOrder> orders;
  std::int64_t total = 0;
};
Result<DeskOrders> desk_orders(const Room& room, const Providers& providers,
                               const ports::OrderQuery& query);
/// One order by its reference or id, with all that its page says. Errors: not_found
/// "no_such_order_here".
Result<OrderView> desk_order(const Room& room, const Providers& providers,
                             const std::string& which);

}  // namespace aan::service
