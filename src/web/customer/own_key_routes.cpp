#include "web/customer/own_key_routes.hpp"

#include "base/codec.hpp"
#include "net/status.hpp"
#include "service/library/own_keys.hpp"
#include "web/customer/library_session.hpp"
#include "web/frames.hpp"
#include "web/view/customer/own_key_pages.hpp"

namespace aan::web {
namespace {

using MaybeLibrary = std::optional<customer::CustomerId>;

constexpr std::size_t kProofFormBytesMax = std::size_t{24} << 10U;

std::string field(const net::FormFields& form, std::string_view name) {
  return form.find(name).value_or("");
}

// What a script of ours wrote; anything else is no bytes, which prove nothing.
std::string bytes_in(const net::FormFields& form, std::string_view name) {
  return parse_base64url(field(form, name)).value_or("");
}

bool is_about_proof(const Error& error) {
  return error.code == Errc::invalid || error.code == Errc::limited ||
         error.code == Errc::not_found || error.code == Errc::conflict || error.code == Errc::gone;
}

Result<net::Response> ssh_page(const Storefront& front, const net::Request& request,
                               const MaybeLibrary& adding, const net::FormFields& typed,
                               const Error* problem) {
  const service::ProofCaller caller = proof_caller(front, request);
  const std::string before = field(typed, "token");
  service::KeyDoor& door = front.use.library_keys;
  const service::KeyQuestion question =
      adding ? door.ask_to_add(*adding, caller, before) : door.ask(caller, before);
  SshKeyPage page;
  page.is_adding = adding.has_value();
  page.token = question.token;
  page.text = question.text;
  page.name_space = question.name_space;
  if (question.token == before) page.signature = field(typed, "signature");
  page.label = field(typed, "label");
  const int status = problem == nullptr ? 200 : net::status_of(*problem);
  if (problem != nullptr) page.problem = Problem{status, *problem};
  return proof_page(render(page, private_frame(front, request, NavItem::none)), status, request,
                    caller, problem);
}

// A text that was used up is asked for anew.
net::FormFields still_good(const net::FormFields& form, const Error& problem) {
  net::FormFields kept;
  for (const auto& [name, value] : form.items())
    if (name != "token" || problem.reason != "proof_over") kept.add(name, value);
  return kept;
}

Result<net::Response> show_ssh(const Storefront& front, const net::Request& request) {
  return ssh_page(front, request, std::nullopt, {}, nullptr);
}

Result<net::Response> show_ssh_to_add(const Storefront& front, const net::Request& request) {
  const auto library = AAN_TRY(open_library(front, request));
  if (!library) return to_library();
  return ssh_page(front, request, library, {}, nullptr);
}

Result<net::Response> open_by_ssh(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const auto open = front.use.library_keys.open({field(form, "token"), field(form, "signature")},
                                                proof_caller(front, request));
  if (open) return library_opened(request, open->token);
  if (!is_about_proof(open.error())) return std::unexpected(open.error());
  return ssh_page(front, request, std::nullopt, still_good(form, open.error()), &open.error());
}

Result<net::Response> add_ssh(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const auto library = AAN_TRY(open_library(front, request));
  if (!library) return to_library();
  AAN_TRY(front.use.library.take_deed(*library));
  const auto added =
      front.use.library_keys.add(*library, {field(form, "token"), field(form, "signature")},
                                 field(form, "label"), proof_caller(front, request));
  if (added) return to_library("#own-keys");
  if (!is_about_proof(added.error())) return std::unexpected(added.error());
  return ssh_page(front, request, library, still_good(form, added.error()), &added.error());
}

Result<net::Response> passkey_page(const Storefront& front, const net::Request& request,
                                   const MaybeLibrary& adding, const std::string& label,
                                   const Error* problem) {
  const service::ProofCaller caller = proof_caller(front, request);
  PasskeyPage page;
  page.is_adding = adding.has_value();
  page.is_possible = service::PasskeyDoor::can_be_at(caller.origin);
  const service::PasskeyQuestion question =
      adding ? AAN_TRY(front.use.passkeys.ask_to_add(*adding, caller))
             : front.use.passkeys.ask(caller);
  page.token = question.token;
  page.site = question.site;
  page.challenge = base64url(question.challenge);
  page.handle = base64url(question.handle);
  for (const std::string& id : question.known) page.known.push_back(base64url(id));
  page.label = label;
  const int status = problem == nullptr ? 200 : net::status_of(*problem);
  if (problem != nullptr) page.problem = Problem{status, *problem};
  return proof_page(render(page, private_frame(front, request, NavItem::none)), status, request,
                    caller, problem);
}

Result<net::Response> show_passkey(const Storefront& front, const net::Request& request) {
  return passkey_page(front, request, std::nullopt, "", nullptr);
}

Result<net::Response> show_passkey_to_add(const Storefront& front, const net::Request& request) {
  const auto library = AAN_TRY(open_library(front, request));
  if (!library) return to_library();
  return passkey_page(front, request, library, "", nullptr);
}

Result<net::Response> open_by_passkey(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const auto open = front.use.passkeys.open(
      {field(form, "token"),
       bytes_in(form, "id"),
       bytes_in(form, "handle"),
       {bytes_in(form, "client_data"), bytes_in(form, "data"), bytes_in(form, "signature")}},
      proof_caller(front, request));
  if (open) return library_opened(request, open->token);
  if (!is_about_proof(open.error())) return std::unexpected(open.error());
  return passkey_page(front, request, std::nullopt, "", &open.error());
}

Result<net::Response> add_passkey(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const auto library = AAN_TRY(open_library(front, request));
  if (!library) return to_library();
  AAN_TRY(front.use.library.take_deed(*library));
  const std::string label = field(form, "label");
  const auto added =
      front.use.passkeys.add(*library, field(form, "token"),
                             {bytes_in(form, "client_data"), bytes_in(form, "attestation")}, label,
                             proof_caller(front, request));
  if (added) return to_library("#own-keys");
  if (!is_about_proof(added.error())) return std::unexpected(added.error());
  return passkey_page(front, request, library, label, &added.error());
}

Result<net::Response> remove(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const auto library = AAN_TRY(open_library(front, request));
  if (library)
    AAN_TRY(service::remove_own_key(front.use.room, *library, {field(form, "key")},
                                    library_cookie(request, kLibraryCookie)));
  return to_library(library ? "#own-keys" : "");
}

}  // namespace

void add_own_key_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = kProofFormBytesMax;
  const auto with = [&front](auto function) {
    return page(front, [&front, function](const net::Request& request) {
      return function(front, request);
    });
  };
  router.get("/library/key", with(show_ssh));
  router.post("/library/key", with(open_by_ssh), form);
  router.get("/library/keys/new", with(show_ssh_to_add));
  router.post("/library/keys", with(add_ssh), form);
  router.get("/library/passkey", with(show_passkey));
  router.post("/library/passkey", with(open_by_passkey), form);
  router.get("/library/passkeys/new", with(show_passkey_to_add));
  router.post("/library/passkeys", with(add_passkey), form);
  router.post("/library/keys/remove", with(remove), form);
}

}  // namespace aan::web
