#pragma once
#include <vector>

#include "web/desk/desk_front.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// VERSIONS of the page of a book: all of its versions (`versions_of_book`), the newest first, and
/// what changed; nothing where each file is the first.
void fill_versions(Block& main, const catalog::BookDetail& book,
                   const std::vector<catalog::FileVersion>& all);

/// TELLING: for which files the buyers can be told of the newest version, and how far that is for
/// those that were.
Result<> fill_telling(Block& main, const DeskFront& front, const Visit& visit,
                      const catalog::BookDetail& book);

}  // namespace aan::web
