#pragma once
#include <exception>
#include <string_view>

#include "base/result.hpp"

namespace aan::store_sql {

struct SqlFailure {
  Error error;
  bool may_retry = false;  ///< the transaction lost against another one
};

/// What an exception of a database library means to the shop. Values of parameters never get in.
SqlFailure explain(std::string_view step, const std::exception& error);

}  // namespace aan::store_sql
