#pragma once
#include <string>

#include "web/desk/desk_front.hpp"
#include "web/frames.hpp"

namespace aan::web {

/// Whether the desk has a listener of its own, where this request came to.
[[nodiscard]] inline bool is_desk_apart(const Storefront& shop) {
  const service::Shop& it = shop.use.shop;
  return !it.addresses.empty() && !it.desk_address.empty() &&
         it.desk_address != it.addresses.front();
}
/// Where whoever is invited finds the desk.
[[nodiscard]] inline std::string desk_origin(const Storefront& shop, const net::Request& request) {
  return is_desk_apart(shop) ? shop.use.shop.desk_address : public_origin(shop, request);
}
/// Where buyers find the shop.
[[nodiscard]] inline std::string buyers_origin(const Storefront& shop,
                                               const net::Request& request) {
  return is_desk_apart(shop) ? shop.use.shop.addresses.front() : public_origin(shop, request);
}

}  // namespace aan::web
