#pragma once
#include <string>

#include "api/problem.hpp"
#include "net/request.hpp"

namespace aan::api {

/// The Idempotency-Key of a request. Refuses a missing or unusable one, and says where it belongs.
Answer<std::string> required_key(const net::Request& request);

}  // namespace aan::api
