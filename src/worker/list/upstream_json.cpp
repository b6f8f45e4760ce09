#include "worker/list/upstream_json.hpp"
#include "worker/list/amount.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

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

// The shortest that is this number again: "-19.99", which JSON's own writer makes "-1.999E1".
std::string plain(double number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return {digits.data(), end.ptr};
}

// A price stands as a number or as text. `wrong`: what stands there and is no amount.
std::optional<std::string> price_of(const json::object& it, std::string_view name,
                                    std::string& wrong) {
  const json::value* const value = find(it, name);
  if (value == nullptr) return std::nullopt;
  std::optional<std::string> found;
  if (value->is_string()) {
    wrong = trim(std::string_view(value->get_string()));
    found = amount(wrong);
  } else {
    wrong = value->is_number() ? plain(value->to_number<double>()) : json::serialize(*value);
    if (value->is_number()) found = amount(value->to_number<double>());
  }
  if (found) wrong.clear();
  return found;
}

std::optional<std::string> price_of(catalog::ListRow& row, const json::object& it,
                                    std::string_view name) {
  std::string wrong;
  auto found = price_of(it, name, wrong);
  if (!wrong.empty()) note_no_amount(row, name, wrong);
  return found;
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

// What `book_row` reads, and what says nothing of a book.
constexpr std::string_view kRead[] = {
    "author",          "authors",    "brand",         "categories",  "category",
    "chapters",        "collection", "currency",      "description", "detailedDescription",
    "genre",           "id",         "isbn",          "isbn13",      "language",
    "longDescription", "name",       "originalPrice", "price",       "publicationDate",
    "publishDate",     "publisher",  "salePrice",     "series",      "status",
    "subtitle",        "tags",       "title"};

bool says_nothing(const json::value& value) {
  return value.is_null() || (value.is_string() && value.get_string().empty()) ||
         (value.is_array() && value.get_array().empty());
}

// What a book says that has no place here; said once for each.
void note_left_out(catalog::ListRow& row, const json::object& it) {
  constexpr std::size_t kNamesMax = 30;
  std::string names;
  std::size_t count = 0;
  for (const auto& [name, value] : it)
    if (!says_nothing(value) && std::ranges::count(kRead, std::string_view(name)) == 0 &&
        ++count <= kNamesMax)
      names += (names.empty() ? "" : ", ") + cut_line(name, 40);
  if (!names.empty())
    add_note(row, "Left out: " + names + (count > kNamesMax ? " and others." : "."));
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
  const auto price = price_of(row, it, "price");
  const auto sale = price_of(row, it, "salePrice");
  const auto original = price_of(row, it, "originalPrice");
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
  set_language(row, first_text(it, {"language"}));
  set_isbn(row, first_text(it, {"isbn", "isbn13"}));
  row.record.publisher = clean_line(first_text(it, {"publisher"}));
  set_published(row, first_text(it, {"publicationDate", "publishDate"}), "its date of publication");
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
    book.erase("metadata");
  }
  if (const json::value* const cents = find(it, "price"); cents != nullptr && cents->is_number())
    book["price"] = cents->to_number<double>() / 100.0;
  return book_row(book, number);
}

std::optional<catalog::ListTerms> price_of_bundle(const json::object& it, std::string& wrong) {
  auto price = price_of(it, "bundlePrice", wrong);
  if (!price && wrong.empty()) price = price_of(it, "price", wrong);
  if (!price) return std::nullopt;
  catalog::ListTerms terms;
  terms.price = *price;
  terms.currency = clean_line(first_text(it, {"currency"}));
  if (terms.currency.empty()) terms.currency = "USD";
  return terms;
}

void note_of(ListFacts& facts, const std::string& sentence) {
  if (facts.notes.size() < catalog::kListNotesMax) facts.notes.push_back(sentence);
}

// What stands beside the books and holds some of them.
struct Collection {
  std::string id;
  std::string name;
  std::string title;
  std::optional<catalog::ListTerms> terms;  // it is a bundle; without: a heading of its books
  std::string wrong_price;                  // what stands there and is no amount
  std::string description;
  std::vector<std::string> books;  // keys
  bool has_met_one = false;        // a book of this list

  [[nodiscard]] bool is_called(std::string_view word) const {
    return !word.empty() && (word == id || word == name || word == title);
  }
  [[nodiscard]] const std::string& heading() const {
    return !title.empty() ? title : !name.empty() ? name : id;
  }
  void add(const std::string& key) {
    if (!key.empty() && books.size() < catalog::kListBundleBooksMax &&
        std::ranges::count(books, key) == 0)
      books.push_back(key);
  }
};

std::vector<Collection> collections_of(const json::object& it) {
  std::vector<Collection> collections;
  const json::value* const all = find(it, "collections");
  if (all == nullptr || !all->is_array()) return collections;
  for (const json::value& one : all->get_array()) {
    if (!one.is_object() || collections.size() == catalog::kListBundlesMax) continue;
    const json::object& said = one.get_object();
    Collection& made = collections.emplace_back();
    made.id = clean_line(text_of(said, "id"));
    made.name = clean_line(text_of(said, "name"));
    made.title = clean_line(text_of(said, "title"));
    made.terms = price_of_bundle(said, made.wrong_price);
    made.description =
        clean_paragraphs(first_text(said, {"description"}), catalog::kParagraphBytesMax);
    if (const json::value* const books = find(said, "books"); books != nullptr && books->is_array())
      for (const json::value& book : books->get_array())
        made.add(clean_line(text_of({{"id", book}}, "id")));
  }
  return collections;
}

// A book is in the collections that name it, and in the one that it names.
void join_collections(catalog::ListRow& row, const json::object& it,
                      std::vector<Collection>& collections) {
  const std::string named = clean_line(text_of(it, "collection"));
  bool is_known = named.empty();
  for (Collection& one : collections) {
    const bool is_named = one.is_called(named);
    is_known = is_known || is_named;
    if (!is_named && std::ranges::count(one.books, row.key) == 0) continue;
    one.has_met_one = true;
    if (one.terms)
      one.add(row.key);
    else
      add_subject(row, one.heading());
  }
  if (!is_known) add_subject(row, named);
}

void tell_collection(ListFacts& facts, const Collection& it, const std::string& source) {
  if (it.heading().empty()) return note_of(facts, "Left out: a collection without a name.");
  const std::string name = "the collection “" + cut_line(it.heading()) + "”";
  const std::string why = it.wrong_price.empty()
                              ? "It has no price"
                              : "Its price is no amount: " + cut_line(it.wrong_price, 40);
  if (it.books.empty() && !it.has_met_one)
    return note_of(facts, "Left out: " + name + ". It names no books.");
  if (!it.terms)
    return note_of(facts, it.has_met_one ? "A subject of its books: " + name + ". " + why + "."
                                         : "Left out: " + name + ". " + why +
                                               ", and it has none of these books.");
  catalog::ListBundle bundle;
  bundle.source = source;
  bundle.key = !it.id.empty() ? it.id : it.heading();
  bundle.title = it.heading();
  bundle.description = it.description;
  bundle.terms.push_back(*it.terms);
  bundle.books = it.books;
  facts.bundles.push_back(std::move(bundle));
}

void tell_gift(ListFacts& facts, const json::object& it) {
  const json::value* const gift = find(it, "freeGift");
  if (gift == nullptr) return;
  const std::string title =
      gift->is_object() ? clean_line(first_text(gift->get_object(), {"title", "name"})) : "";
  note_of(facts, "Left out: freeGift" +
                     (title.empty() ? std::string() : " “" + cut_line(title) + "”") + ".");
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
  std::vector<Collection> collections;
  if (found.beside != nullptr) collections = collections_of(*found.beside);
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
      join_collections(row, one.get_object(), collections);
      // Answers of its API name the brand with each book.
      const std::string brand = one.is_object() ? cut_line(text_of(one.get_object(), "brand")) : "";
      keys.give(row, brand.empty() ? source : "upstream " + brand);
    }
    AAN_TRY(take(std::move(row)));
  }
  for (const Collection& one : collections) tell_collection(facts, one, source);
  if (collections.size() == catalog::kListBundlesMax)
    note_of(facts, "Left out: collections behind the first 1,000.");
  if (found.beside != nullptr) tell_gift(facts, *found.beside);
  return facts;
}

}  // namespace aan::worker::list
