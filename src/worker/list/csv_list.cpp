#include "worker/list/csv_list.hpp"
#include "worker/list/amount.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "domain/catalog/csv_guard.hpp"
#include "domain/catalog/match_key.hpp"
#include "worker/list/csv.hpp"

namespace aan::worker::list {
namespace {

using catalog::ContributorRole;

enum class Column : std::uint8_t {
  none,
  source,
  source_id,
  title,
  subtitle,
  author,
  author_sort,
  translator,
  illustrator,
  editor,
  narrator,
  contributors,
  language,
  subjects,
  bookshelves,
  category,
  tags,
  lcsh,
  thema,
  bisac,
  isbn,
  isbn_10,
  publisher,
  published,
  rights,
  series,
  series_position,
  description,
  long_description,
  price,
  currency,
  compare_at,
  minimum,
};

struct Name {
  std::string_view name;
  Column column;
};
constexpr auto kNames = std::to_array<Name>({
    {"source", Column::source},
    {"source_id", Column::source_id},
    {"id", Column::source_id},
    {"sku", Column::source_id},
    {"title", Column::title},
    {"name", Column::title},
    {"subtitle", Column::subtitle},
    {"author", Column::author},
    {"authors", Column::author},
    {"creator", Column::author},
    {"author_sort", Column::author_sort},
    {"translator", Column::translator},
    {"illustrator", Column::illustrator},
    {"editor", Column::editor},
    {"narrator", Column::narrator},
    {"contributors", Column::contributors},
    {"language", Column::language},
    {"lang", Column::language},
    {"subjects", Column::subjects},
    {"bookshelves", Column::bookshelves},
    {"category", Column::category},
    {"categories", Column::category},
    {"genre", Column::category},
    {"tags", Column::tags},
    {"lcsh", Column::lcsh},
    {"thema", Column::thema},
    {"bisac", Column::bisac},
    {"isbn13", Column::isbn},
    {"isbn_13", Column::isbn},
    {"isbn", Column::isbn},
    {"ean", Column::isbn},
    {"isbn10", Column::isbn_10},
    {"isbn_10", Column::isbn_10},
    {"publisher", Column::publisher},
    {"year", Column::published},
    {"published", Column::published},
    {"publicationdate", Column::published},
    {"publication_date", Column::published},
    {"publishdate", Column::published},
    {"rights", Column::rights},
    {"series", Column::series},
    {"series_position", Column::series_position},
    {"series_index", Column::series_position},
    {"description", Column::description},
    {"longdescription", Column::long_description},
    {"long_description", Column::long_description},
    {"price", Column::price},
    {"currency", Column::currency},
    {"originalprice", Column::compare_at},
    {"original_price", Column::compare_at},
    {"compare_at", Column::compare_at},
    {"minimum_price", Column::minimum},
});
// What Gumroad's exports call theirs: of products, and of sales, in which each product stands once
// for every sale.
constexpr auto kGumroadNames = std::to_array<Name>({
    {"item_name", Column::title},
    {"product_name", Column::title},
    {"product", Column::title},
    {"name", Column::title},
    {"title", Column::title},
    {"product_id", Column::source_id},
    {"item_id", Column::source_id},
    {"permalink", Column::source_id},
    {"product_permalink", Column::source_id},
    {"unique_permalink", Column::source_id},
    {"description", Column::description},
    {"item_price_($)", Column::price},
    {"price_($)", Column::price},
    {"price", Column::price},
    {"currency", Column::currency},
    {"tags", Column::tags},
});

std::string head_name(std::string_view field) {
  std::string name = lower_ascii(one_line(field));
  std::ranges::replace(name, ' ', '_');
  return name;
}

template <std::size_t kCount>
Column column_of(const std::array<Name, kCount>& names, std::string_view name) {
  const auto* known = std::ranges::find(names, name, &Name::name);
  return known == names.end() ? Column::none : known->column;
}

// Several in one field: by semicolons, where none is there by bars, else it is one.
std::vector<std::string_view> parts_of(std::string_view field, std::string_view marks = ";|") {
  for (const char mark : marks)
    if (field.find(mark) != field.npos) return split(field, mark);
  return {field};
}

void add_people(catalog::ListRow& row, std::string_view field, ContributorRole role,
                std::string_view sort_names = {}) {
  const auto names = parts_of(field);
  const auto sorted = parts_of(sort_names);
  for (std::size_t i = 0; i < names.size(); ++i)
    add_contributor(row, names[i], sorted.size() == names.size() ? sorted[i] : "", role);
}

// "cover: Jo Penn; editor: Ada Author": people with the part that they had.
void add_others(catalog::ListRow& row, std::string_view field) {
  for (const std::string_view one : parts_of(field)) {
    const std::size_t colon = one.find(':');
    const auto role =
        colon == one.npos ? std::nullopt : catalog::role_of_word(one.substr(0, colon));
    add_contributor(row, role ? one.substr(colon + 1) : one, "",
                    role.value_or(ContributorRole::other));
    if (!role && !trim(one).empty())
      add_note(row, "Without a part that is known in the column contributors, so a contributor: " +
                        clean_line(one) + ".");
  }
}

void add_subjects(catalog::ListRow& row, std::string_view field, std::string_view scheme,
                  std::string_view marks = ";|") {
  for (const std::string_view one : parts_of(field, marks)) add_subject(row, one, scheme);
}

void add_codes(catalog::ListRow& row, std::string_view field, std::string_view scheme) {
  for (const std::string_view one : parts_of(field, ";|,")) add_subject(row, "", scheme, trim(one));
}

// "Category: Novels" of a bookshelf is what the shop browses by; the others name lists of others.
void add_bookshelves(catalog::ListRow& row, std::string_view field) {
  constexpr std::string_view kCategory = "Category: ";
  for (const std::string_view one : parts_of(field))
    if (trim(one).starts_with(kCategory)) add_subject(row, trim(one).substr(kCategory.size()));
}

struct Typed {
  std::string_view sort_names;
  std::string_view description;
  std::string_view long_description;
  std::string_view price;
  std::string_view currency;
  std::string_view compare_at;
  std::string_view minimum;
};

void put(catalog::ListRow& row, Column column, std::string_view name, std::string_view field,
         Typed& typed) {
  catalog::BookRecord& record = row.record;
  switch (column) {
    case Column::none: break;
    case Column::source: row.source = clean_line(field); break;
    case Column::source_id: row.key = clean_line(field); break;
    case Column::title: record.title = clean_line(field); break;
    case Column::subtitle: record.subtitle = clean_line(field); break;
    case Column::author_sort: typed.sort_names = field; break;
    case Column::author: break;  // with its names for sorting, when all fields are known
    case Column::translator: add_people(row, field, ContributorRole::translator); break;
    case Column::illustrator: add_people(row, field, ContributorRole::illustrator); break;
    case Column::editor: add_people(row, field, ContributorRole::editor); break;
    case Column::narrator: add_people(row, field, ContributorRole::narrator); break;
    case Column::contributors: add_others(row, field); break;
    case Column::language: set_language(row, parts_of(field, ";,").front()); break;
    case Column::subjects: add_subjects(row, field, "lcsh"); break;
    case Column::bookshelves: add_bookshelves(row, field); break;
    case Column::category: add_subjects(row, field, ""); break;
    case Column::tags: add_subjects(row, field, "", ";|,"); break;
    case Column::lcsh: add_subjects(row, field, "lcsh"); break;
    case Column::thema: add_codes(row, field, "thema"); break;
    case Column::bisac: add_codes(row, field, "bisac"); break;
    case Column::isbn:
    case Column::isbn_10:
      if (column == Column::isbn || record.isbn13.empty()) set_isbn(row, field);
      break;
    case Column::publisher: record.publisher = clean_line(field); break;
    case Column::published: set_published(row, field, "the column " + std::string(name)); break;
    case Column::rights: record.rights = clean_line(field); break;
    case Column::series: record.series = clean_line(field); break;
    case Column::series_position: record.series_position = clean_line(field).substr(0, 20); break;
    case Column::description: typed.description = field; break;
    case Column::long_description: typed.long_description = field; break;
    case Column::price: typed.price = field; break;
    case Column::currency: typed.currency = field; break;
    case Column::compare_at: typed.compare_at = field; break;
    case Column::minimum: typed.minimum = field; break;
  }
}

std::string code_of(std::string_view field) {
  std::string code = clean_line(field);
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return code;
}

void put_terms(catalog::ListRow& row, const Typed& typed) {
  catalog::ListTerms terms;
  terms.currency = code_of(typed.currency);
  const std::string_view cell = typed.minimum.empty() ? typed.price : typed.minimum;
  // Letters without a number beside them are no currency.
  const std::string beside = amount(cell) ? currency_beside(cell) : std::string();
  if (terms.currency.empty()) terms.currency = beside;
  if (!beside.empty() && beside != terms.currency) {
    add_note(row, "Its price names " + beside + ", its currency is " + terms.currency +
                      ": it was left out.");
    return;
  }
  const auto read = [&row](std::string_view what, std::string_view written) {
    auto found = amount(written);
    if (!found && !trim(written).empty()) note_no_amount(row, what, written);
    return found;
  };
  if (const auto least = read("minimum_price", typed.minimum)) {
    terms.price = *least;
    terms.buyer_sets_price = true;
  } else if (const auto price = read("price", typed.price)) {
    terms.price = *price;
    terms.compare_at = read("compare_at", typed.compare_at).value_or("");
  }
  if (!terms.price.empty()) row.terms.push_back(std::move(terms));
}

struct Head {
  std::vector<Column> columns;
  std::vector<std::string> names;  // as they stand there
  std::string unused;
  bool has_title = false;
};

Head read_head(const CsvRow& row, bool is_gumroad) {
  Head head;
  for (const std::string& field : row.fields) {
    const std::string name = head_name(field);
    Column column = is_gumroad ? column_of(kGumroadNames, name) : column_of(kNames, name);
    // Of two columns for the same thing the first counts.
    if (column != Column::none && std::ranges::find(head.columns, column) != head.columns.end())
      column = Column::none;
    head.columns.push_back(column);
    head.names.push_back(clean_line(field));
    head.has_title = head.has_title || column == Column::title;
    if (column == Column::none && !name.empty() && head.unused.size() < 300)
      head.unused += (head.unused.empty() ? "" : ", ") + clean_line(field);
  }
  return head;
}

catalog::ListRow row_of(const CsvRow& fields, const Head& head) {
  catalog::ListRow row;
  row.line = fields.line;
  row.problem = fields.problem;
  if (row.problem.empty() && fields.fields.size() > head.columns.size())
    row.problem = "It has " + std::to_string(fields.fields.size()) + " fields, the first line " +
                  std::to_string(head.columns.size()) + ".";
  if (!row.problem.empty()) return row;
  Typed typed;
  std::string_view authors;
  // Categories before the many subjects of libraries: what a shop browses by comes first.
  for (const bool is_late : {false, true})
    for (std::size_t i = 0; i < fields.fields.size(); ++i) {
      const Column column = head.columns[i];
      const bool comes_late = column == Column::subjects || column == Column::lcsh;
      if (comes_late != is_late) continue;
      const std::string_view field = catalog::unguarded_cell(fields.fields[i]);
      if (column == Column::author) authors = field;
      put(row, column, head.names[i], field, typed);
    }
  std::vector<catalog::ContributorFact> others = std::move(row.record.contributors);
  row.record.contributors.clear();
  add_people(row, authors, ContributorRole::author, typed.sort_names);
  std::ranges::move(others, std::back_inserter(row.record.contributors));
  if (row.record.contributors.size() > catalog::kListMax) {
    row.record.contributors.resize(catalog::kListMax);
    add_note(row, "It names more than " + std::to_string(catalog::kListMax) +
                      " people: those behind them were left out.");
  }
  row.record.description = clean_paragraphs(
      trim(typed.long_description).empty() ? typed.description : typed.long_description);
  put_terms(row, typed);
  if (fields.fields.size() < head.columns.size())
    add_note(row,
             "It has " + std::to_string(fields.fields.size()) + " fields, the first line " +
                 std::to_string(head.columns.size()) + ": it was taken to end without " +
                 head.names[fields.fields.size()] +
                 (fields.fields.size() + 1 < head.columns.size() ? " and what follows it." : "."));
  if (row.record.title.empty()) {
    row = {};
    row.line = fields.line;
    row.problem = "It has no title.";
  }
  return row;
}

}  // namespace

bool is_gumroad_head(std::string_view line) {
  const std::string head = lower_ascii(line);
  const auto has = [&](std::string_view name) { return head.find(name) != head.npos; };
  return (has("item name") || has("product name") || has("permalink")) &&
         (has("purchase id") || has("purchase email") || has("permalink") || has("gumroad") ||
          has("item price ($)"));
}

Result<ListFacts> read_csv_list(Source& source, bool is_gumroad, const TakeRow& take) {
  ListFacts facts;
  facts.format = is_gumroad ? catalog::ListFormat::gumroad : catalog::ListFormat::csv;
  CsvReader reader(source);
  CsvRow row;
  if (!AAN_TRY(reader.next(row))) return refuse(Errc::invalid, "list.csv", "The file is empty.");
  if (!row.problem.empty())
    return refuse(Errc::invalid, "list.csv", "Line 1 cannot be read: " + row.problem);
  const Head head = read_head(row, is_gumroad);
  if (!head.has_title)
    return refuse(
        Errc::invalid, "list.csv",
        "No column of the first line is called title. The first line names the columns: title, and "
        "as far as they are known author, price, currency, isbn, language, publisher, year.");
  // A product stands in an export of sales as often as it was sold: once is enough.
  std::set<std::string> seen;
  std::size_t repeated = 0;
  Keys keys;
  while (AAN_TRY(reader.next(row))) {
    catalog::ListRow made = row_of(row, head);
    if (made.problem.empty()) {
      if (is_gumroad) {
        const std::string name = made.key.empty() ? made.record.title : made.key;
        if (!seen.insert(name).second) {
          ++repeated;
          continue;
        }
        made.key = name;
      }
      keys.give(made, is_gumroad ? "gumroad" : "csv");
    }
    AAN_TRY(take(std::move(made)));
  }
  if (!head.unused.empty() && !is_gumroad)
    facts.notes.push_back("Columns that were not used: " + head.unused + ".");
  if (is_gumroad)
    facts.notes.emplace_back("What the export says of buyers and of sales was passed over.");
  if (repeated > 0)
    facts.notes.push_back(std::to_string(repeated) + " lines named a product that was there.");
  return facts;
}

}  // namespace aan::worker::list
