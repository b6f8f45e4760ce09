#pragma once
#include "net/http.hpp"
#include "opds/feed.hpp"
#include "service/shop.hpp"

namespace aan::opds {

/// Where this request came to: the door has checked its Host against the shop's own.
inline Place place_of(const service::Shop& shop, const net::Request& request) {
  return {request.origin(), shop.name, shop.public_key, "en"};
}

}  // namespace aan::opds
