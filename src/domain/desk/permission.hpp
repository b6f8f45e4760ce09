#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/desk/role.hpp"

namespace aan::desk {

/// What can be done at the desk. Every route and every command names one.
enum class Action : std::uint8_t {
  see_overview,
  see_books,
  change_books,  ///< prices, publishing, hiding
  see_orders,
  see_documents,  ///< invoices and credit notes, which name buyers
  help_buyers,    ///< cancel an unpaid order, hand out its link again
  refund,
  manage_customers,  ///< hand out what the shop knows of a person, and forget them
  see_money,
  manage_payouts,
  manage_keys,
  see_people,
  manage_people,
  see_audit,
  see_settings,
  manage_shop,      ///< what the shop says of itself: its own pages
  manage_webhooks,  ///< programs that are told of events
  change_settings,  ///< who sells, in which money, by which processor and mail server
};
inline constexpr std::array kActions = {
    Action::see_overview,    Action::see_books,      Action::change_books, Action::see_orders,
    Action::see_documents,   Action::help_buyers,    Action::refund,       Action::manage_customers,
    Action::see_money,       Action::manage_payouts, Action::manage_keys,  Action::see_people,
    Action::manage_people,   Action::see_audit,      Action::see_settings, Action::manage_shop,
    Action::manage_webhooks, Action::change_settings};

std::string_view name_of(Action action);

/// The table of roles and actions.
[[nodiscard]] bool is_allowed(Role role, Action action);
/// Who may: for the page that says no.
std::vector<Role> roles_for(Action action);
/// Actions that ask for proof of the last five minutes: money or data of people that leave, what is
/// forgotten for good, keys, and rights.
[[nodiscard]] bool needs_fresh_proof(Action action);

}  // namespace aan::desk
