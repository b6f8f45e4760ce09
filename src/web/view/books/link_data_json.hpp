#pragma once
#include <string>

#include "web/view/books/book_page.hpp"
#include "web/view/html.hpp"

namespace aan::web {

/// What search engines read of a book's page: a schema.org `Book`, which is also a `Product`, with
/// its `Offer`, as JSON-LD in a data block, which no browser runs. `shop`: its address, its name
/// and who sells. What can be had nowhere now is said so; a price that is not set is no offer.
Html link_data(const BookPage& page, const Frame& shop);

}  // namespace aan::web
