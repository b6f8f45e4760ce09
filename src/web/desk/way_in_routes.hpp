#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/begin/{token}: the one-time link of an invitation.
Result<net::Response> show_invitation(const DeskFront& front, const Visit& visit);
Result<net::Response> take_invitation(const DeskFront& front, const Visit& visit);
/// /desk/sign-in, with `next`: where to go on to.
Result<net::Response> show_sign_in(const DeskFront& front, const Visit& visit);
Result<net::Response> take_sign_in(const DeskFront& front, const Visit& visit);
/// /desk/sign-out: looking at it signs nobody out.
Result<net::Response> show_sign_out(const DeskFront& front, const Visit& visit);
Result<net::Response> take_sign_out(const DeskFront& front, const Visit& visit);
/// /desk/confirm: fresh proof for what asks for it.
Result<net::Response> show_confirm(const DeskFront& front, const Visit& visit);
Result<net::Response> take_confirm(const DeskFront& front, const Visit& visit);
/// What a form gets that came after its proof: the same page, which carries along what was typed.
Result<net::Response> ask_for_proof(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
