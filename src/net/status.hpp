#pragma once
#include "base/result.hpp"

namespace aan::net {

/// The HTTP status of an error, for pages and the API alike.
int status_of(const Error& error);

}  // namespace aan::net
