#include "web/desk/way_in_routes.hpp"

#include <vector>

#include "base/text.hpp"
#include "domain/desk/password_rules.hpp"
#include "domain/desk/totp.hpp"
#include "service/desk/accept_invitation.hpp"
#include "service/desk/invite.hpp"
#include "service/desk/setup.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/held_form.hpp"
#include "web/desk/session_cookie.hpp"
#include "web/view/sale/qr.hpp"

namespace aan::web {
namespace {

// The field of the form that a mistake is about, as its block is called; empty: none.
std::string_view field_with(const Error& mistake) {
  if (mistake.reason == "desk_name" || mistake.reason == "name_taken") return "NAME";
  if (mistake.reason == "password_differs") return "AGAIN";
  if (mistake.reason.starts_with("password_")) return "PASSWORD";
  return mistake.reason == "totp_wrong" ? "CODE" : "";
}

// Each mistake at its field; the first of them, in the order of the form, is led to.
int say_mistakes(DeskPage& page, const std::vector<Error>& mistakes) {
  int status = 200;
  bool is_led = false;
  for (const std::string_view field : {"NAME", "PASSWORD", "AGAIN", "CODE", ""})
    for (const Error& mistake : mistakes) {
      if (field_with(mistake) != field) continue;
      status = page.say_problem(mistake, !field.empty());
      if (field.empty()) continue;
      page.main()
          .add("BAD_" + std::string(field))
          .set("FAULT", sentence_of(page.locale(), mistake))
          .show_if("FIRST", !is_led);
      is_led = true;
    }
  return status;
}

// Whoever comes by a link is a newcomer, whatever session the browser still has.
Result<net::Response> invitation_page(const DeskFront& front, const Visit& visit,
                                      const std::string& name,
                                      const std::vector<Error>& mistakes = {}) {
  const std::string token{visit.request.param("token")};
  const service::InvitationView view = AAN_TRY(service::view_invitation(front.room(), token));
  const Visit newcomer{visit.request, "", std::nullopt};
  const Locale& locale = find_locale("en");
  DeskPage page(front, newcomer, DeskItem::none, locale.text("desk_begin"), "begin");
  const std::string address =
      desk::totp_address(view.totp_secret, front.shop.use.shop.name, visit.request.host);
  Block& main = page.main();
  main.set("ROLE", role_name(locale, view.role));
  main.set("UNTIL", locale.date_time(view.expires_at));
  main.set("ACTION", visit.request.path).set("NAME", name);
  main.set("SECRET", desk::totp_text(view.totp_secret));
  main.set_html("QR_HTML", qr_code(address, locale.text("desk_qr_label")));
  main.set("LENGTH", desk::kPasswordCharactersMin);
  return page.finish(say_mistakes(page, mistakes));
}

Result<net::Response> sign_in_page(const DeskFront& front, const Visit& visit,
                                   const std::string& name, const std::string& next,
                                   const Error* problem) {
  const Locale& locale = find_locale("en");
  const Visit stranger{visit.request, "", std::nullopt};
  DeskPage page(front, stranger, DeskItem::none, locale.text("desk_sign_in"), "sign_in");
  page.main().set("NAME", name).set("NEXT", next);
  page.main().show_if("EMPTY", AAN_TRY(service::is_desk_empty(front.room())));
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  net::Response response = page.finish(status);
  if (problem != nullptr && problem->retry_after_s)
    response.set("retry-after", std::to_string(*problem->retry_after_s));
  return response;
}

Result<net::Response> confirm_page(const DeskFront& front, const Visit& visit,
                                   const std::string& next, const HeldForm& held,
                                   const Error* problem) {
  DeskPage page(front, visit, DeskItem::none, find_locale("en").text("desk_confirm"), "confirm");
  page.main().set("NEXT", next).set("NAME", visit.person().name);
  page.main().show_if("KEPT", held.has_typed());
  page.main().show_if("PRESSED",
                      held.is_worth_holding() && !held.has_typed() && !held.is_secret_alone());
  page.main().show_if("SECRET_ALONE", held.is_secret_alone());
  carry_form(page.main(), held);
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

// All of them at once: passwords and digits have to be typed anew each time.
Result<std::vector<Error>> mistakes_in(const DeskFront& front, const Visit& visit,
                                       const service::Newcomer& newcomer) {
  const std::string token{visit.request.param("token")};
  const auto invitation = AAN_TRY(service::view_invitation(front.room(), token));
  auto mistakes = service::mistakes_of(front.room(), invitation, newcomer);
  if (newcomer.password != field_of(visit, "password_again"))
    mistakes.push_back(
        refuse(Errc::invalid, "desk.begin", "The two passwords differ.", "password_differs")
            .error());
  return mistakes;
}

bool may_be_mended(const Error& error) {
  return error.code == Errc::invalid || error.reason == "name_taken" ||
         error.reason == "sign_in_wrong" || error.reason == "sign_in_not_proven" ||
         error.reason == "sign_in_wait";
}

}  // namespace

Result<net::Response> show_invitation(const DeskFront& front, const Visit& visit) {
  return invitation_page(front, visit, "");
}

Result<net::Response> take_invitation(const DeskFront& front, const Visit& visit) {
  const service::Newcomer newcomer{field_of(visit, "name"), field_of(visit, "password"),
                                   field_of(visit, "code")};
  const std::string token{visit.request.param("token")};
  if (const auto mistakes = AAN_TRY(mistakes_in(front, visit, newcomer)); !mistakes.empty())
    return invitation_page(front, visit, newcomer.name, mistakes);
  Result<service::Welcome> welcome = service::accept_invitation(front.room(), token, newcomer);
  if (!welcome) {
    if (!may_be_mended(welcome.error())) return std::unexpected(std::move(welcome).error());
    return invitation_page(front, visit, newcomer.name, {welcome.error()});
  }
  if (!visit.token.empty()) AAN_TRY(service::sign_out(front.room(), visit.token));
  const Locale& locale = find_locale("en");
  const Visit member{visit.request, welcome->session_token,
                     AAN_TRY(service::find_session(front.room(), welcome->session_token))};
  DeskPage page(front, member, DeskItem::none,
                locale.text("desk_welcome", {{"name", welcome->name}}), "welcome");
  const bool is_new = AAN_TRY(service::setup_stage(front.room())) == service::SetupStage::who &&
                      welcome->role == desk::Role::owner;
  page.main().set("NEXT", is_new ? "/desk/setup" : "/desk");
  for (const std::string& code : welcome->recovery_codes) page.main().add("CODE").set("TEXT", code);
  net::Response response = page.finish();
  give_session(visit.request, response, welcome->session_token);
  remember_name(front.room().keys.ring(), visit.request, response, welcome->name);
  return response;
}

Result<net::Response> show_sign_in(const DeskFront& front, const Visit& visit) {
  const std::string next = next_of(visit.request.query("next").value_or(""));
  if (visit.who) return net::Response::redirect(next);
  return sign_in_page(front, visit, "", next, nullptr);
}

Result<net::Response> take_sign_in(const DeskFront& front, const Visit& visit) {
  const std::string next = next_of(field_of(visit, "next"));
  const std::string name = field_of(visit, "name");
  auto done = front.sign_in.enter({name, field_of(visit, "password"), field_of(visit, "code"),
                                   known_name(front.room().keys.ring(), visit.request),
                                   visit.request.client_key()});
  if (!done) {
    if (!may_be_mended(done.error())) return std::unexpected(std::move(done).error());
    return sign_in_page(front, visit, name, next, &done.error());
  }
  // Whatever session this browser had ends here, so that nobody can leave one behind for another.
  if (!visit.token.empty()) AAN_TRY(service::sign_out(front.room(), visit.token));
  net::Response response = net::Response::redirect(next);
  give_session(visit.request, response, done->session_token);
  remember_name(front.room().keys.ring(), visit.request, response, done->name);
  return response;
}

Result<net::Response> show_sign_out(const DeskFront&, const Visit&) {
  return net::Response::redirect("/desk");
}

Result<net::Response> take_sign_out(const DeskFront& front, const Visit& visit) {
  AAN_TRY(service::sign_out(front.room(), visit.token));
  net::Response response = net::Response::redirect("/desk/sign-in");
  take_session(visit.request, response);
  return response;
}

Result<net::Response> show_confirm(const DeskFront& front, const Visit& visit) {
  return confirm_page(front, visit, next_of(visit.request.query("next").value_or("")), {}, nullptr);
}

Result<net::Response> ask_for_proof(const DeskFront& front, const Visit& visit) {
  const HeldForm held = hold_form(front, visit);
  if (held.is_worth_holding()) return confirm_page(front, visit, visit.request.path, held, nullptr);
  return net::Response::redirect("/desk/confirm?next=" + percent_encode(visit.request.path));
}

Result<net::Response> take_confirm(const DeskFront& front, const Visit& visit) {
  const std::string next = next_of(field_of(visit, "next"));
  const HeldForm held = carried_form(visit);
  auto done = front.sign_in.prove(*visit.who, field_of(visit, "password"), field_of(visit, "code"));
  if (!done) {
    if (!may_be_mended(done.error())) return std::unexpected(std::move(done).error());
    return confirm_page(front, visit, next, held, &done.error());
  }
  net::Response response = net::Response::redirect(next);
  if (held.is_worth_holding()) {
    const Visit proven{visit.request, done->session_token,
                       AAN_TRY(service::find_session(front.room(), done->session_token))};
    response = AAN_TRY(held_form_page(front, proven, next, held));
  }
  give_session(visit.request, response, done->session_token);
  return response;
}

}  // namespace aan::web
