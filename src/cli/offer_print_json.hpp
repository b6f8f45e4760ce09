#pragma once
#include <boost/json.hpp>
#include <string>

namespace aan::cli {

/// Writes the answers of the `coupon` commands for a person.
void print_coupons(const std::string& command, const boost::json::object& answer);
/// Writes the answers of the `bundle` commands for a person.
void print_bundles(const std::string& command, const boost::json::object& answer);
/// A licence, of an order's line or by itself.
void print_licence(const boost::json::object& licence);

}  // namespace aan::cli
