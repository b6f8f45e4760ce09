#include "web/desk/api_key_routes.hpp"

#include "service/desk/api_keys.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

void fill_key(Block& row, const desk::ApiKey& key, Timestamp now) {
  const Locale& locale = row.locale();
  row.set("NAME", key.name).set("BY", key.created_by);
  for (const desk::Action scope : key.scopes)
    row.add("SCOPE").set("TEXT", locale.text("desk_scope." + std::string(desk::name_of(scope))));
  row.set("STAMP", rfc3339(key.created_at)).set("SINCE", locale.date(key.created_at));
  row.set("USED", key.used_at ? locale.date_time(*key.used_at) : locale.text("desk_key_unused"));
  row.set("STATE", key.ended_at               ? locale.text("desk_key_ended")
                   : !desk::is_live(key, now) ? locale.text("desk_key_over")
                   : key.expires_at
                       ? locale.text("desk_until", {{"when", locale.date(*key.expires_at)}})
                       : locale.text("desk_key_works"));
  if (desk::is_live(key, now)) row.add("END").set("NAME", key.name);
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const std::string& token,
                              const Error* problem) {
  const auto keys = AAN_TRY(service::list_api_keys(front.room()));
  const Timestamp now = front.room().clock.wall();
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::keys, locale.text("desk_nav_keys"), "api_keys");
  Block& main = page.main();
  if (!token.empty()) main.add("MADE").set("TOKEN", token);
  if (!visit.who->is_proof_fresh) main.show("STALE");
  main.show_if("NONE", keys.empty());
  if (!keys.empty()) {
    Block table = main.add("TABLE");
    for (const desk::ApiKey& key : keys) {
      Block row = table.add("ROW");
      fill_key(row, key, now);
    }
  }
  main.set("TYPED", problem == nullptr ? "" : field_of(visit, "name"));
  for (const desk::Action action : desk::kActions)
    if (desk::is_for_keys(action))
      main.add("CHOICE")
          .set("VALUE", desk::name_of(action))
          .set("TEXT", locale.text("desk_scope." + std::string(desk::name_of(action))));
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

Result<std::string> act(const DeskFront& front, const Visit& visit) {
  const std::string act = field_of(visit, "act");
  const std::string& by = visit.person().name;
  if (act == "end") {
    AAN_TRY(service::end_api_key(front.room(), field_of(visit, "name"), by));
    return std::string{};
  }
  if (act != "make")
    return refuse(Errc::invalid, "desk.keys", "The desk has no such button.", "no_such_button");
  std::string scopes;
  if (const auto form = visit.request.form(kFormLimits))
    for (const std::string& one : form->all("scope")) scopes += one + " ";
  const service::ApiKeyWish wish{field_of(visit, "name"), scopes, field_of(visit, "days")};
  return AAN_TRY(service::make_api_key(front.room(), wish, by)).token;
}

}  // namespace

Result<net::Response> show_api_keys(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, "", nullptr);
}

Result<net::Response> change_api_keys(const DeskFront& front, const Visit& visit) {
  const auto token = act(front, visit);
  if (!token) {
    if (!stays_on_page(token.error())) return std::unexpected(token.error());
    return page_of(front, visit, "", &token.error());
  }
  if (!token->empty()) return page_of(front, visit, *token, nullptr);
  return done_at("/desk/keys", "key-end");
}

}  // namespace aan::web
