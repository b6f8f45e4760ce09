#pragma once
#include "domain/catalog/book_view.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// A book as lists and its own page of the desk name it: path, title, authors, price in all
/// currencies, and in one word what a visitor of the shop finds of it.
void fill_book(Block& block, const catalog::BookDetail& book);

}  // namespace aan::web
