#include "cli/exit_code.hpp"

namespace aan::cli {

ExitCode exit_code_of(const Error& error) {
  switch (error.code) {
    case Errc::invalid:
    case Errc::too_large: return ExitCode::usage;
    case Errc::not_found:
    case Errc::gone: return ExitCode::not_found;
    case Errc::conflict:
    case Errc::forbidden: return ExitCode::conflict;
    case Errc::unavailable:
    case Errc::timeout:
    case Errc::limited: return ExitCode::unavailable;
    case Errc::unauthenticated:
    case Errc::upstream_rejected:
    case Errc::upstream_malformed:
    case Errc::corrupt:
    case Errc::internal: return ExitCode::failed;
  }
  return ExitCode::failed;
}

}  // namespace aan::cli
