#include "opds/feed_codec.hpp"

#include <algorithm>

#include "api/json_writer.hpp"
#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "opds/links.hpp"
#include "opds/names.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::opds {
namespace {

using api::JsonWriter;
using catalog::ContributorRole;

constexpr std::size_t kCutBytes = 1500;

std::string feed_url(const Place& place, std::string_view path) {
  return place.origin + std::string(kJsonRoot) + std::string(path);
}

// Nothing blank is ever written: readers take "" for a value.
void text_field(JsonWriter& out, std::string_view name, std::string_view text) {
  if (!text.empty()) out.key(name).value(text);
}

JsonWriter& begin_link(JsonWriter& out, std::string_view rel, const std::string& href,
                       std::string_view type) {
  out.begin_object();
  text_field(out, "rel", rel);
  return out.field("href", std::string_view(href)).field("type", type);
}

void write_link(JsonWriter& out, std::string_view rel, const std::string& href,
                std::string_view type, std::string_view title = {}) {
  begin_link(out, rel, href, type);
  text_field(out, "title", title);
  out.end_object();
}

// The properties that readers know people by; who has none of them is a contributor, whose part is
// named beside the name.
constexpr std::pair<ContributorRole, std::string_view> kPeople[] = {
    {ContributorRole::author, "author"},           {ContributorRole::translator, "translator"},
    {ContributorRole::illustrator, "illustrator"}, {ContributorRole::editor, "editor"},
    {ContributorRole::narrator, "narrator"},       {ContributorRole::artist, "artist"},
    {ContributorRole::penciler, "penciler"},       {ContributorRole::inker, "inker"},
    {ContributorRole::colorist, "colorist"},       {ContributorRole::letterer, "letterer"},
    {ContributorRole::other, "contributor"}};

std::string_view property_of(ContributorRole role) {
  const auto* const known =
      std::ranges::find(kPeople, role, &std::pair<ContributorRole, std::string_view>::first);
  return known == std::end(kPeople) ? "contributor" : known->second;
}

// Of a name: all of it where everything is said.
std::string name_in(const Publication& it, const std::string& name) {
  return it.is_whole ? name : web::shortened(name);
}

void write_people(JsonWriter& out, const Publication& it, const Place& place) {
  const catalog::Work& work = it.book.work;
  std::size_t named = 0;
  for (const auto& [unused, name] : kPeople) {
    const auto is_so = [name](const catalog::Contributor& one) {
      return property_of(one.role) == name;
    };
    if (!it.is_whole && named == web::kPeopleShownMax) break;
    if (std::ranges::none_of(work.contributors, is_so)) continue;
    out.key(name).begin_array();
    for (const catalog::Contributor& one : work.contributors) {
      if (!is_so(one) || (!it.is_whole && named == web::kPeopleShownMax)) continue;
      ++named;
      out.begin_object().field("name", name_in(it, one.name));
      if (one.sort_name != one.name) text_field(out, "sortAs", name_in(it, one.sort_name));
      if (name == "contributor" && one.role != ContributorRole::other)
        out.field("role", catalog::code_of(one.role));
      out.key("links").begin_array();
      write_link(out, "", feed_url(place, "/books?author=" + percent_encode(one.slug)),
                 kFeedJsonType);
      out.end_array().end_object();
    }
    out.end_array();
  }
}

void write_list(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
  if (!texts.empty()) out.field(name, texts);
}

std::vector<std::string> parts_of(std::string_view set) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= set.size();) {
    const std::size_t end = std::min(set.find(',', from), set.size());
    if (std::string part{trim(set.substr(from, end - from))}; !part.empty())
      parts.push_back(std::move(part));
    from = end + 1;
  }
  return parts;
}

void write_accessibility(JsonWriter& out, const catalog::AccessibilityFacts& facts) {
  if (!facts.stated) return;
  out.key("accessibility").begin_object();
  write_list(out, "accessMode", facts.access_modes);
  if (!facts.access_modes_sufficient.empty()) {
    out.key("accessModeSufficient").begin_array();
    for (const std::string& set : facts.access_modes_sufficient) {
      // "textual,visual" is a set that does together.
      if (set.contains(','))
        out.value(parts_of(set));
      else
        out.value(set);
    }
    out.end_array();
  }
  write_list(out, "feature", facts.features);
  write_list(out, "hazard", facts.hazards);
  text_field(out, "summary", facts.summary);
  out.end_object();
}

// schema.org's names. An audiobook is what is listened to alone; its length is that of its first
// file that tells one.
void write_kind(JsonWriter& out, const std::vector<catalog::EditionFile>& files) {
  const bool is_audiobook = !files.empty() && std::ranges::all_of(files, [](const auto& file) {
    return catalog::is_audio(file.format);
  });
  out.field("@type", is_audiobook ? "http://schema.org/Audiobook" : "http://schema.org/EBook");
  const auto timed = std::ranges::find_if(
      files, [](const catalog::EditionFile& file) { return file.play_seconds > 0; });
  if (is_audiobook && timed != files.end())
    out.key("duration").value(static_cast<std::int64_t>(timed->play_seconds));
}

void write_metadata(JsonWriter& out, const Publication& it, const Place& place) {
  const auto& [work, edition, files, offer] = it.book;
  out.key("metadata").begin_object();
  write_kind(out, files);
  out.field("identifier", book_urn(work.id));
  if (!edition.isbn13.empty())
    out.key("altIdentifier").begin_array().value("urn:isbn:" + edition.isbn13).end_array();
  out.field("title", work.title);
  text_field(out, "subtitle", name_in(it, work.subtitle));
  write_people(out, it, place);
  text_field(out, "publisher", name_in(it, edition.publisher));
  if (const auto language = language_of(edition)) out.field("language", *language);
  if (const auto day = first_day_of(edition.published)) out.field("published", *day);
  out.field("modified", changed_at(it.book));
  text_field(out, "description",
             it.is_whole ? work.description : excerpt(work.description, kCutBytes));
  if (!work.subjects.empty()) {
    out.key("subject").begin_array();
    for (const catalog::Subject& one : work.subjects) {
      out.begin_object()
          .field("name", name_in(it, one.name))
          .field("code", one.slug)
          .key("links")
          .begin_array();
      write_link(out, "", feed_url(place, "/books?subject=" + percent_encode(one.slug)),
                 kFeedJsonType);
      out.end_array().end_object();
    }
    out.end_array();
  }
  if (!work.series.empty()) {
    out.key("belongsTo").begin_object().key("series").begin_object().field("name", work.series);
    const std::string& position = work.series_position;
    if (!position.empty() && position.size() < 9 && position[0] != '0' &&
        std::ranges::all_of(position, [](char c) { return c >= '0' && c <= '9'; }))
      out.key("position").raw(position);
    out.key("links").begin_array();
    write_link(out, "", feed_url(place, "/books?series=" + percent_encode(work.series)),
               kFeedJsonType);
    out.end_array().end_object().end_object();
  }
  write_accessibility(out, edition.accessibility);
  out.end_object();
}

void write_buy_link(JsonWriter& out, const Publication& it, const Place& place) {
  const catalog::BookDetail& book = it.book;
  begin_link(out, kBuyRel, place.origin + buy_path(book.work), "text/html");
  out.key("properties").begin_object();
  const std::vector<Money> prices = prices_of(book.offer);
  if (!prices.empty()) {
    out.key("price").begin_object().field("currency", prices.front().asset.code());
    out.key("value").raw(decimal(prices.front())).end_object();
  }
  const std::vector<std::string> types = types_of(book);
  if (!types.empty()) {
    out.key("indirectAcquisition").begin_array();
    for (const std::string& type : types) out.begin_object().field("type", type).end_object();
    out.end_array();
  }
  if (it.way == Way::not_now)
    out.key("availability").begin_object().field("state", "unavailable").end_object();
  out.end_object().end_object();
}

// The book before its samples, as in the other form.
void write_ways(JsonWriter& out, const Publication& it, const Place& place) {
  if (it.way == Way::buy || it.way == Way::not_now) write_buy_link(out, it, place);
  for (const FileLink& file : it.files) {
    begin_link(out, it.way == Way::open ? kOpenRel : kAcquireRel, place.origin + file.path,
               file.media_type);
    if (file.size > 0) out.key("size").value(static_cast<std::int64_t>(file.size));
    out.end_object();
  }
  const web::Locale& locale = web::find_locale(place.language);
  for (const SampleLink& one : samples_of(it))
    write_link(out, kSampleRel, place.origin + one.path, one.media_type, locale.text(one.title));
}

void write_book(JsonWriter& out, const Publication& it, const Place& place) {
  out.begin_object();
  write_metadata(out, it, place);
  const catalog::Work& work = it.book.work;
  out.key("links").begin_array();
  if (work.visibility == catalog::Visibility::listed) {
    write_link(out, "self", feed_url(place, entry_path(work)), kPublicationJsonType);
    write_link(out, "alternate", place.origin + page_path(work), "text/html");
  }
  write_ways(out, it, place);
  out.end_array();
  const std::vector<Picture> pictures = pictures_of(it.book);
  if (!pictures.empty()) {
    out.key("images").begin_array();
    for (const Picture& one : pictures) {
      begin_link(out, one.rel, place.origin + one.path, "image/jpeg");
      if (one.width > 0) out.key("width").value(static_cast<std::int64_t>(one.width));
      out.end_object();
    }
    out.end_array();
  }
  out.end_object();
}

void write_links(JsonWriter& out, const Feed& feed, const Place& place, const web::Locale& locale) {
  out.key("links").begin_array();
  write_link(out, "self", feed_url(place, feed.path), kFeedJsonType);
  write_link(out, "start", feed_url(place, ""), kFeedJsonType);
  if (!feed.is_root) write_link(out, "up", feed_url(place, feed.up), kFeedJsonType);
  for (const auto& [rel, path] : {std::pair("first", &feed.first), std::pair("next", &feed.next),
                                  std::pair("previous", &feed.previous)})
    if (!path->empty()) write_link(out, rel, feed_url(place, *path), kFeedJsonType);
  begin_link(out, "search", feed_url(place, "/search{?query}"), kFeedJsonType);
  out.field("templated", true).end_object();
  begin_link(out, kShelfRel, feed_url(place, "/shelf"), kFeedJsonType);
  out.field("title", locale.text("opds_shelf")).key("properties").begin_object();
  out.key("authenticate").begin_object();
  out.field("href", place.origin + std::string(kAtomRoot) + "/auth.json");
  out.field("type", kAuthType).end_object().end_object().end_object();
  if (feed.is_root)
    write_link(out, "alternate", place.origin + std::string(kAtomRoot), kNavigationType,
               "OPDS 1.2");
  out.end_array();
}

void write_entries(JsonWriter& out, const Feed& feed, const Place& place,
                   const web::Locale& locale) {
  if (!feed.books.empty()) return;
  out.key("navigation").begin_array();
  for (const Entry& entry : feed.entries) {
    begin_link(out, entry.rel, feed_url(place, entry.path), kFeedJsonType);
    out.field("title", entry.title);
    if (entry.count)
      out.key("properties").begin_object().field("numberOfItems", *entry.count).end_object();
    out.end_object();
  }
  if (feed.entries.empty())
    write_link(out, "start", feed_url(place, ""), kFeedJsonType, locale.text("opds_start"));
  out.end_array();
}

void write_facets(JsonWriter& out, const Feed& feed, const Place& place) {
  if (feed.facets.empty() || feed.books.empty()) return;
  out.key("facets").begin_array();
  for (auto facet = feed.facets.begin(); facet != feed.facets.end();) {
    const std::string& group = facet->group;
    out.begin_object().key("metadata").begin_object().field("title", group).end_object();
    out.key("links").begin_array();
    for (; facet != feed.facets.end() && facet->group == group; ++facet) {
      begin_link(out, facet->is_active ? "self" : "", feed_url(place, facet->path), kFeedJsonType);
      out.field("title", facet->title);
      if (facet->count)
        out.key("properties").begin_object().field("numberOfItems", *facet->count).end_object();
      out.end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
}

}  // namespace

std::string write_feed(const Feed& feed, const Place& place) {
  const web::Locale& locale = web::find_locale(place.language);
  JsonWriter out;
  out.begin_object().key("metadata").begin_object().field("title", feed.title);
  out.field("identifier", uuid_urn(place.shop_key + "|" + feed.path));
  out.field("modified", feed.updated);
  if (feed.total) out.field("numberOfItems", *feed.total);
  if (feed.per_page > 0) out.key("itemsPerPage").value(feed.per_page);
  if (feed.page > 0) out.key("currentPage").value(feed.page);
  out.end_object();
  write_links(out, feed, place, locale);
  write_facets(out, feed, place);
  write_entries(out, feed, place, locale);
  if (!feed.books.empty()) {
    out.key("publications").begin_array();
    for (const Publication& book : feed.books) write_book(out, book, place);
    out.end_array();
  }
  return out.end_object().take();
}

std::string write_publication(const Publication& book, const Place& place) {
  JsonWriter out;
  write_book(out, book, place);
  return out.take();
}

std::string write_authentication(const Place& place) {
  const web::Locale& locale = web::find_locale(place.language);
  JsonWriter out;
  out.begin_object().field("id", place.origin + std::string(kAtomRoot) + "/auth.json");
  out.field("title", place.shop_name).field("description", locale.text("opds_sign_in"));
  out.key("links").begin_array();
  write_link(out, "register", place.origin + "/library", "text/html");
  write_link(out, "help", place.origin + "/help", "text/html");
  write_link(out, kShelfRel, feed_url(place, "/shelf"), kFeedJsonType);
  write_link(out, "start", feed_url(place, ""), kFeedJsonType);
  out.end_array().key("authentication").begin_array().begin_object();
  out.field("type", "http://opds-spec.org/auth/basic").key("labels").begin_object();
  out.field("login", locale.text("opds_login")).field("password", locale.text("opds_password"));
  return out.end_object().end_object().end_array().end_object().take();
}

}  // namespace aan::opds
