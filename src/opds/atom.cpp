#include "opds/atom.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "opds/links.hpp"
#include "opds/names.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::opds {
namespace {

constexpr std::size_t kSummaryBytes = 400;
constexpr std::size_t kCutBytes = 1500;
constexpr std::string_view kNamespaces =
    " xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/terms/\""
    " xmlns:opds=\"http://opds-spec.org/2010/catalog\""
    " xmlns:thr=\"http://purl.org/syndication/thread/1.0\""
    " xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\"";

void put(std::string& out, std::string_view name, std::string_view text,
         std::string_view attributes = {}) {
  out.append("<").append(name).append(attributes).append(">");
  out.append(escape_xml(text)).append("</").append(name).append(">\n");
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escape_xml(value) + "\"";
}

// The beginning of a link, without what closes it.
void open_link(std::string& out, std::string_view rel, const std::string& href,
               std::string_view type, std::string_view title = {}) {
  out.append("<link").append(attribute("rel", rel)).append(attribute("href", href));
  out.append(attribute("type", type));
  if (!title.empty()) out.append(attribute("title", title));
}

void put_link(std::string& out, std::string_view rel, const std::string& href,
              std::string_view type, std::string_view title = {}) {
  open_link(out, rel, href, type, title);
  out.append("/>\n");
}

std::string feed_url(const Place& place, std::string_view path) {
  return place.origin + std::string(kAtomRoot) + std::string(path);
}

std::string_view type_of(FeedKind kind) {
  return kind == FeedKind::navigation ? kNavigationType : kAcquisitionType;
}

// Of a name: all of it where everything is said.
std::string name_in(const Publication& it, const std::string& name) {
  return it.is_whole ? name : web::shortened(name);
}

// Each of them once, however many parts they had; an author is no contributor beside it.
void put_people(std::string& out, const Publication& it, const Place& place) {
  const catalog::Work& work = it.book.work;
  std::set<std::string_view> named;
  const auto put_one = [&](const catalog::Contributor& one, bool is_author) {
    if (!it.is_whole && named.size() == web::kPeopleShownMax) return;
    if (!named.insert(one.name).second) return;
    const std::string_view name = is_author ? "author" : "contributor";
    out.append("<").append(name).append("><name>");
    out.append(escape_xml(name_in(it, one.name))).append("</name>");
    if (is_author)
      out.append("<uri>")
          .append(escape_xml(place.origin + "/books?author=" + percent_encode(one.slug)))
          .append("</uri>");
    out.append("</").append(name).append(">\n");
  };
  for (const bool is_author : {true, false})
    for (const catalog::Contributor& one : work.contributors)
      if ((one.role == catalog::ContributorRole::author) == is_author) put_one(one, is_author);
}

// Paragraphs as HTML, escaped once for itself and once for where it stands.
void put_texts(std::string& out, const Publication& it, const web::Locale& locale) {
  const std::string by = byline(locale, it.book);
  const std::string& whole = it.book.work.description;
  const std::string first = whole.substr(0, whole.find("\n\n"));
  put(out, "summary", by + (by.empty() || first.empty() ? "" : " ") + excerpt(first, kSummaryBytes),
      " type=\"text\"");
  std::string html = by.empty() ? "" : "<p>" + escape_xml(by) + "</p>";
  const std::string text = it.is_whole ? whole : excerpt(whole, kCutBytes);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", from), text.size());
    if (end > from) html += "<p>" + escape_xml(text.substr(from, end - from)) + "</p>";
    from = end + 2;
  }
  if (!html.empty()) put(out, "content", html, " type=\"html\"");
}

void put_buy_link(std::string& out, const catalog::BookDetail& book, const Place& place,
                  const web::Locale& locale) {
  open_link(out, kBuyRel, place.origin + buy_path(book.work), "text/html", locale.text("opds_buy"));
  out.append(">\n");
  for (const Money& price : prices_of(book.offer))
    put(out, "opds:price", decimal(price), attribute("currencycode", price.asset.code()));
  for (const std::string& type : types_of(book))
    out.append("<opds:indirectAcquisition").append(attribute("type", type)).append("/>\n");
  out.append("</link>\n");
}

// The book before its samples: apps that fetch whole lists take the first link that they can read.
void put_acquisition(std::string& out, const Publication& it, const Place& place,
                     const web::Locale& locale) {
  if (it.way == Way::buy) put_buy_link(out, it.book, place, locale);
  for (const FileLink& file : it.files) {
    open_link(out, it.way == Way::open ? kOpenRel : kAcquireRel, place.origin + file.path,
              file.media_type);
    if (file.size > 0) out.append(attribute("length", std::to_string(file.size)));
    out.append("/>\n");
  }
  for (const SampleLink& one : samples_of(it))
    put_link(out, kSampleRel, place.origin + one.path, one.media_type, locale.text(one.title));
}

void put_entry(std::string& out, const Publication& it, const Place& place,
               std::string_view attributes = {}) {
  const web::Locale& locale = web::find_locale(place.language);
  const auto& [work, edition, files, offer] = it.book;
  out.append("<entry").append(attributes).append(">\n");
  put(out, "title", work.title);
  put(out, "id", book_urn(work.id));
  put(out, "updated", rfc3339(changed_at(it.book)));
  if (const auto day = first_day_of(edition.published)) put(out, "published", *day + "T00:00:00Z");
  put_people(out, it, place);
  if (!edition.rights.empty())
    put(out, "rights", it.is_whole ? edition.rights : excerpt(edition.rights, kSummaryBytes));
  if (!edition.isbn13.empty()) put(out, "dc:identifier", "urn:isbn:" + edition.isbn13);
  if (!edition.publisher.empty()) put(out, "dc:publisher", name_in(it, edition.publisher));
  if (const auto language = language_of(edition)) put(out, "dc:language", *language);
  if (!edition.published.empty()) put(out, "dc:issued", edition.published);
  for (const catalog::Subject& one : work.subjects)
    out.append("<category")
        .append(attribute("term", one.slug))
        .append(attribute("label", name_in(it, one.name)))
        .append("/>\n");
  put_texts(out, it, locale);
  // The picture before its thumbnail: some apps take the first that they find.
  for (const Picture& one : pictures_of(it.book))
    put_link(out, one.rel, place.origin + one.path, "image/jpeg");
  if (it.way != Way::own)
    put_link(out, it.is_whole ? "self" : "alternate", feed_url(place, entry_path(work)), kEntryType,
             it.is_whole ? "" : locale.text("opds_whole"));
  if (work.visibility == catalog::Visibility::listed)
    put_link(out, "alternate", place.origin + page_path(work), "text/html",
             locale.text("opds_on_the_web"));
  put_acquisition(out, it, place, locale);
  out.append("</entry>\n");
}

void put_way(std::string& out, const Entry& entry, const Feed& feed, const Place& place) {
  out.append("<entry>\n");
  put(out, "title", entry.title);
  put(out, "id", uuid_urn(place.shop_key + "|" + entry.path));
  put(out, "updated", rfc3339(feed.updated));
  put(out, "content", entry.text, " type=\"text\"");
  open_link(out, entry.rel, feed_url(place, entry.path), type_of(entry.kind));
  if (entry.count) out.append(attribute("thr:count", std::to_string(*entry.count)));
  out.append("/>\n</entry>\n");
}

void put_links(std::string& out, const Feed& feed, const Place& place, const web::Locale& locale) {
  put_link(out, "self", feed_url(place, feed.path), type_of(feed.kind));
  put_link(out, "start", feed_url(place, ""), kNavigationType, place.shop_name);
  if (!feed.is_root) put_link(out, "up", feed_url(place, feed.up), kNavigationType);
  for (const auto& [rel, path] : {std::pair("first", &feed.first), std::pair("next", &feed.next),
                                  std::pair("previous", &feed.previous)})
    if (!path->empty()) put_link(out, rel, feed_url(place, *path), type_of(feed.kind));
  put_link(out, "search", feed_url(place, "/opensearch.xml"), kSearchType,
           locale.text("opds_search"));
  put_link(out, kShelfRel, feed_url(place, "/shelf"), kAcquisitionType, locale.text("opds_shelf"));
  if (feed.is_root)
    put_link(out, "alternate", place.origin + std::string(kJsonRoot), kFeedJsonType, "OPDS 2.0");
  put_link(out, "alternate", place.origin + "/", "text/html", place.shop_name);
  for (const Facet& facet : feed.facets) {
    open_link(out, kFacetRel, feed_url(place, facet.path), kAcquisitionType, facet.title);
    out.append(attribute("opds:facetGroup", facet.group));
    if (facet.is_active) out.append(" opds:activeFacet=\"true\"");
    if (facet.count) out.append(attribute("thr:count", std::to_string(*facet.count)));
    out.append("/>\n");
  }
}

std::string language_attribute(const Place& place) { return attribute("xml:lang", place.language); }

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

}  // namespace

std::string write_atom(const Feed& feed, const Place& place) {
  const web::Locale& locale = web::find_locale(place.language);
  std::string out{kDeclaration};
  out.append("<feed").append(kNamespaces).append(language_attribute(place)).append(">\n");
  put(out, "id", uuid_urn(place.shop_key + "|" + feed.path));
  put(out, "title", feed.title);
  put(out, "updated", rfc3339(feed.updated));
  put(out, "icon", place.origin + "/favicon.ico");
  out.append("<author><name>").append(escape_xml(place.shop_name)).append("</name><uri>");
  out.append(escape_xml(place.origin)).append("/</uri></author>\n");
  if (feed.total) {
    put(out, "opensearch:totalResults", std::to_string(*feed.total));
    put(out, "opensearch:itemsPerPage", std::to_string(feed.per_page));
  }
  put_links(out, feed, place, locale);
  for (const Entry& entry : feed.entries) put_way(out, entry, feed, place);
  for (const Publication& book : feed.books) put_entry(out, book, place);
  return out.append("</feed>\n");
}

std::string write_atom_entry(const Publication& book, const Place& place) {
  std::string out{kDeclaration};
  put_entry(out, book, place, std::string(kNamespaces) + language_attribute(place));
  return out;
}

std::string write_open_search(const Place& place) {
  const web::Locale& locale = web::find_locale(place.language);
  const auto put_url = [&](std::string& out, std::string_view type, const std::string& address) {
    out.append("<Url").append(attribute("type", type));
    out.append(attribute("template", address + "?q={searchTerms}")).append("/>\n");
  };
  std::string out{kDeclaration};
  out.append("<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
  put(out, "ShortName", utf8_prefix(place.shop_name, 16));
  put(out, "Description", locale.text("opds_search_of", {{"shop", place.shop_name}}));
  put(out, "InputEncoding", "UTF-8");
  put(out, "OutputEncoding", "UTF-8");
  put_url(out, kAcquisitionType, feed_url(place, "/search"));
  put_url(out, "text/html", place.origin + "/search");
  return out.append("</OpenSearchDescription>\n");
}

}  // namespace aan::opds
