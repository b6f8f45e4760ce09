#pragma once
#include "api/json_writer.hpp"
#include "service/books/import_list.hpp"

namespace aan::api {

/// What a list's step did, as fields of the object that is open: the whole list where it is
/// uploaded, one step of it where a command goes on by itself.
void write_list(JsonWriter& out, const service::ListStep& step);

}  // namespace aan::api
