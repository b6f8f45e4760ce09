#pragma once
#include <cstdint>
#include <string>

#include "net/http.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// `page` of the address, counted from 0; 0 for anything else than a page number.
std::int64_t desk_page_number(const net::Request& request);
/// Fills PAGER with where one is and the ways to the neighbours. `address` ends in '?' or '&'.
void add_desk_pager(Block& main, const std::string& address, std::int64_t page, std::int64_t rows,
                    std::int64_t total);

}  // namespace aan::web
