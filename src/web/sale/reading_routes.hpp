#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "net/router.hpp"
#include "web/storefront.hpp"
#include "web/view/books/reading_look.hpp"

namespace aan::web {

/// `/read/{token}/{grant}` and what lies below it: bought books on pages. `token`: of an order, or
/// of a gift that was taken.
void add_reading_routes(net::Router& router, const Storefront& front);

/// Whether a page of a book is opened by somebody who reads it: a GET of a document, from a page of
/// the shop or from no page, that nobody fetches ahead of being asked. Such a page keeps its place.
[[nodiscard]] bool is_read_now(const net::Request& request);

/// Path at which a line's book is read on pages.
std::string reading_path(std::string_view token, std::string_view grant);
/// `?look=` of a reading page; nothing: it was not sent, or names none.
std::optional<ReadingLook> asked_look(const net::Request& request);

}  // namespace aan::web
