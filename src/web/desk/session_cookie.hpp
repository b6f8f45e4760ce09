#pragma once
#include <string>
#include <string_view>

#include "crypto/keyring.hpp"
#include "domain/desk/session.hpp"
#include "net/http.hpp"

namespace aan::web {

/// The token of the session that the browser sent; empty when it sent none.
std::string session_token(const net::Request& request);
/// Gives the browser a session, in a cookie that no script reads, no other site sends, and that
/// ends with the browser.
void give_session(const net::Request& request, net::Response& response, std::string_view token);
void take_session(const net::Request& request, net::Response& response);

/// The name that signed in from this browser before, by a signed cookie; empty: none.
std::string known_name(const crypto::KeyRing& keys, const net::Request& request);
void remember_name(const crypto::KeyRing& keys, const net::Request& request,
                   net::Response& response, std::string_view name);

/// What every form of a sign-in carries, made with a key of the shop from who signed in and when: a
/// page of another site cannot know it, whatever the browser sends along. Fresh proof gives the
/// session another token and leaves this one good, in every tab; another sign-in, also of the same
/// person, has another one.
std::string form_token(const crypto::KeyRing& keys, const desk::Session& session);
/// Whether it was made for this sign-in, with a key that the shop still knows.
bool is_form_token(const crypto::KeyRing& keys, const desk::Session& session,
                   std::string_view token);

}  // namespace aan::web
