#include "domain/desk/permission.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace aan::desk {
namespace {

// Written down a second time, in words, so that a slip in the table does not pass.
TEST(Permission, IsWhatTheHouseAgreedOn) {
  const std::map<Role, std::string> agreed = {
      {Role::owner,
       "see_overview see_books change_books see_orders see_documents help_buyers refund "
       "manage_customers see_money manage_payouts manage_keys see_people manage_people see_audit "
       "see_settings manage_shop manage_webhooks change_settings "},
      {Role::editor, "see_overview see_books change_books "},
      {Role::support,
       "see_overview see_books see_orders see_documents help_buyers refund manage_customers "},
      {Role::accountant, "see_overview see_books see_orders see_documents see_money see_audit "},
      {Role::read_only, "see_overview see_books see_orders see_money see_settings "}};
  for (const Role role : kRoles) {
    std::string may;
    for (const Action action : kActions)
      if (is_allowed(role, action)) may += std::string(name_of(action)) + " ";
    EXPECT_EQ(may, agreed.at(role)) << name_of(role);
  }
}

TEST(Permission, MoneyThatLeavesKeysAndRightsAskForFreshProof) {
  std::string asked;
  for (const Action action : kActions)
    if (needs_fresh_proof(action)) asked += std::string(name_of(action)) + " ";
  EXPECT_EQ(asked,
            "refund manage_customers manage_payouts manage_keys manage_people manage_webhooks "
            "change_settings ");
}

TEST(Permission, ReadOnlyAndAccountantChangeNothing) {
  for (const Action action :
       {Action::change_books, Action::help_buyers, Action::refund, Action::manage_customers,
        Action::manage_payouts, Action::manage_keys, Action::manage_people, Action::manage_shop,
        Action::manage_webhooks, Action::change_settings})
    for (const Role role : {Role::read_only, Role::accountant})
      EXPECT_FALSE(is_allowed(role, action)) << name_of(role) << " " << name_of(action);
}

TEST(Role, HasANameThatComesBack) {
  for (const Role role : kRoles) EXPECT_EQ(parse_role(name_of(role)), role);
  EXPECT_EQ(parse_role("read-only"), Role::read_only) << "as the desk and its how-to write it";
  for (const char* none : {"root", "", "read only", "-", "own-er"})
    EXPECT_EQ(parse_role(none), std::nullopt) << none;
  EXPECT_EQ(roles_for(Action::see_audit), (std::vector{Role::owner, Role::accountant}));
}

}  // namespace
}  // namespace aan::desk
