#pragma once
#include <string>

#include "domain/catalog/list_row.hpp"
#include "service/room.hpp"

namespace aan::service {

// Books as lists that other programs read. What the two forms cannot carry is listed in
// docs/how-to/bring-and-take-books.md.

/// First line of a CSV export (RFC 4180, UTF-8, CRLF): the columns that our own import knows.
std::string csv_head();
/// A line of it.
std::string csv_line(const catalog::ListRow& row);

/// Beginning of an ONIX for Books 3.0 message with reference names, up to the first product.
/// `sender`: the shop's name.
std::string onix_head(const std::string& sender, Timestamp now);
/// A product of it. `is_stamped`: its copies name the order they belong to, when they are sold now.
std::string onix_product(const catalog::ListRow& row, bool is_stamped);
std::string onix_tail();

}  // namespace aan::service
