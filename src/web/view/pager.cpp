#include "web/view/pager.hpp"

#include "web/view/locale.hpp"

namespace aan::web {

void fill_pager(Block& main, std::int64_t page, std::int64_t pages,
                const std::function<std::string(std::int64_t)>& path) {
  if (pages < 2) return;
  const Locale& locale = main.locale();
  Block pager = main.include("PAGER", "pager");
  if (page > 1) pager.add("PREVIOUS").set("PATH", path(page - 1));
  if (page < pages) pager.add("NEXT").set("PATH", path(page + 1));
  pager.set("WHERE", locale.text("page_where",
                                 {{"page", locale.number(page)}, {"pages", locale.number(pages)}}));
}

}  // namespace aan::web
