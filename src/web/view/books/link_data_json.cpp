#include "web/view/books/link_data_json.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/list_filter.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::web {
namespace {

namespace json = boost::json;
constexpr std::string_view kSchema = "https://schema.org/";

std::string schema(std::string_view term) { return std::string(kSchema) + std::string(term); }

// schema.org has these of a book; whoever else had a part is a contributor.
constexpr std::pair<std::string_view, catalog::ContributorRole> kPeople[] = {
    {"author", catalog::ContributorRole::author},
    {"editor", catalog::ContributorRole::editor},
    {"translator", catalog::ContributorRole::translator},
    {"illustrator", catalog::ContributorRole::illustrator},
    {"readBy", catalog::ContributorRole::narrator},
    {"contributor", catalog::ContributorRole::other}};

std::string_view property_of(catalog::ContributorRole role) {
  for (const auto& [name, known] : kPeople)
    if (known == role) return name;
  return "contributor";
}

constexpr std::size_t kDescriptionCharsMax = 5000;

// Who had several parts that are one property is named once.
json::array people(const BookPage& page, std::string_view property, const std::string& address) {
  json::array all;
  std::set<std::string_view> named;
  std::map<catalog::ContributorRole, std::size_t> of_part;
  for (const BookContributor& one : page.contributors) {
    if (property_of(one.role) != property || !named.insert(one.name).second) continue;
    if (++of_part[one.role] > kPeopleShownMax) continue;
    json::object person{{"@type", "Person"}, {"name", shortened(one.name)}};
    if (!one.slug.empty()) person["url"] = address + books_path({.author = one.slug});
    all.push_back(std::move(person));
  }
  return all;
}

void put_words(json::object& to, std::string_view name, const std::vector<std::string>& words) {
  if (words.empty()) return;
  json::array all;
  for (const std::string& word : words) all.emplace_back(word);
  to[name] = std::move(all);
}

// "textual,visual" is a set that does together: schema.org wants each set as a list of its own.
void put_sufficient(json::object& to, const std::vector<std::string>& sets) {
  json::array all;
  for (const std::string& set : sets) {
    json::array modes;
    for (const std::string_view mode : split(set, ','))
      if (!trim(mode).empty()) modes.emplace_back(trim(mode));
    if (!modes.empty())
      all.push_back(json::object{{"@type", "ItemList"}, {"itemListElement", std::move(modes)}});
  }
  if (!all.empty()) to["accessModeSufficient"] = std::move(all);
}

std::string availability(const BookPage& page) {
  if (page.card.sale_state == catalog::SaleState::preorder) return schema("PreOrder");
  if (page.can_be_bought) return schema("InStock");
  // What unpaid orders hold is not sold: it may be there again within the hour.
  const bool is_sold_out = page.card.copies_left == 0 && !page.card.copies_back_at;
  return schema(is_sold_out ? "SoldOut" : "OutOfStock");
}

json::object offer_of(const BookPage& page, const std::string& url, const Frame& shop) {
  const std::string& seller = shop.seller_name.empty() ? shop.shop_name : shop.seller_name;
  return {{"@type", "Offer"},
          {"url", url},
          {"price", decimal(*page.card.price)},
          {"priceCurrency", page.card.price->asset.code()},
          {"availability", availability(page)},
          {"seller", {{"@type", "Organization"}, {"name", seller}}}};
}

// A book's words must not end the block that they stand in (HTML, "Restrictions for contents of
// script elements"), nor look like an attribute to whoever reads only half of a page.
std::string closed(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 64);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '\\' && i + 1 < text.size();
    if (text[i] == '<') {
      out += "\\u003c";
    } else if (is_escape && text[i + 1] == '"') {
      out += "\\u0022";
      ++i;
    } else {
      out += text[i];
      if (is_escape) out += text[++i];
    }
  }
  return out;
}

// schema.org: an Audiobook is a Book that has a duration; only a book that is nothing else is one.
bool is_listened_to(const BookPage& page) {
  return !page.files.empty() && std::ranges::all_of(page.files, [](const BookFile& file) {
    return catalog::is_audio(file.format);
  });
}

void put_extent(json::object& book, const BookPage& page) {
  for (const BookFile& file : page.files) {
    if (file.pages > 0 && !book.contains("numberOfPages")) book["numberOfPages"] = file.pages;
    if (file.play_seconds > 0 && is_listened_to(page) && !book.contains("duration"))
      book["duration"] = "PT" + std::to_string(file.play_seconds) + "S";  // ISO 8601
  }
}

}  // namespace

Html link_data(const BookPage& page, const Frame& shop) {
  const std::string& address = shop.address;
  const std::string url = address + book_path(page.card.slug);
  json::object book{{"@context", "https://schema.org"},
                    {"@type", {is_listened_to(page) ? "Audiobook" : "Book", "Product"}},
                    {"@id", url},
                    {"url", url},
                    {"name", page.card.title},
                    {"bookFormat", schema(is_listened_to(page) ? "AudiobookFormat" : "EBook")}};
  put_extent(book, page);
  if (!page.card.subtitle.empty()) book["alternativeHeadline"] = page.card.subtitle;
  for (const auto& [name, role] : kPeople)
    if (json::array who = people(page, name, address); !who.empty()) book[name] = std::move(who);
  if (page.card.language != "und" && !page.card.language.empty())
    book["inLanguage"] = page.card.language;
  for (const std::string_view name : {"isbn", "gtin13"})
    if (!page.isbn13.empty()) book[name] = page.isbn13;
  if (!page.published.empty()) book["datePublished"] = page.published;
  if (!page.publisher.empty())
    book["publisher"] = json::object{{"@type", "Organization"}, {"name", page.publisher}};
  if (!page.description.empty())
    book["description"] = shortened(page.description, kDescriptionCharsMax);
  if (!page.card.cover.src_640.empty()) book["image"] = address + page.card.cover.src_640;
  if (!page.card.series.empty()) {
    book["isPartOf"] = json::object{{"@type", "BookSeries"}, {"name", page.card.series}};
    if (!page.card.series_position.empty()) book["position"] = page.card.series_position;
  }
  std::vector<std::string> subjects;
  for (const BookSubject& one : page.subjects) subjects.push_back(one.name);
  put_words(book, "about", subjects);
  if (page.accessibility.stated) {
    put_words(book, "accessMode", page.accessibility.access_modes);
    put_sufficient(book, page.accessibility.access_modes_sufficient);
    put_words(book, "accessibilityFeature", page.accessibility.features);
    put_words(book, "accessibilityHazard", page.accessibility.hazards);
    if (!page.accessibility.summary.empty())
      book["accessibilitySummary"] = page.accessibility.summary;
  }
  if (page.card.price) book["offers"] = offer_of(page, url, shop);
  return Html::trusted("<script type=\"application/ld+json\">" + closed(json::serialize(book)) +
                       "</script>");
}

}  // namespace aan::web
