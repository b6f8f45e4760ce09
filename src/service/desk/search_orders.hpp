#pragma once
#include <string>
#include <string_view>

#include "service/desk/overview.hpp"

namespace aan::service {

/// At most so many orders are found by a search; the newest ones.
inline constexpr std::int64_t kOrdersFoundMax = 500;
inline constexpr std::size_t kSearchBytesMax = 200;

/// Whether a buyer's e-mail address may be searched for: by those who help buyers.
enum class SearchForPeople : std::uint8_t { no, yes };

/// Whether the id is of somebody whose orders are found by it.
Result<bool> has_customer(const Room& room, const std::string& id);

/// What somebody typed to find orders: a reference ("7k2m93qd" too) or an id, a processor's name of
/// a payment, refund, dispute or attempt, words of a book's title, or an e-mail address, which is
/// sealed and found by its keyed digest alone. Who may look for people finds all orders of a
/// customer by their id, too (`search_orders`). What is longer than `kSearchBytesMax` finds
/// nothing.
ports::OrderSearch read_order_search(const Room& room, std::string_view typed,
                                     SearchForPeople people);

/// A page of the orders that `typed` means, newest first; `query` narrows them. Only the newest
/// `kOrdersFoundMax` are counted.
Result<DeskOrders> search_orders(const Room& room, const Providers& providers,
                                 const ports::OrderQuery& query, std::string_view typed,
                                 SearchForPeople people);

}  // namespace aan::service
