#pragma once
#include <string>
#include <string_view>

#include "crypto/keyring.hpp"
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

/// What every form of a session carries, derived from its token: a page of another site cannot
/// know it, whatever the browser sends along.
std::string form_token(std::string_view session_token);

}  // namespace aan::web
