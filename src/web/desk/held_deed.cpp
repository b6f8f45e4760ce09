#include "web/desk/held_deed.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kCustomer = "/desk/customers/{customer}";
constexpr std::string_view kKeys = "/desk/keys";
constexpr std::string_view kMe = "/desk/me";
constexpr std::string_view kPeople = "/desk/people";
constexpr std::string_view kSettings = "/desk/settings";
constexpr std::string_view kWebhook = "/desk/webhooks/{webhook}";

constexpr HeldDeed kDeeds[] = {
    {kMe, "password", "desk_me", "desk_deed.me_password", "desk_me_password_do"},
    {kMe, "codes", "desk_me", "desk_deed.me_codes", "desk_me_codes_do"},
    {kMe, "phone", "desk_me", "desk_deed.me_phone", "desk_me_phone_do"},
    {"/desk/orders/{order}/link", "renew", "desk_deed_where.order", "desk_deed.renew",
     "desk_order_renew_do"},
    {"/desk/orders/{order}/link", "gift", "desk_deed_where.order", "desk_deed.gift_link",
     "desk_order_gift_do"},
    {"/desk/orders/{order}/refund", "", "desk_deed_where.order", "desk_deed.refund",
     "desk_refund_do"},
    {kCustomer, "export", "desk_deed_where.customer", "desk_deed.export",
     "desk_customer_export_do"},
    {kCustomer, "erase", "desk_deed_where.customer", "desk_deed.erase", "desk_customer_erase_do",
     "desk_customer_sure"},
    {kKeys, "make", "desk_nav_keys", "desk_deed.key_make", "desk_key_make"},
    {kKeys, "end", "desk_nav_keys", "desk_deed.key_end", "desk_key_end"},
    {"/desk/webhooks", "make", "desk_nav_webhooks", "desk_deed.hook_make", "desk_hook_make"},
    {kWebhook, "change", "desk_deed_where.webhook", "desk_deed.hook_change", "desk_hook_save"},
    {kWebhook, "ping", "desk_deed_where.webhook", "desk_deed.hook_ping", "desk_hook_ping"},
    {kWebhook, "redeliver", "desk_deed_where.webhook", "desk_deed.hook_again", "desk_hook_again"},
    {kWebhook, "roll", "desk_deed_where.webhook", "desk_deed.hook_roll", "desk_hook_roll_do"},
    {kWebhook, "end", "desk_deed_where.webhook", "desk_deed.hook_end", "desk_hook_end_do"},
    {kSettings, "", "desk_nav_settings", "desk_deed.settings", "desk_settings_save"},
    {kSettings, "letter", "desk_nav_settings", "desk_deed.letter", "desk_settings_try"},
    {"/desk/setup/done", "", "desk_deed_where.setup", "desk_deed.setup_done", "setup_finish"},
    {"/desk/setup/{question}", "", "desk_deed_where.setup", "desk_deed.setup", "setup_next"},
    {kPeople, "invite", "desk_nav_people", "desk_deed.invite", "desk_invite_do"},
    {kPeople, "role", "desk_nav_people", "desk_deed.role", "desk_deed_do.role"},
    {kPeople, "disable", "desk_nav_people", "desk_deed.disable", "desk_disable"},
    {kPeople, "enable", "desk_nav_people", "desk_deed.enable", "desk_enable"},
};

bool fits(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto parts = split(path, '/');
  return std::ranges::equal(wanted, parts, [](std::string_view part, std::string_view said) {
    return part == said || (part.starts_with('{') && !said.empty());
  });
}

}  // namespace

std::span<const HeldDeed> held_deeds() { return kDeeds; }

const HeldDeed* find_held_deed(std::string_view path, std::string_view act) {
  const auto found = std::ranges::find_if(
      kDeeds, [&](const HeldDeed& deed) { return deed.act == act && fits(deed.pattern, path); });
  return found == std::end(kDeeds) ? nullptr : &*found;
}

std::string_view named_in(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto parts = split(path, '/');
  for (std::size_t i = 0; i < wanted.size() && i < parts.size(); ++i)
    if (wanted[i].starts_with('{')) return parts[i];
  return {};
}

}  // namespace aan::web
