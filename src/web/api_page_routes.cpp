#include "web/api_page_routes.hpp"

#include "embedded/api_pages.hpp"
#include "web/cached_page.hpp"
#include "web/frames.hpp"
#include "web/view/api_page.hpp"

namespace aan::web {
namespace {

// The first line of a page is its title.
Result<std::string> page_named(const Storefront& front, const std::string& path,
                               std::string_view name, const Visitor& visitor) {
  for (const auto& file : embedded::api_pages()) {
    if (file.name != std::string(name) + ".html" || file.bytes.empty()) continue;
    const std::size_t line = file.bytes.find('\n');
    const ApiPage it{std::string(file.bytes.substr(0, line)),
                     Html::trusted(std::string(file.bytes.substr(line + 1)))};
    return render(it, catalogue_frame(front, NavItem::none, path, visitor));
  }
  return refuse(Errc::not_found, "api_page", "The API has no such chapter.", "no_such_page");
}

Result<std::string> index(const Storefront& front, const net::Request& /*request*/,
                          const Visitor& visitor) {
  return page_named(front, "/api", "index", visitor);
}

Result<std::string> chapter(const Storefront& front, const net::Request& request,
                            const Visitor& visitor) {
  const std::string_view name = request.param("chapter");
  return page_named(front, "/api-reference/" + std::string(name), name == "index" ? "" : name,
                    visitor);
}

}  // namespace

void add_api_page_routes(net::Router& router, const Storefront& front) {
  add_cached_page(router, front, "/api", index, plain_address);
  add_cached_page(router, front, "/api-reference/{chapter}", chapter, plain_address);
}

}  // namespace aan::web
