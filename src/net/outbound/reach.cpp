#include "net/outbound/reach.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "base/text.hpp"

namespace aan::net::outbound {
namespace {

struct Block {
  std::uint32_t base;
  unsigned bits;
};

// IPv4 blocks that are not the public internet: the IANA special-purpose registry, multicast and
// the reserved top.
constexpr std::array kClosedV4 = {
    Block{0x00000000, 8},   // 0.0.0.0/8, this network
    Block{0x0a000000, 8},   // 10/8
    Block{0x64400000, 10},  // 100.64/10, shared address space
    Block{0x7f000000, 8},   // 127/8
    Block{0xa9fe0000, 16},  // 169.254/16, link-local, cloud metadata
    Block{0xac100000, 12},  // 172.16/12
    Block{0xc0000000, 24},  // 192.0.0/24
    Block{0xc0000200, 24},  // 192.0.2/24, documentation
    Block{0xc0586300, 24},  // 192.88.99/24, 6to4 relays
    Block{0xc0a80000, 16},  // 192.168/16
    Block{0xc6120000, 15},  // 198.18/15, benchmarks
    Block{0xc6336400, 24},  // 198.51.100/24, documentation
    Block{0xcb007100, 24},  // 203.0.113/24, documentation
    Block{0xe0000000, 3},   // 224/4 multicast and 240/4 reserved
};

bool is_public_v4(std::uint32_t address) {
  return std::ranges::none_of(kClosedV4, [&](const Block& block) {
    return ((address ^ block.base) >> (32 - block.bits)) == 0;
  });
}

std::uint32_t number(const std::uint8_t* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
         static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

bool is_public_v6(const std::uint8_t* bytes) {
  constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::memcmp(bytes, kMapped, sizeof kMapped) == 0) return is_public_v4(number(bytes + 12));
  const std::uint32_t head = number(bytes);
  constexpr std::uint8_t kNat64[12] = {0x00, 0x64, 0xff, 0x9b};
  if (std::memcmp(bytes, kNat64, sizeof kNat64) == 0) return is_public_v4(number(bytes + 12));
  if (head >> 29 != 1) return false;               // only 2000::/3 is global unicast
  if (head == 0x20010db8) return false;            // documentation
  if (head >> 9 == 0x20010000 >> 9) return false;  // 2001::/23: Teredo, ORCHID and others
  if (head >> 16 == 0x2002) return false;          // 6to4 carries any IPv4 address inside
  return head >> 20 != 0x3ff;                      // 3fff::/20, documentation
}

}  // namespace

bool is_public_address(const sockaddr* address) {
  if (address == nullptr) return false;
  if (address->sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address->sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, address, sizeof v6);
  return is_public_v6(v6.sin6_addr.s6_addr);
}

bool is_private_host(std::string_view host) {
  std::string name = lower_ascii(host);
  while (name.ends_with('.')) name.pop_back();
  if (name == "localhost" || name.ends_with(".localhost")) return true;
  in_addr v4{};
  if (::inet_aton(name.c_str(), &v4) != 0) return !is_public_v4(ntohl(v4.s_addr));
  in6_addr v6{};
  if (::inet_pton(AF_INET6, name.substr(0, name.find('%')).c_str(), &v6) == 1)
    return !is_public_v6(v6.s6_addr);
  return name.empty();
}

}  // namespace aan::net::outbound
