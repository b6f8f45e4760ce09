#include "net/status.hpp"

namespace aan::net {

int status_of(const Error& error) {
  switch (error.code) {
    case Errc::invalid: return 400;
    case Errc::unauthenticated: return 401;
    case Errc::forbidden: return 403;
    case Errc::not_found: return 404;
    case Errc::conflict: return 409;
    case Errc::gone: return 410;
    case Errc::too_large: return 413;
    case Errc::limited: return 429;
    case Errc::unavailable: return 503;
    case Errc::timeout: return 504;
    case Errc::upstream_rejected:
    case Errc::upstream_malformed: return 502;
    case Errc::corrupt:
    case Errc::internal: break;
  }
  return 500;
}

}  // namespace aan::net
