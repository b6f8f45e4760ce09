#include "domain/desk/permission.hpp"

#include <algorithm>

namespace aan::desk {
namespace {

struct Rule {
  Action action;
  std::string_view name;
  // owner, editor, support, accountant, read_only
  std::array<bool, kRoles.size()> may;
  bool is_proof_needed;
};

constexpr bool y = true;
constexpr bool n = false;
constexpr Rule kRules[] = {
    {Action::see_overview, "see_overview", {y, y, y, y, y}, n},
    {Action::see_books, "see_books", {y, y, y, y, y}, n},
    {Action::change_books, "change_books", {y, y, n, n, n}, n},
    {Action::see_orders, "see_orders", {y, n, y, y, y}, n},
    {Action::see_documents, "see_documents", {y, n, y, y, n}, n},
    {Action::help_buyers, "help_buyers", {y, n, y, n, n}, n},
    {Action::refund, "refund", {y, n, y, n, n}, y},
    {Action::manage_customers, "manage_customers", {y, n, y, n, n}, y},
    {Action::see_money, "see_money", {y, n, n, y, y}, n},
    {Action::manage_payouts, "manage_payouts", {y, n, n, n, n}, y},
    {Action::manage_keys, "manage_keys", {y, n, n, n, n}, y},
    {Action::see_people, "see_people", {y, n, n, n, n}, n},
    {Action::manage_people, "manage_people", {y, n, n, n, n}, y},
    {Action::see_audit, "see_audit", {y, n, n, y, n}, n},
    {Action::see_settings, "see_settings", {y, n, n, n, y}, n},
    {Action::manage_shop, "manage_shop", {y, n, n, n, n}, n},
    {Action::manage_webhooks, "manage_webhooks", {y, n, n, n, n}, y},
    {Action::change_settings, "change_settings", {y, n, n, n, n}, y},
};
static_assert(std::size(kRules) == kActions.size());

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kActions.size(); ++i)
    if (kRules[i].action != kActions[i] || static_cast<std::size_t>(kActions[i]) != i) return false;
  return true;
}
static_assert(is_in_order());

const Rule& rule_of(Action action) { return kRules[static_cast<std::size_t>(action)]; }

}  // namespace

std::string_view name_of(Action action) { return rule_of(action).name; }

bool is_allowed(Role role, Action action) {
  return rule_of(action).may[static_cast<std::size_t>(role)];
}

std::vector<Role> roles_for(Action action) {
  std::vector<Role> roles;
  std::ranges::copy_if(kRoles, std::back_inserter(roles),
                       [&](Role role) { return is_allowed(role, action); });
  return roles;
}

bool needs_fresh_proof(Action action) { return rule_of(action).is_proof_needed; }

}  // namespace aan::desk
