#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace aan::catalog {

/// Divides a block that is longer than a page: each piece is a block as safe as the whole, with the
/// elements that were open at the cut opened again, without their `id`s. Together they are its
/// text in its order. A cut is behind a blank where one is near, and never within a tag, an entity
/// or a character. Every piece but the last takes at least `bytes` of the block, and few take twice
/// as many, so the work is that of reading the block. `block` is one element of markup that passed
/// `is_safe_book_text`.
std::vector<std::string> block_pieces(std::string_view block, std::size_t bytes);

}  // namespace aan::catalog
