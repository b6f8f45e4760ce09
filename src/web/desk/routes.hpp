#pragma once
#include <span>
#include <string_view>

#include "net/router.hpp"
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// Who may come through a door of the desk.
enum class DeskDoor : std::uint8_t {
  anybody,    ///< the ways in
  signed_in,  ///< whatever the role
  action,     ///< who may do the route's action
};

using DeskHandler = Result<net::Response> (*)(const DeskFront&, const Visit&);

/// One route of the desk. Every route names who may come: there is no other way to add one.
struct DeskRoute {
  net::Method method;
  std::string_view pattern;
  DeskDoor door;
  desk::Action action;  ///< of `DeskDoor::action`
  DeskHandler handler;
  net::Pool pool = net::Pool::interactive;  ///< outbound: somebody else is waited for
  std::uint64_t upload_bytes_max = 0;       ///< not 0: its form brings files
  std::size_t form_bytes_max = 8192;
};

/// Every route of the desk.
std::span<const DeskRoute> desk_routes();
/// Adds them to the main router. Answers are never kept by anybody (no-store).
void add_desk_routes(net::Router& router, const DeskFront& front);

}  // namespace aan::web
