#pragma once
#include <string>

#include "base/file.hpp"
#include "node/node.hpp"

namespace aan::node {

/// All steps of `catalogue.export`, without files of books, into a file that nobody finds by a
/// name: what is sent is whole, however long it is. `format`: "json", "csv", "onix"; `by`: who
/// exports it, for the audit log. Errors: invalid (the format), unavailable (the disk, the
/// store).
Result<FileDescriptor> exported_catalogue(Node& node, const std::string& format,
                                          const std::string& by);

}  // namespace aan::node
