#pragma once
#include <optional>

#include "domain/catalog/book_view.hpp"
#include "web/desk/desk_front.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// A book as lists and its own page of the desk name it: path, title, authors, price in all
/// currencies, and in one word what a visitor of the shop finds of it.
void fill_book(Block& block, const catalog::BookDetail& book);

/// A book that another one stands for is hidden for that reason alone: says so as its state, and
/// returns the other; nothing of a book that stands for itself.
Result<std::optional<catalog::BookDetail>> fill_merged(Block& block, const DeskFront& front,
                                                       const catalog::BookDetail& book);

}  // namespace aan::web
