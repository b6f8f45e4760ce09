#include "api/catalog_codec.hpp"

#include "api/catalog_query.hpp"
#include "api/json_writer.hpp"
#include "base/text.hpp"
#include "domain/catalog/currencies.hpp"

namespace aan::api {
namespace {

std::string cover_url(const std::string& origin, const crypto::Cid& cid) {
  return origin + "/covers/" + cid.text() + ".jpg";
}

void write_cover(JsonWriter& out, std::string_view name, const std::string& origin,
                 const crypto::Cid& cid) {
  out.key(name);
  if (cid.empty())
    out.null();
  else
    out.value(cover_url(origin, cid));
}

void write_currencies(JsonWriter& out, const std::vector<Asset>& sold_in) {
  out.key("sold_in").begin_array();
  for (const Asset& one : sold_in) out.value(one.code());
  out.end_array();
}

void write_catalog_book(JsonWriter& out, const catalog::BookDetail& book,
                        const std::string& origin) {
  const catalog::Work& work = book.work;
  const std::optional<Money>& price = book.offer.price;
  out.begin_object().field("id", work.id.value).field("offerId", book.offer.id.value);
  out.field("slug", work.slug).field("title", work.title).field("subtitle", work.subtitle);
  out.field("author", catalog::author_line(work)).field("description", work.description);
  out.key("price");
  if (price)
    out.raw(decimal(*price));
  else
    out.null();
  out.field("priceMoney", price);
  out.key("currency");
  if (price)
    out.value(price->asset.code());
  else
    out.null();
  out.field("availability",
            catalog::name_of(catalog::availability_of(work, book.offer, book.files)));
  out.field("category", work.subjects.empty() ? std::string() : work.subjects.front().name);
  out.key("categories").begin_array();
  for (const catalog::Subject& subject : work.subjects) out.value(subject.name);
  out.end_array();
  write_cover(out, "coverImage", origin, book.edition.cover);
  out.key("formats").begin_array();
  for (const catalog::EditionFile& file : book.files) out.value(file.format);
  out.end_array();
  out.field("language", book.edition.language);
  out.field("url", origin + "/books/" + percent_encode(work.slug)).end_object();
}

void write_summary(JsonWriter& out, const catalog::BookSummary& book, const std::string& origin) {
  out.begin_object().field("id", book.work_id.value).field("offer_id", book.offer_id.value);
  out.field("slug", book.slug).field("title", book.title).field("subtitle", book.subtitle);
  out.field("authors", book.authors).field("language", book.language);
  out.field("series", book.series).field("series_position", book.series_position);
  out.field("price", book.price).field("buyer_sets_price", book.buyer_sets_price);
  out.field("availability", catalog::name_of(catalog::availability_of(book)));
  out.field("compare_at", book.compare_at)
      .field("sold_out", book.copies_left == 0 && !book.copies_back_at);
  out.field("copies_back_at", book.copies_back_at);
  out.field("sale_state", catalog::name_of(book.sale_state));
  out.field("formats", book.formats);
  write_cover(out, "cover_url", origin, book.cover);
  write_cover(out, "thumbnail_url", origin, book.thumb_320);
  out.field("url", origin + "/books/" + percent_encode(book.slug))
      .field("created_at", book.created_at);
  out.end_object();
}

void write_rules(JsonWriter& out, const catalog::Offer& offer) {
  const catalog::SaleRules& rules = offer.rules;
  out.field("sale_state", catalog::name_of(offer.sale_state));
  out.field("sold_from", rules.sold_from).field("sold_until", rules.sold_until);
  out.field("release_at", rules.release_at);
  out.field("territory", catalog::name_of(rules.territory)).field("countries", rules.countries);
  out.field("licence_seats", offer.licence_seats);
}

void write_accessibility(JsonWriter& out, const catalog::AccessibilityFacts& facts) {
  out.key("accessibility").begin_object().field("stated", facts.stated);
  out.field("access_modes", facts.access_modes);
  out.field("access_modes_sufficient", facts.access_modes_sufficient);
  out.field("features", facts.features).field("hazards", facts.hazards);
  out.field("conforms_to", facts.conforms_to).field("certified_by", facts.certified_by);
  out.field("summary", facts.summary).end_object();
}

void write_people(JsonWriter& out, const catalog::Work& work) {
  out.key("contributors").begin_array();
  for (const catalog::Contributor& one : work.contributors) {
    out.begin_object().field("name", one.name).field("sort_name", one.sort_name);
    out.field("role", catalog::code_of(one.role)).end_object();
  }
  out.end_array();
  out.key("subjects").begin_array();
  for (const catalog::Subject& one : work.subjects)
    out.begin_object().field("slug", one.slug).field("name", one.name).end_object();
  out.end_array();
}

void write_edition(JsonWriter& out, const catalog::Edition& edition) {
  out.key("edition").begin_object().field("id", edition.id.value);
  out.field("version", edition.version).field("language", edition.language);
  out.field("isbn13", edition.isbn13).field("publisher", edition.publisher);
  out.field("published", edition.published).field("rights", edition.rights);
  out.field("words", static_cast<std::int64_t>(edition.words));
  out.field("fixed_layout", edition.fixed_layout).field("has_scripts", edition.has_scripts);
  out.field("has_remote_resources", edition.has_remote_resources);
  write_accessibility(out, edition.accessibility);
  out.key("contents").begin_array();
  for (const catalog::ContentsEntry& entry : edition.contents) {
    out.begin_object().field("title", entry.title);
    out.field("depth", static_cast<std::int64_t>(entry.depth)).end_object();
  }
  out.end_array().end_object();
}

// null for what a file of its kind does not have, or nobody knows.
void write_extent(JsonWriter& out, const catalog::EditionFile& file) {
  for (const auto& [name, number] :
       {std::pair{"pages", file.pages}, std::pair{"play_seconds", file.play_seconds}}) {
    out.key(name);
    if (number == 0)
      out.null();
    else
      out.value(static_cast<std::int64_t>(number));
  }
}

void write_files(JsonWriter& out, const std::vector<catalog::EditionFile>& files) {
  out.key("files").begin_array();
  for (const catalog::EditionFile& file : files) {
    out.begin_object().field("id", file.id.value).field("format", file.format);
    out.field("media_type", file.media_type).field("file_name", file.file_name);
    out.field("size", static_cast<std::int64_t>(file.size));
    write_extent(out, file);
    out.end_object();
  }
  out.end_array();
}

void write_next(JsonWriter& out, std::string_view name, const std::string& next) {
  out.key(name);
  if (next.empty())
    out.null();
  else
    out.value(next);
}

}  // namespace

void write_forgiven(JsonWriter& out, const service::WholeBooks& found) {
  if (!found.corrected.empty()) out.field("searched", found.corrected);
  if (found.is_loose) out.field("loose", true);
}

std::string write_catalog(const service::WholeBooks& found, const std::string& origin) {
  JsonWriter out;
  out.begin_object().key("books").begin_array();
  for (const catalog::BookDetail& book : found.books) write_catalog_book(out, book, origin);
  out.end_array().field("total", found.total);
  write_next(out, "nextCursor", found.next);
  write_forgiven(out, found);
  return out.end_object().take();
}

namespace {

void write_facet(JsonWriter& out, const std::string& value, const std::string& name,
                 std::int64_t count, bool is_estimate) {
  out.begin_object().field("value", value).field("name", name).field("count", count);
  out.field("estimate", is_estimate).end_object();
}

void write_facets(JsonWriter& out, std::string_view kind,
                  const std::vector<service::NamedFacet>& facets) {
  out.key(kind).begin_array();
  for (const service::NamedFacet& one : facets)
    write_facet(out, one.slug, one.name, one.count, one.is_estimate);
  out.end_array();
}

void write_facets(JsonWriter& out, std::string_view kind, const std::vector<ports::Facet>& facets) {
  out.key(kind).begin_array();
  for (const ports::Facet& one : facets)
    write_facet(out, one.value, one.value, one.count, one.is_estimate);
  out.end_array();
}

}  // namespace

std::string write_books(const ports::BookPage& page, const ports::BookQuery& query,
                        const std::string& origin) {
  JsonWriter out;
  out.begin_object().key("books").begin_array();
  for (const catalog::BookSummary& book : page.books) write_summary(out, book, origin);
  out.end_array().field("total", page.total);
  out.field("limit", query.limit).field("offset", query.offset);
  write_next(out, "next_cursor", page.next);
  return out.end_object().take();
}

std::string write_found(const service::SearchView& found, const ports::SearchQuery& query,
                        const std::string& origin) {
  const ports::SearchAnswer& answer = found.answer;
  JsonWriter out;
  out.begin_object().key("books").begin_array();
  for (const catalog::BookSummary& book : found.books) write_summary(out, book, origin);
  out.end_array().field("total", answer.total);
  out.field("limit", query.limit).field("offset", query.offset).field("upto", answer.upto);
  write_next(out, "next_cursor", next_search_page(query, answer.total, answer.upto));
  out.field("searched", found.corrected.empty() ? query.text : found.corrected);
  out.field("suggestion",
            answer.suggestion.empty() ? std::nullopt : std::optional(answer.suggestion));
  out.field("loose", answer.is_loose).key("facets").begin_object();
  write_facets(out, "subject", found.subjects);
  write_facets(out, "author", found.authors);
  write_facets(out, "language", answer.languages);
  write_facets(out, "format", answer.formats);
  write_facets(out, "price", answer.prices);
  return out.end_object().end_object().take();
}

std::string write_book(const service::BookView& view, const std::string& origin) {
  const catalog::BookDetail& book = view.book;
  const catalog::Work& work = book.work;
  const std::string url = origin + "/books/" + percent_encode(work.slug);
  JsonWriter out;
  out.begin_object().key("book").begin_object();
  out.field("id", work.id.value).field("slug", work.slug);
  out.field("title", work.title).field("subtitle", work.subtitle);
  out.field("description", work.description);
  out.field("series", work.series).field("series_position", work.series_position);
  write_people(out, work);
  out.key("offer").begin_object().field("id", book.offer.id.value);
  out.field("revision", book.offer.revision).field("price", book.offer.price);
  write_currencies(out, catalog::sold_in(book.offer));
  out.field("for_sale", catalog::availability_of(work, book.offer, book.files) ==
                            catalog::Availability::available);
  out.field("being_restored", catalog::is_being_restored(book.files));
  out.field("availability",
            catalog::name_of(catalog::availability_of(work, book.offer, book.files)));
  out.field("buyer_sets_price", book.offer.buyer_sets_price);
  out.field("suggested", book.offer.suggested).field("compare_at", book.offer.compare_at);
  out.key("copies_left");
  if (const auto few = catalog::few_copies_of(book.offer.copies_left))
    out.value(*few);
  else
    out.null();
  out.field("copies_back_at", book.offer.copies_back_at);
  write_rules(out, book.offer);
  out.end_object();
  write_edition(out, book.edition);
  write_files(out, book.files);
  write_cover(out, "cover_url", origin, book.edition.cover);
  write_cover(out, "thumbnail_url", origin, book.edition.thumb_320);
  out.key("sample_url");
  if (book.edition.sample)
    out.value(url + "/sample");
  else
    out.null();
  out.field("url", url).field("created_at", work.created_at).field("updated_at", work.updated_at);
  out.key("also").begin_array();
  for (const catalog::BookSummary& other : view.also) write_summary(out, other, origin);
  return out.end_array().end_object().end_object().take();
}

namespace {

void write_bundled(JsonWriter& out, const catalog::OfferDetail& book, const std::string& origin) {
  out.begin_object().field("work_id", book.work.id.value).field("offer_id", book.offer.id.value);
  out.field("slug", book.work.slug).field("title", book.work.title);
  out.field("authors", catalog::author_line(book.work)).field("price", book.offer.price);
  out.field("availability",
            catalog::name_of(catalog::availability_of(book.work, book.offer, book.files)));
  out.field("url", origin + "/books/" + percent_encode(book.work.slug)).end_object();
}

void write_one(JsonWriter& out, const catalog::BundleDetail& detail, const std::string& origin) {
  const catalog::Bundle& bundle = detail.bundle;
  const catalog::BundleStanding standing = catalog::standing_of(detail);
  out.begin_object().field("id", bundle.id.value).field("slug", bundle.slug);
  out.field("title", bundle.title).field("description", bundle.description);
  out.field("price", bundle.is_priced ? std::optional(bundle.price) : std::nullopt);
  write_currencies(out, catalog::sold_in(bundle));
  out.field("apart", catalog::apart(detail)).field("saved", catalog::saved(detail));
  out.field("availability", catalog::name_of(standing.availability));
  out.field("because_of", standing.because_of).key("books").begin_array();
  for (const catalog::OfferDetail& book : detail.books) write_bundled(out, book, origin);
  out.end_array().field("url", origin + "/bundles/" + percent_encode(bundle.slug));
  out.field("created_at", bundle.created_at).end_object();
}

}  // namespace

std::string write_bundles(const std::vector<catalog::BundleDetail>& bundles, std::int64_t total,
                          std::int64_t limit, std::int64_t offset, const std::string& origin) {
  JsonWriter out;
  out.begin_object().key("bundles").begin_array();
  for (const catalog::BundleDetail& bundle : bundles) write_one(out, bundle, origin);
  out.end_array().field("total", total);
  return out.field("limit", limit).field("offset", offset).end_object().take();
}

std::string write_bundle(const catalog::BundleDetail& detail, const std::string& origin) {
  JsonWriter out;
  out.begin_object().key("bundle");
  write_one(out, detail, origin);
  return out.end_object().take();
}

}  // namespace aan::api
