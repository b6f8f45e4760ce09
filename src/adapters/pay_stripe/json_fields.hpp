#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/timestamp.hpp"

// How fields are taken out of Stripe's objects. For the readers of this folder only.
namespace aan::pay_stripe::fields {

namespace json = boost::json;

/// upstream_malformed, naming what was missed.
std::unexpected<Error> malformed(std::string_view what);

/// The object that a text holds, if its field "object" says that it is of this kind.
Result<json::object> parse_object(std::string_view text, std::string_view kind);
/// The objects of a list ("object": "list"). Errors also for a member that is no object.
Result<json::array> parse_list(std::string_view text);

/// Empty when it is not there or no text.
std::string text_in(const json::object& object, std::string_view name);
bool flag_in(const json::object& object, std::string_view name);
/// Null when it is not there or no object.
const json::object* object_in(const json::object& object, std::string_view name);
/// A reference is the id, or the object itself where it was expanded.
std::string id_in(const json::object& object, std::string_view name);
/// A text of ours that the object carries.
std::string metadata_in(const json::object& object, std::string_view name);

Result<std::string> need_text(const json::object& object, std::string_view name);
Result<std::int64_t> need_number(const json::object& object, std::string_view name);
Result<Timestamp> need_time(const json::object& object, std::string_view name);

}  // namespace aan::pay_stripe::fields
