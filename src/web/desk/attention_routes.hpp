#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// What needs a person, the most urgent first, as far as the visitor's role sees what it is about.
Result<net::Response> show_attention(const DeskFront& front, const Visit& visit);
/// The button of an item that somebody has dealt with.
Result<net::Response> change_attention(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
