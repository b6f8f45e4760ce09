#include "net/distinct_client.hpp"

#include "net/address.hpp"

namespace aan::net {

std::string distinct_client(const Request& request) {
  const auto address = parse_address(request.peer_address);
  return address && !address->is_loopback() ? request.client_key() : std::string();
}

}  // namespace aan::net
