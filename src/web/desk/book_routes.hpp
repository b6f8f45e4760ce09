#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/books: all of them, hidden ones too.
Result<net::Response> show_books(const DeskFront& front, const Visit& visit);
/// /desk/books/{slug}. What the form's `act` may be stands in `do_to_book`.
Result<net::Response> show_book(const DeskFront& front, const Visit& visit);
Result<net::Response> change_book(const DeskFront& front, const Visit& visit);

/// POST /desk/books/{slug}/version: a file and what changed in it. Leads back to the book.
Result<net::Response> take_version(const DeskFront& front, const Visit& visit);

/// A picture as the cover, or the cover of the book's own file again.
Result<net::Response> take_cover(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
