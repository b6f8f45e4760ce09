#include "net/failure_log.hpp"

#include "base/log.hpp"

namespace aan::net {

void log_failure(const Request& request, int status, const Error& error) {
  if (status < 500) return;
  log::error("http.failed",
             {{"id", request.request_id}, {"status", status}, {"why", error.to_string()}});
}

}  // namespace aan::net
