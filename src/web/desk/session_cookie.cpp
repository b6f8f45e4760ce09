#include "web/desk/session_cookie.hpp"

#include "crypto/token.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kSession = "desk";
constexpr std::string_view kKnown = "desk-known";
constexpr Duration kKnownFor = Duration::days(180);

// Who signed in, and when: what stays while the session's token changes.
std::string sign_in_name(const desk::Session& session) {
  return "desk-form/" + session.person_id.value + "/" + std::to_string(session.created_at.us);
}

}  // namespace

std::string session_token(const net::Request& request) {
  const std::string token = request.cookie(net::cookie_name(request, kSession)).value_or("");
  return crypto::looks_like_token(token) ? token : std::string{};
}

void give_session(const net::Request& request, net::Response& response, std::string_view token) {
  response.set_cookie(request, kSession, token, {std::nullopt, net::SameSite::strict});
}

void take_session(const net::Request& request, net::Response& response) {
  response.set_cookie(request, kSession, "", {Duration{}, net::SameSite::strict});
}

std::string known_name(const crypto::KeyRing& keys, const net::Request& request) {
  const auto cookie = request.cookie(net::cookie_name(request, kKnown));
  return cookie ? crypto::verify_cookie(keys, kKnown, *cookie).value_or("") : std::string{};
}

void remember_name(const crypto::KeyRing& keys, const net::Request& request,
                   net::Response& response, std::string_view name) {
  response.set_cookie(request, kKnown, crypto::sign_cookie(keys, kKnown, name),
                      {kKnownFor, net::SameSite::strict});
}

std::string form_token(const crypto::KeyRing& keys, const desk::Session& session) {
  return crypto::sign_cookie(keys, sign_in_name(session), "");
}

bool is_form_token(const crypto::KeyRing& keys, const desk::Session& session,
                   std::string_view token) {
  return crypto::verify_cookie(keys, sign_in_name(session), token).has_value();
}

}  // namespace aan::web
