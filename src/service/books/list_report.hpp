#pragma once
#include <string>

#include "service/books/import_list.hpp"

namespace aan::service {

/// Whether an error is what a list is guilty of: then it is one refused file.
bool is_of_list(const Error& error);
/// A list's report as that of one file, for where files are uploaded: counts first, then why rows
/// were refused, at most 20 of them, what changed of books with a file, at most 20 values, then
/// what was left out of others, each remark once with its lines, at most 10 of them, and how many
/// titles have no price.
IngestReport report_of(const std::string& file_name, const Result<ListStep>& step);

}  // namespace aan::service
