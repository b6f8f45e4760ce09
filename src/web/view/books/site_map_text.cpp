#include "web/view/books/site_map_text.hpp"

#include "base/text.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kSpace = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

void put(std::string& out, std::string_view kind, std::string_view address, std::string_view path,
         std::string_view changed_at = {}) {
  out.append("<").append(kind).append("><loc>").append(escape_xml(address));
  out.append(escape_xml(path)).append("</loc>");
  if (!changed_at.empty()) out.append("<lastmod>").append(changed_at).append("</lastmod>");
  out.append("</").append(kind).append(">\n");
}

}  // namespace

std::string site_map(const std::string& address, const std::vector<std::string>& paths,
                     const std::vector<ports::ListedSlug>& slugs) {
  std::string out{kHead};
  out.reserve(200 + slugs.size() * (address.size() + 130));
  out.append("<urlset").append(kSpace);
  for (const std::string& path : paths) put(out, "url", address, path);
  for (const ports::ListedSlug& one : slugs)
    put(out, "url", address, book_path(one.slug), rfc3339(one.changed_at));
  out.append("</urlset>\n");
  return out;
}

std::string site_map_index(const std::string& address, const std::vector<std::string>& paths) {
  std::string out{kHead};
  out.append("<sitemapindex").append(kSpace);
  for (const std::string& path : paths) put(out, "sitemap", address, path);
  out.append("</sitemapindex>\n");
  return out;
}

bool is_named(std::string_view map, std::string_view address, std::string_view path) {
  return map.contains("<loc>" + escape_xml(address) + escape_xml(path) + "</loc>");
}

std::string robots(std::string_view rules, const std::string& address) {
  return std::string(rules) + "\nSitemap: " + address + "/sitemap.xml\n";
}

}  // namespace aan::web
