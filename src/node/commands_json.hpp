#pragma once
#include <string>
#include <string_view>

#include "node/node.hpp"

namespace aan::node {

/// What a command needs the shop for: those that only show something never write.
Purpose purpose_of(std::string_view name);

/// What an operator can ask of an open shop, from the same process or over DIR/aan.sock: the name
/// of a command and its arguments as JSON text, answered as JSON text. Thread-safe.
///
///   ingest {path, price?, currency?}            book.list {offset?, limit?}
///   book.show|publish|hide {book}               book.price {book, price}
///   order.list {state?, offset?, limit?}        order.show|cancel {order}
///   index.rebuild           ledger.check        ledger.balances
///
/// Lists give at most 100 rows, newest first, and the total. A file that cannot be read is an
/// `ingest` with the verdict "refused", not an error.
///
/// Errors: invalid (no such command, wrong arguments) and those of the use cases.
Result<std::string> run_command(Node& node, const std::string& name, const std::string& arguments);

}  // namespace aan::node
