#pragma once
#include "net/request.hpp"

namespace aan::net {

/// Writes an error down that is answered with `status`, with the id of its request: called once,
/// where the answer is made. Refusals (below 500) are not failures; the access log counts them.
void log_failure(const Request& request, int status, const Error& error);

}  // namespace aan::net
