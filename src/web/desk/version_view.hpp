#pragma once
#include "web/desk/desk_front.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// VERSIONS of the page of a book: every version of every file, the newest first, and what changed;
/// nothing where each file is the first.
Result<> fill_versions(Block& main, const DeskFront& front, const catalog::BookDetail& book);

/// TELLING: for which files the buyers can be told of the newest version, and how far that is for
/// those that were.
Result<> fill_telling(Block& main, const DeskFront& front, const Visit& visit,
                      const catalog::BookDetail& book);

}  // namespace aan::web
