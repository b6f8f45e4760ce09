#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>

namespace aan::cli {

// What the printers of answers share.

/// A member as one line of text; empty when it is missing, null or an object. Nothing of it can
/// steer a terminal.
std::string text_of(const boost::json::object& object, std::string_view name);
/// A text of many lines; nothing of it steers the terminal either.
std::string lines_of(const boost::json::object& object, std::string_view name);
/// The bytes of a file, in base64url, to standard output, for a pipe.
void print_file(const boost::json::object& object, std::string_view name);
/// "4.99 USD"; "not set".
std::string amount_of(const boost::json::object& object, std::string_view name);
/// The same for what a book costs: "free" is a price, as an amount of money it would be nonsense.
std::string price_of(const boost::json::object& object, std::string_view name);

/// Each element of a list, or one sentence when there is none.
void print_rows(const boost::json::object& answer, std::string_view list,
                void (*print)(const boost::json::object&), const char* empty);
/// The rows of one page, and how to see the next one.
void print_page(const boost::json::object& answer, const std::string& list,
                void (*print)(const boost::json::object&), const std::string& empty);

/// To standard error: that there is nothing because all of it was for play money.
void print_play_left_out(const boost::json::object& answer);

}  // namespace aan::cli
