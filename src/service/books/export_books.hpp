#pragma once
#include <string>

#include "domain/catalog/book_view.hpp"
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
/// How a book is sold at the moment of the message.
struct OnixSale {
  catalog::Availability availability = catalog::Availability::available;  ///< in any currency
  catalog::SaleState state = catalog::SaleState::open;
  bool is_stamped = false;  ///< its copies name the order they belong to
};
/// A product of it, forthcoming before its day and off sale behind its last.
std::string onix_product(const catalog::ListRow& row, const OnixSale& sale);
std::string onix_tail();

}  // namespace aan::service
