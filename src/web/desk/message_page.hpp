#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// The page of an error at the desk.
net::Response message_page(const DeskFront& front, const Visit& visit, int status,
                           const Error& error);

}  // namespace aan::web
