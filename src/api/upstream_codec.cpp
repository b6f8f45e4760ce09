#include "api/upstream_codec.hpp"

#include <algorithm>

#include "api/catalog_codec.hpp"
#include "api/json_writer.hpp"
#include "base/text.hpp"
#include "domain/catalog/currencies.hpp"

namespace aan::api {
namespace {

constexpr std::size_t kShortBytes = 300;

std::string first_paragraph(const std::string& text) {
  const std::string_view first = std::string_view(text).substr(0, text.find("\n\n"));
  return std::string(utf8_prefix(first, kShortBytes));
}

void write_number(JsonWriter& out, std::string_view name, const std::optional<Money>& price) {
  out.key(name);
  if (price)
    out.raw(decimal(*price));
  else
    out.null();
}

void write_currency(JsonWriter& out, const std::optional<Money>& price) {
  out.key("currency");
  if (price)
    out.value(price->asset.code());
  else
    out.null();
}

std::string cover_of(const catalog::Edition& edition, const std::string& origin) {
  return edition.cover.empty() ? "" : origin + "/covers/" + edition.cover.text() + ".jpg";
}

std::string category_of(const catalog::Work& work) {
  return work.subjects.empty() ? std::string() : work.subjects.front().name;
}

std::string_view availability(const catalog::BookDetail& book) {
  return catalog::name_of(catalog::availability_of(book.work, book.offer, book.files));
}

void write_formats(JsonWriter& out, const catalog::BookDetail& book) {
  out.key("format").begin_array();
  for (const catalog::EditionFile& file : book.files) out.value(file.format);
  out.end_array();
}

void write_book(JsonWriter& out, const catalog::BookDetail& book,
                const std::vector<service::Brand>& brands, const std::string& origin) {
  const catalog::Work& work = book.work;
  const std::string url = origin + "/books/" + percent_encode(work.slug);
  out.begin_object().field("id", work.id.value).field("slug", work.slug);
  out.field("offerId", book.offer.id.value);
  out.field("title", work.title).field("author", catalog::author_line(work));
  out.field("description", first_paragraph(work.description));
  out.field("longDescription", work.description);
  write_number(out, "price", book.offer.price);
  write_number(out, "originalPrice", book.offer.compare_at);
  out.field("priceMoney", book.offer.price);
  write_currency(out, book.offer.price);
  out.field("category", category_of(work)).field("coverImage", cover_of(book.edition, origin));
  write_formats(out, book);
  out.key("tags").begin_array();
  for (const catalog::Subject& one : work.subjects) out.value(one.name);
  out.end_array();
  out.field("isbn", book.edition.isbn13).field("publisher", book.edition.publisher);
  out.field("publicationDate", book.edition.published).field("language", book.edition.language);
  out.field("availability", availability(book));
  out.field("brand", service::brand_of(brands, book.edition));
  out.field("brandName", book.edition.publisher).field("url", url).end_object();
}

void write_next(JsonWriter& out, const service::WholeBooks& found) {
  out.key("nextCursor");
  if (found.next.empty())
    out.null();
  else
    out.value(found.next);
}

void write_product(JsonWriter& out, const catalog::BookDetail& book,
                   const std::vector<service::Brand>& brands, const std::string& origin) {
  const catalog::Work& work = book.work;
  const std::string brand = service::brand_of(brands, book.edition);
  out.begin_object().field("id", (brand.empty() ? "books" : brand) + ":" + work.slug);
  out.field("title", work.title).field("description", first_paragraph(work.description));
  out.field("longDescription", work.description);
  write_number(out, "price", book.offer.price);
  out.field("priceMoney", book.offer.price);
  write_currency(out, book.offer.price);
  out.key("images").begin_array();
  if (const std::string cover = cover_of(book.edition, origin); !cover.empty()) out.value(cover);
  out.end_array();
  out.field("category", category_of(work)).key("variants").begin_array().end_array();
  // The file of a paid book has no address that could be told here.
  out.field("fulfillment", "digital").key("digitalAssetUrl").null();
  out.field("stock", book.offer.copies_left);
  out.field("active", availability(book) == "available");
  out.key("metadata").begin_object().field("author", catalog::author_line(work));
  write_formats(out, book);
  out.field("sourceBookId", work.id.value).field("brandId", brand).end_object();
  out.field("url", origin + "/books/" + percent_encode(work.slug)).end_object();
}

}  // namespace

std::string write_upstream_books(const service::WholeBooks& found,
                                 const std::vector<service::Brand>& brands,
                                 const UpstreamPage& page) {
  JsonWriter out;
  out.begin_object().field("success", true).key("data").begin_array();
  for (const catalog::BookDetail& book : found.books) write_book(out, book, brands, page.origin);
  out.end_array().field("total", found.total).field("limit", page.limit);
  out.field("offset", page.offset);
  write_next(out, found);
  return out.end_object().take();
}

std::string write_upstream_search(const service::WholeBooks& found, const std::string& words,
                                  const std::vector<service::Brand>& brands,
                                  const UpstreamPage& page) {
  JsonWriter out;
  out.begin_object().field("success", true).field("query", words).key("results").begin_array();
  for (const catalog::BookDetail& book : found.books) write_book(out, book, brands, page.origin);
  out.end_array().field("count", found.total);
  write_next(out, found);
  write_forgiven(out, found);
  return out.end_object().take();
}

std::string write_brands(const std::vector<service::Brand>& brands) {
  JsonWriter out;
  out.begin_object().field("success", true).key("brands").begin_array();
  for (const service::Brand& one : brands) {
    out.begin_object().field("id", one.id).field("name", one.name).field("description", "");
    out.field("theme", "default").field("bookCount", one.works);
    out.field("active", true).end_object();
  }
  out.end_array().field("count", static_cast<std::int64_t>(brands.size()));
  return out.end_object().take();
}

std::string write_storefront(const service::WholeBooks& found, const service::Shop& shop,
                             const std::vector<service::Brand>& brands,
                             const std::vector<catalog::SubjectCount>& categories,
                             const UpstreamPage& page) {
  Timestamp updated;
  for (const catalog::BookDetail& book : found.books)
    updated = std::max({updated, book.work.created_at, book.work.updated_at});
  JsonWriter out;
  out.begin_object().field("storeId", shop.node_id).field("storeName", shop.name);
  out.key("btcUsdRate").null().key("products").begin_array();
  for (const catalog::BookDetail& book : found.books) write_product(out, book, brands, page.origin);
  out.end_array().key("categories").begin_array();
  for (const catalog::SubjectCount& one : categories) out.value(one.subject.name);
  out.end_array().field("updatedAt", updated).field("total", found.total);
  write_next(out, found);
  return out.end_object().take();
}

}  // namespace aan::api
