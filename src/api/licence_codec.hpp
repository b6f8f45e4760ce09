#pragma once
#include "api/json_writer.hpp"
#include "service/sale/view_order.hpp"

namespace aan::api {

/// Members of an object: id, seats, active, state.
void write_licence_facts(JsonWriter& out, const sales::Licence& licence, sales::LicenceState state);
/// Member `licence` of a line: those and the key, or null.
void write_licence(JsonWriter& out, const std::optional<service::OrderLicence>& licence);

}  // namespace aan::api
