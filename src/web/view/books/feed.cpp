#include "web/view/books/feed.hpp"

#include <algorithm>
#include <ranges>

#include "base/text.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kSummaryCharsMax = 2000;

void put(std::string& out, std::string_view name, std::string_view text,
         std::string_view attributes = {}) {
  out.append("<").append(name).append(attributes).append(">");
  out.append(escape_xml(text)).append("</").append(name).append(">\n");
}

void put_link(std::string& out, std::string_view rel, std::string_view type,
              const std::string& address) {
  out.append("<link rel=\"").append(rel).append("\" type=\"").append(type);
  out.append("\" href=\"").append(escape_xml(address)).append("\"/>\n");
}

void put_entry(std::string& out, const Feed& feed, const FeedEntry& entry) {
  out.append("<entry");
  if (!entry.language.empty() && entry.language != "und")
    out.append(" xml:lang=\"").append(escape_xml(entry.language)).append("\"");
  out.append(">\n");
  put(out, "id", "urn:aan:work:" + entry.id);
  put(out, "title", shortened(entry.title));
  put(out, "published", rfc3339(entry.listed_at));
  put(out, "updated", rfc3339(entry.changed_at));
  for (const std::string& author : entry.authors | std::views::take(kPeopleShownMax))
    out.append("<author><name>").append(escape_xml(shortened(author))).append("</name></author>\n");
  for (const std::string& subject : entry.subjects)
    out.append("<category term=\"").append(escape_xml(shortened(subject))).append("\"/>\n");
  put_link(out, "alternate", "text/html", feed.address + entry.path);
  if (!entry.summary.empty())
    put(out, "summary", shortened(entry.summary, kSummaryCharsMax), " type=\"text\"");
  out.append("</entry>\n");
}

}  // namespace

std::string render(const Feed& feed) {
  Timestamp updated;
  for (const FeedEntry& entry : feed.entries) updated = std::max(updated, entry.changed_at);
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  out.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
  put(out, "id", "urn:aan:shop:" + feed.shop_key);
  put(out, "title", feed.shop_name);
  put(out, "updated", rfc3339(updated));
  // Each entry needs an author, if the feed has none (4.1.1).
  out.append("<author><name>").append(escape_xml(feed.shop_name)).append("</name></author>\n");
  put_link(out, "self", "application/atom+xml", feed.address + feed.path);
  put_link(out, "alternate", "text/html", feed.address + "/");
  for (const FeedEntry& entry : feed.entries) put_entry(out, feed, entry);
  out.append("</feed>\n");
  return out;
}

}  // namespace aan::web
