#pragma once
#include <boost/json.hpp>
#include <string>

namespace aan::cli {

/// Writes the answers of the `order`, `dispute` and `gift` commands for a person.
void print_order_answer(const std::string& command, const boost::json::object& answer);

}  // namespace aan::cli
