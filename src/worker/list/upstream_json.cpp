#include "worker/list/upstream_json.hpp"
#include "worker/list/amount.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/match_key.hpp"

namespace aan::worker::list {
namespace {

namespace json = boost::json;
using catalog::ContributorRole;

// A clean line of at most so many bytes.
std::string cut_line(std::string_view text, std::size_t bytes_max = 100) {
  return std::string(utf8_prefix(clean_line(text), bytes_max));
}

const json::value* find(const json::object& it, std::string_view name) {
  const auto* const found = it.if_contains(name);
  return found != nullptr && !found->is_null() ? found : nullptr;
}

// Text, or a number as text: ids are both.
std::string text_of(const json::object& it, std::string_view name) {
  const json::value* const value = find(it, name);
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(value->get_string());
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_uint64()) return std::to_string(value->get_uint64());
  return {};
}

std::string first_text(const json::object& it, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (std::string text = text_of(it, name); !trim(text).empty()) return text;
  return {};
}

// A price stands as a number or as text.
std::optional<std::string> price_of(const json::object& it, std::string_view name) {
  const json::value* const value = find(it, name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return amount(std::string_view(value->get_string()));
  if (value->is_number()) return amount(value->to_number<double>());
  return std::nullopt;
}

void add_words(catalog::ListRow& row, const json::object& it, std::string_view name) {
  const json::value* const value = find(it, name);
  if (value == nullptr) return;
  if (value->is_string()) {
    // A genre is words; some have a slash or commas between several.
    for (const std::string_view one : split(std::string_view(value->get_string()), ','))
      add_subject(row, one);
    return;
  }
  if (!value->is_array()) return;
  for (const json::value& one : value->get_array())
    if (one.is_string()) add_subject(row, std::string_view(one.get_string()));
}

void add_authors(catalog::ListRow& row, const json::object& it) {
  const json::value* const value = find(it, "author");
  const json::value* const several = find(it, "authors");
  if (several != nullptr && several->is_array()) {
    for (const json::value& one : several->get_array())
      if (one.is_string())
        add_contributor(row, std::string_view(one.get_string()), "", ContributorRole::author);
  } else if (value != nullptr && value->is_string()) {
    // "Dr. Marcus Reid & Teneo AI" are two.
    for (const std::string_view one : split(std::string_view(value->get_string()), '&'))
      add_contributor(row, one, "", ContributorRole::author);
  }
}

// What a book says that has no place here; said once for each.
void note_left_out(catalog::ListRow& row, const json::object& it) {
  std::string names;
  for (const std::string_view name : {"priceBTC",
                                      "priceXMR",
                                      "hardcoverPrice",
                                      "rating",
                                      "reviews",
                                      "badge",
                                      "urgency",
                                      "testimonials",
                                      "bonuses",
                                      "features",
                                      "digitalFile",
                                      "pdf",
                                      "coverImage",
                                      "cover",
                                      "pages",
                                      "pageCount",
                                      "fileSize",
                                      "luluUrl",
                                      "stock",
                                      "wordCount",
                                      "tier",
                                      "prerequisites",
                                      "recommendedReading",
                                      "disclaimer",
                                      "contentWarnings",
                                      "gumroadId"})
    if (find(it, name) != nullptr) names += (names.empty() ? "" : ", ") + std::string(name);
  if (!names.empty()) add_note(row, "Left out: " + names + ".");
}

void add_contents(catalog::ListRow& row, const json::object& it) {
  const json::value* const chapters = find(it, "chapters");
  if (chapters == nullptr || !chapters->is_array()) return;
  for (const json::value& one : chapters->get_array()) {
    if (row.record.contents.size() >= 500) return;
    std::string title;
    if (one.is_string()) title = clean_line(std::string_view(one.get_string()));
    if (one.is_object()) title = clean_line(text_of(one.get_object(), "title"));
    if (!title.empty()) row.record.contents.push_back({title, 0});
  }
}

void add_terms(catalog::ListRow& row, const json::object& it) {
  catalog::ListTerms terms;
  terms.currency = first_text(it, {"currency"});
  if (terms.currency.empty()) terms.currency = "USD";  // what it reckons in
  for (char& c : terms.currency)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto price = price_of(it, "price");
  const auto sale = price_of(it, "salePrice");
  const auto original = price_of(it, "originalPrice");
  if (sale) {
    terms.price = *sale;
    terms.compare_at = original.value_or(price.value_or(""));
  } else if (price) {
    terms.price = *price;
    terms.compare_at = original.value_or("");
  }
  if (!terms.price.empty()) row.terms.push_back(std::move(terms));
}

catalog::ListRow book_row(const json::object& it, std::uint64_t number) {
  catalog::ListRow row;
  row.line = number;
  const std::string status = lower_ascii(first_text(it, {"status"}));
  row.record.title = clean_line(first_text(it, {"title", "name"}));
  if (row.record.title.empty() || status == "generating" || status == "draft") {
    row.record = {};
    row.problem = status.empty() || status == "published"
                      ? "It has no title."
                      : "It is not finished: its status is " + cut_line(status, 40) + ".";
    return row;
  }
  row.key = clean_line(text_of(it, "id"));
  row.record.subtitle = clean_line(first_text(it, {"subtitle"}));
  add_authors(row, it);
  // The longer of two descriptions is the one that tells of the book.
  row.record.description =
      clean_paragraphs(first_text(it, {"longDescription", "detailedDescription", "description"}));
  row.record.language = catalog::canonical_language(first_text(it, {"language"}));
  set_isbn(row, first_text(it, {"isbn", "isbn13"}));
  row.record.publisher = clean_line(first_text(it, {"publisher"}));
  row.record.published = partial_date(first_text(it, {"publicationDate", "publishDate"}));
  row.record.series = clean_line(first_text(it, {"series"}));
  add_words(row, it, "category");
  add_words(row, it, "categories");
  add_words(row, it, "genre");
  add_words(row, it, "tags");
  add_contents(row, it);
  add_terms(row, it);
  note_left_out(row, it);
  return row;
}

// A product of the storefront: integer cents, and the author among what else is said of it.
catalog::ListRow product_row(const json::object& it, std::uint64_t number) {
  json::object book = it;
  if (const json::value* const more = find(it, "metadata"); more != nullptr && more->is_object()) {
    const json::object& said = more->get_object();
    for (const std::string_view name : {"author", "pages", "rating", "badge"})
      if (const json::value* const one = find(said, name)) book[name] = *one;
  }
  if (const json::value* const cents = find(it, "price"); cents != nullptr && cents->is_number())
    book["price"] = cents->to_number<double>() / 100.0;
  return book_row(book, number);
}

std::optional<catalog::ListTerms> price_of_bundle(const json::object& it) {
  auto price = price_of(it, "bundlePrice");
  if (!price) price = price_of(it, "price");
  if (!price || price->empty()) return std::nullopt;
  catalog::ListTerms terms;
  terms.price = *price;
  terms.currency = clean_line(first_text(it, {"currency"}));
  if (terms.currency.empty()) terms.currency = "USD";
  return terms;
}

void note_of(ListFacts& facts, const std::string& sentence) {
  if (facts.notes.size() < catalog::kListNotesMax) facts.notes.push_back(sentence);
}

// A collection with a price is a bundle; without one it is a heading that some books have.
void add_collection(ListFacts& facts, const json::object& it, const std::string& source) {
  catalog::ListBundle bundle;
  bundle.source = source;
  bundle.key = clean_line(first_text(it, {"id", "name", "title"}));
  bundle.title = clean_line(first_text(it, {"title", "name", "id"}));
  if (bundle.title.empty()) return note_of(facts, "Left out: a collection without a name.");
  const std::string named = "Left out: the collection “" + cut_line(bundle.title) + "”. ";
  if (const json::value* const books = find(it, "books"); books != nullptr && books->is_array())
    for (const json::value& one : books->get_array()) {
      const std::string key = clean_line(text_of({{"id", one}}, "id"));
      if (!key.empty() && bundle.books.size() < catalog::kListBundleBooksMax)
        bundle.books.push_back(key);
    }
  if (bundle.books.empty()) return note_of(facts, named + "It names no books.");
  const auto terms = price_of_bundle(it);
  if (!terms) return note_of(facts, named + "It has no price.");
  if (facts.bundles.size() == catalog::kListBundlesMax)
    return note_of(facts, named + "There are more than 1,000.");
  bundle.terms.push_back(*terms);
  bundle.description = clean_paragraphs(first_text(it, {"description"}));
  facts.bundles.push_back(std::move(bundle));
}

void add_beside_books(ListFacts& facts, const json::object& it, const std::string& source) {
  if (const json::value* const all = find(it, "collections"); all != nullptr && all->is_array())
    for (const json::value& one : all->get_array())
      if (one.is_object()) add_collection(facts, one.get_object(), source);
  if (const json::value* const gift = find(it, "freeGift")) {
    const std::string title =
        gift->is_object() ? clean_line(first_text(gift->get_object(), {"title", "name"})) : "";
    note_of(facts, "Left out: freeGift" +
                       (title.empty() ? std::string() : " “" + cut_line(title) + "”") + ".");
  }
}

struct Found {
  const json::object* beside = nullptr;  // what the books stand in
  const json::array* books = nullptr;
  bool is_storefront = false;
  std::string brand;
};

Found find_books(const json::value& document) {
  Found found;
  if (document.is_array()) {
    found.books = &document.get_array();
    return found;
  }
  if (!document.is_object()) return found;
  const json::object* it = &document.get_object();
  found.brand = first_text(*it, {"brand", "storeId"});
  if (const json::value* const inner = find(*it, "catalog"); inner != nullptr && inner->is_object())
    it = &inner->get_object();
  if (found.brand.empty()) found.brand = first_text(*it, {"brand", "name"});
  for (const std::string_view name : {"books", "data", "results", "products"}) {
    const json::value* const value = find(*it, name);
    if (value == nullptr || !value->is_array()) continue;
    found.books = &value->get_array();
    found.beside = it;
    found.is_storefront = name == "products";
    return found;
  }
  return found;
}

}  // namespace

Result<ListFacts> read_upstream(const json::value& document, const TakeRow& take) {
  const Found found = find_books(document);
  if (found.books == nullptr)
    return refuse(Errc::invalid, "list.upstream",
                  "There are no books in this JSON. A catalogue has them under \"books\".");
  ListFacts facts;
  facts.format = catalog::ListFormat::upstream;
  const std::string source = "upstream" + (found.brand.empty() ? "" : " " + cut_line(found.brand));
  Keys keys;
  std::uint64_t number = 0;
  for (const json::value& one : *found.books) {
    ++number;
    catalog::ListRow row;
    if (one.is_object())
      row = found.is_storefront ? product_row(one.get_object(), number)
                                : book_row(one.get_object(), number);
    else
      row.problem = "It is not a book: not an object.";
    row.line = number;
    if (row.problem.empty()) {
      // Answers of its API name the brand with each book.
      const std::string brand = one.is_object() ? cut_line(text_of(one.get_object(), "brand")) : "";
      keys.give(row, brand.empty() ? source : "upstream " + brand);
    }
    AAN_TRY(take(std::move(row)));
  }
  if (found.beside != nullptr) add_beside_books(facts, *found.beside, source);
  return facts;
}

}  // namespace aan::worker::list
