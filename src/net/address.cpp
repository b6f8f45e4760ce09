#include "net/address.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.hpp"

namespace aan::net {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool within(const PeerAddress& address, const PeerAddress& base, unsigned bits) {
  const unsigned whole = bits / 8;
  if (std::memcmp(address.bytes.data(), base.bytes.data(), whole) != 0) return false;
  if (bits % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xffU << (8 - bits % 8));
  return (address.bytes[whole] & mask) == (base.bytes[whole] & mask);
}

}  // namespace

bool PeerAddress::is_v4() const {
  return !unix_socket && std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
}

bool PeerAddress::is_loopback() const {
  if (unix_socket) return true;
  if (is_v4()) return bytes[12] == 127;
  return std::all_of(bytes.begin(), bytes.end() - 1, [](auto b) { return b == 0; }) &&
         bytes[15] == 1;
}

std::string PeerAddress::text() const {
  if (unix_socket) return "unix";
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_v4())
    inet_ntop(AF_INET, bytes.data() + 12, out.data(), out.size());
  else
    inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
  return out.data();
}

PeerAddress PeerAddress::client_key() const {
  PeerAddress key = *this;
  if (!unix_socket && !is_v4()) std::fill(key.bytes.begin() + 8, key.bytes.end(), std::uint8_t{0});
  return key;
}

PeerAddress PeerAddress::from_socket(const sockaddr_storage& from) {
  PeerAddress out;
  if (from.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &from, sizeof v4);
    std::ranges::copy(kMapped, out.bytes.begin());
    std::memcpy(out.bytes.data() + 12, &v4.sin_addr, 4);
  } else if (from.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &from, sizeof v6);
    std::memcpy(out.bytes.data(), &v6.sin6_addr, 16);
  } else {
    out.unix_socket = true;
  }
  return out;
}

std::optional<PeerAddress> parse_address(std::string_view text) {
  if (text.size() > INET6_ADDRSTRLEN) return std::nullopt;
  const std::string terminated(text);
  PeerAddress out;
  if (inet_pton(AF_INET, terminated.c_str(), out.bytes.data() + 12) == 1) {
    std::ranges::copy(kMapped, out.bytes.begin());
    return out;
  }
  if (inet_pton(AF_INET6, terminated.c_str(), out.bytes.data()) == 1) return out;
  return std::nullopt;
}

Result<TrustedProxies> TrustedProxies::create(const std::vector<std::string>& ranges) {
  TrustedProxies out;
  for (const std::string& text : ranges) {
    if (text == "unix") {
      out.unix_ = true;
      continue;
    }
    const std::size_t slash = text.find('/');
    const auto base = parse_address(std::string_view(text).substr(0, slash));
    const auto wrong = refuse(Errc::invalid, "net.trusted_proxies",
                              "\"" + text + "\" is neither an address nor a range like 10.0.0.0/8");
    if (!base) return wrong;
    const unsigned most = base->is_v4() && text.find(':') == std::string::npos ? 32 : 128;
    unsigned bits = most;
    if (slash != std::string::npos) {
      const char* end = text.data() + text.size();
      const auto parsed = std::from_chars(text.data() + slash + 1, end, bits);
      if (parsed.ec != std::errc{} || parsed.ptr != end || bits > most) return wrong;
    }
    out.ranges_.push_back({*base, bits + 128 - most});
  }
  return out;
}

bool TrustedProxies::contains(const PeerAddress& peer) const {
  if (peer.unix_socket) return unix_;
  return std::ranges::any_of(ranges_, [&](const Range& r) { return within(peer, r.base, r.bits); });
}

PeerAddress TrustedProxies::client(const PeerAddress& peer, std::string_view forwarded_for) const {
  PeerAddress best = peer;
  while (!forwarded_for.empty() && contains(best)) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::string_view last =
        trim(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    const auto address = parse_address(last);
    if (!address) break;
    best = *address;
    forwarded_for = comma == std::string_view::npos ? "" : forwarded_for.substr(0, comma);
  }
  return best;
}

}  // namespace aan::net
