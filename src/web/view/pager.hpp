#pragma once
#include <functional>

#include "web/view/block.hpp"

namespace aan::web {

/// {{>PAGER}}: where one is among pages that are counted from 1, and the ways to those beside it;
/// nothing when there is but one. `path`: the address of a page.
void fill_pager(Block& main, std::int64_t page, std::int64_t pages,
                const std::function<std::string(std::int64_t)>& path);

}  // namespace aan::web
