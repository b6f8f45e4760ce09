#include "web/desk/pager.hpp"

#include <algorithm>

#include "base/whole_number.hpp"

namespace aan::web {

std::int64_t desk_page_number(const net::Request& request) {
  constexpr std::int64_t kPagesMax = 1'000'000;
  const std::int64_t page = parse_whole_number(request.query("page").value_or("")).value_or(0);
  return page > 1 && page <= kPagesMax ? page - 1 : 0;
}

void add_desk_pager(Block& main, const std::string& address, std::int64_t page, std::int64_t rows,
                    std::int64_t total) {
  const Locale& locale = main.locale();
  const std::int64_t first = page * rows;
  const std::int64_t last = std::min(first + rows, total);
  Block pager = main.add("PAGER");
  pager.set("WHERE", locale.text("desk_where", {{"first", locale.number(std::min(first + 1, last))},
                                                {"last", locale.number(last)},
                                                {"total", locale.number(total)}}));
  if (page > 0) pager.add("PREVIOUS").set("PATH", address + "page=" + std::to_string(page));
  if (last < total) pager.add("NEXT").set("PATH", address + "page=" + std::to_string(page + 2));
}

}  // namespace aan::web
