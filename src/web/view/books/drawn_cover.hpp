#pragma once
#include "web/view/block.hpp"
#include "web/view/books/book_card.hpp"

namespace aan::web {

/// Includes at {{>DRAWN}} what stands in the place of a cover that nobody made: title and authors
/// in type, in colours and over an ornament that follow from them and never change.
void fill_drawn_cover(Block& block, const BookCard& card);

}  // namespace aan::web
