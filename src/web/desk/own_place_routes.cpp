#include "web/desk/own_place_routes.hpp"

#include "domain/desk/password_rules.hpp"
#include "domain/desk/totp.hpp"
#include "service/desk/own_place.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/session_cookie.hpp"
#include "web/desk/way_in_routes.hpp"
#include "web/view/sale/qr.hpp"

namespace aan::web {
namespace {

constexpr const char* kPath = "/desk/me";

// The phone that a form brought back is shown again: it was scanned already.
void fill_phone(Block& main, const DeskFront& front, const Visit& visit) {
  const std::string brought = field_of(visit, "phone");
  auto known = service::offered_phone(front.room(), *visit.who, brought);
  const service::NewPhone phone = !brought.empty() && known
                                      ? *std::move(known)
                                      : service::offer_phone(front.room(), *visit.who);
  const Locale& locale = main.locale();
  Block block = main.add("PHONE").set("SEALED", phone.sealed);
  block.set("SECRET", desk::totp_text(phone.secret));
  block.show_if("OPEN", !brought.empty());
  block.set_html("QR_HTML", qr_code(desk::totp_address(phone.secret, front.shop.use.shop.name,
                                                       visit.request.host),
                                    locale.text("desk_qr_label")));
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, bool is_done,
                              const Error* problem) {
  const auto codes = AAN_TRY(service::recovery_codes_left(front.room(), *visit.who));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::none, locale.text("desk_me"), "own_place");
  Block& main = page.main();
  main.set("NAME", visit.person().name).set("ROLE", role_name(locale, visit.person().role));
  main.set("CODES", locale.plural("desk_codes_left", codes));
  main.show_if("DONE", is_done);
  if (visit.who->is_proof_fresh) fill_phone(main, front, visit);
  if (visit.who->is_proof_fresh)
    main.add("FRESH").set("HINT",
                          locale.text("desk_password_hint",
                                      {{"length", locale.number(desk::kPasswordCharactersMin)}}));
  else
    main.show("STALE");
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

Result<net::Response> show_codes(const DeskFront& front, const Visit& visit) {
  const auto codes = AAN_TRY(service::renew_recovery_codes(front.room(), *visit.who));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::none, locale.text("desk_codes"), "own_codes");
  for (const std::string& code : codes) page.main().add("CODE").set("TEXT", code);
  return page.finish();
}

Result<net::Response> change_password(const DeskFront& front, const Visit& visit) {
  const std::string password = field_of(visit, "password");
  if (password != field_of(visit, "password_again"))
    return refuse(Errc::invalid, "desk.password", "The two passwords are not the same.",
                  "password_differs");
  const std::string token = AAN_TRY(service::change_password(front.room(), *visit.who, password));
  net::Response response = net::Response::redirect(std::string(kPath) + "?done=1");
  give_session(visit.request, response, token);
  return response;
}

Result<net::Response> change_phone(const DeskFront& front, const Visit& visit) {
  const std::string token = AAN_TRY(service::take_phone(
      front.room(), *visit.who, field_of(visit, "phone"), field_of(visit, "code")));
  net::Response response = net::Response::redirect(std::string(kPath) + "?done=1");
  give_session(visit.request, response, token);
  return response;
}

}  // namespace

Result<net::Response> show_own_place(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, visit.request.query("done") == "1", nullptr);
}

Result<net::Response> change_own_place(const DeskFront& front, const Visit& visit) {
  const std::string act = field_of(visit, "act");
  if (act == "out") {
    AAN_TRY(service::sign_out_everywhere(front.room(), *visit.who));
    net::Response response = net::Response::redirect("/desk/sign-in");
    take_session(visit.request, response);
    return response;
  }
  if (act != "password" && act != "codes" && act != "phone")
    return refuse(Errc::invalid, "desk.me", "The desk has no such button.", "no_such_button");
  if (!visit.who->is_proof_fresh) return ask_for_proof(front, visit);
  if (act == "codes") return show_codes(front, visit);
  auto done = act == "phone" ? change_phone(front, visit) : change_password(front, visit);
  if (!done && done.error().code == Errc::invalid)
    return page_of(front, visit, false, &done.error());
  return done;
}

}  // namespace aan::web
