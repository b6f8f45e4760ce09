#pragma once
#include <optional>

#include "net/address.hpp"
#include "net/authority.hpp"
#include "net/request_head.hpp"
#include "net/router.hpp"

namespace aan::net {

/// The rules of the door that do not change while the server runs.
struct DoorRules {
  HostPolicy hosts;
  TrustedProxies proxies;
};

/// What is to be done with a request whose head was read.
struct Admission {
  enum class Next : std::uint8_t { answer, run, read_body };
  /// Why it was turned away, for the counters.
  enum class Turned : std::uint8_t { no, misdirected, cross_origin, other };
  Next next = Next::answer;
  Turned turned = Turned::no;
  Response answer;               ///< for `answer`
  const Route* route = nullptr;  ///< for `run` and `read_body`; also when turned away later
  bool readable_by_all = false;
  bool is_upload = false;  ///< of `read_body`: its files go to the disk
};

/// Scheme, client address and host by the rules; then in order: known Host (421), readable
/// query string (400), route (404, 405, OPTIONS, redirect of a trailing slash), origin (403), kind
/// and size of the body (400, 413, 415). Nothing of the body has been read yet. Pure: no I/O, no
/// clock.
Admission admit(const DoorRules& rules, const Router& router, const PeerAddress& peer,
                const Framing& framing, Request& request);

}  // namespace aan::net
