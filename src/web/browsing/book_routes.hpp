#pragma once
#include "net/http.hpp"
#include "web/storefront.hpp"
#include "web/view/books/own_price.hpp"

namespace aan::web {

void add_book_routes(net::Router& router, const Storefront& front);

/// Whether an error is about a price that a buyer wrote for a book.
bool is_about_own_price(const Error& error);
/// Where a price that the buyer sets is asked for: the book's page, or the one for reading apps.
enum class PricePage : std::uint8_t { book, buy };
/// The form in which that was written once more, with what was typed and why it cannot be taken: on
/// the book's page, which leads to the cart, or on the one for reading apps (`/buy/{slug}`), which
/// leads to the checkout. `currency`: of the form. Errors: not_found, when the book is not listed.
Result<net::Response> ask_price_again(const Storefront& front, const net::Request& request,
                                      PricePage asked_on, std::string_view slug,
                                      const Asset& currency, WrongPrice wrong);

}  // namespace aan::web
