#include "web/desk/people_routes.hpp"

#include "service/desk/invite.hpp"
#include "service/desk/manage_people.hpp"
#include "web/desk/addresses.hpp"
#include "web/desk/desk_page.hpp"
#include "web/frames.hpp"

namespace aan::web {
namespace {

void fill_roles(Block& block, desk::Role chosen) {
  for (const desk::Role role : desk::kRoles)
    block.add("CHOICE")
        .set("VALUE", name_of(role))
        .set("TEXT", role_name(block.locale(), role))
        .show_if("CHOSEN", role == chosen);
}

void fill_person(Block& row, const desk::Person& person, bool is_self) {
  const Locale& locale = row.locale();
  row.set("NAME", person.name).set("ROLE", role_name(locale, person.role));
  row.set("SINCE", locale.date(person.created_at)).show_if("SELF", is_self);
  row.show(person.is_disabled ? "DISABLED" : "ACTIVE");
}

// `link`: the address of a fresh invitation, shown this once.
Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const std::string& link,
                              const Error* problem) {
  const auto people = AAN_TRY(service::list_people(front.room()));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::people, locale.text("desk_nav_people"), "people");
  Block& main = page.main();
  if (!link.empty()) main.add("LINK").set("ADDRESS", link);
  const bool may_change = visit.may(desk::Action::manage_people);
  if (may_change && !visit.who->is_proof_fresh) main.show("STALE");
  for (const desk::Person& person : people) {
    Block row = main.add("PERSON");
    fill_person(row, person, person.id == visit.person().id);
    if (!may_change) continue;
    Block form = row.add(person.is_disabled ? "ENABLE" : "CHANGE");
    fill_roles(form, person.role);
  }
  if (may_change) {
    Block invite = main.add("INVITE");
    fill_roles(invite, desk::Role::read_only);
  }
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

Result<std::string> act(const DeskFront& front, const Visit& visit) {
  const std::string act = field_of(visit, "act");
  const std::string name = field_of(visit, "name");
  const auto role = desk::parse_role(field_of(visit, "role"));
  const std::string& by = visit.person().name;
  if (act == "invite" && role) {
    const std::string token = AAN_TRY(service::invite(front.room(), *role, by));
    return desk_origin(front.shop, visit.request) + "/desk/begin/" + token;
  }
  if (act == "role" && role)
    AAN_TRY(service::set_role(front.room(), name, *role, by));
  else if (act == "disable" || act == "enable")
    AAN_TRY(service::set_disabled(front.room(), name, act == "disable", by));
  else
    return refuse(Errc::invalid, "desk.people", "The desk has no such button.", "no_such_button");
  return std::string{};
}

}  // namespace

Result<net::Response> show_people(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, "", nullptr);
}

Result<net::Response> change_people(const DeskFront& front, const Visit& visit) {
  const auto link = act(front, visit);
  if (!link) {
    if (!stays_on_page(link.error())) return std::unexpected(link.error());
    return page_of(front, visit, "", &link.error());
  }
  if (!link->empty()) return page_of(front, visit, *link, nullptr);
  return done_at("/desk/people", "person-" + field_of(visit, "act"));
}

}  // namespace aan::web
