#include "worker/list/own_json.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/language.hpp"
#include "domain/catalog/list_row_frame.hpp"

namespace aan::worker::list {
namespace {

namespace json = boost::json;

// What is said wrongly throws inside of one book, and costs that book alone.
struct Wrong {
  std::string sentence;
};

const json::value& need(const json::object& it, std::string_view name) {
  const auto* const found = it.if_contains(name);
  if (found == nullptr) throw Wrong{"It has no " + std::string(name) + "."};
  return *found;
}

const json::object& object_in(const json::object& it, std::string_view name) {
  const json::value& value = need(it, name);
  if (!value.is_object()) throw Wrong{std::string(name) + " is not an object."};
  return value.get_object();
}

std::string text(const json::object& it, std::string_view name) {
  const auto* const value = it.if_contains(name);
  if (value == nullptr || value->is_null()) return {};
  if (!value->is_string()) throw Wrong{std::string(name) + " is not text."};
  return std::string(value->get_string());
}

std::string line(const json::object& it, std::string_view name) {
  std::string said = text(it, name);
  if (!catalog::is_clean_line(said)) throw Wrong{std::string(name) + " is no clean line."};
  return said;
}

// One character of a script that is not Latin's, or an accented one of that: what parts words or is
// not seen leaves nothing behind where a slug is made.
bool is_letter(std::string_view character) { return slug("a" + std::string(character)) != "a"; }

bool is_slug(std::string_view said) {
  if (one_line(said) != said) return false;
  for (std::size_t at = 0; at < said.size();) {
    const char c = said[at];
    std::size_t end = at + 1;
    while (end < said.size() && (static_cast<unsigned char>(said[end]) & 0xC0U) == 0x80U) ++end;
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!is_plain && (end == at + 1 || !is_letter(said.substr(at, end - at)))) return false;
    at = end;
  }
  return true;
}

// A part of an address.
std::string slug_in(const json::object& it) {
  constexpr std::size_t kBytesMax = 300;
  std::string said = line(it, "slug");
  if (said.size() > kBytesMax || !is_slug(said))
    throw Wrong{"slug is none: small letters, digits and hyphens."};
  return said;
}

bool flag(const json::object& it, std::string_view name) {
  const auto* const value = it.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<std::uint64_t> number(const json::object& it, std::string_view name) {
  constexpr std::int64_t kMost = 9'007'199'254'740'991;  // every program reads it as it is
  const auto* const value = it.if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (value->is_int64() && value->get_int64() >= 0 && value->get_int64() <= kMost)
    return static_cast<std::uint64_t>(value->get_int64());
  throw Wrong{std::string(name) + " is not a number from 0 up, or too large."};
}

// Of what there is at least one.
std::optional<std::uint64_t> number_from_1(const json::object& it, std::string_view name) {
  const auto said = number(it, name);
  if (said == 0) throw Wrong{std::string(name) + " is less than 1."};
  return said;
}

std::optional<Timestamp> moment(const json::object& it, std::string_view name) {
  const std::string said = text(it, name);
  if (said.empty()) return std::nullopt;
  const auto at = parse_rfc3339(said);
  if (!at) throw Wrong{std::string(name) + " is not a moment."};
  return *at;
}

template <class Each>
void each_object(const json::object& it, std::string_view name, std::size_t most, Each each) {
  const auto* const value = it.if_contains(name);
  if (value == nullptr || value->is_null()) return;
  if (!value->is_array() || value->get_array().size() > most)
    throw Wrong{std::string(name) + " is not a list, or too long."};
  for (const json::value& one : value->get_array()) {
    if (!one.is_object()) throw Wrong{"In " + std::string(name) + " stands what is no object."};
    each(one.get_object());
  }
}

std::vector<std::string> lines(const json::object& it, std::string_view name) {
  std::vector<std::string> all;
  const auto* const value = it.if_contains(name);
  if (value == nullptr || value->is_null()) return all;
  if (!value->is_array() || value->get_array().size() > 2 * catalog::kTerritoryCountriesMax)
    throw Wrong{std::string(name) + " is not a list, or too long."};
  for (const json::value& one : value->get_array()) {
    if (!one.is_string() || !catalog::is_clean_line(std::string_view(one.get_string())))
      throw Wrong{"In " + std::string(name) + " stands what is no clean line."};
    all.emplace_back(one.get_string());
  }
  return all;
}

void read_work(const json::object& work, catalog::ListRow& row, catalog::OwnBook& own) {
  own.work_id = line(work, "id");
  own.slug = slug_in(work);
  own.is_hidden = line(work, "visibility") == "hidden";
  catalog::BookRecord& record = row.record;
  record.title = line(work, "title");
  if (record.title.empty()) throw Wrong{"It has no title."};
  record.subtitle = line(work, "subtitle");
  record.series = line(work, "series");
  record.series_position = line(work, "series_position");
  record.description = text(work, "description");
  if (!catalog::is_clean_text(record.description, catalog::kParagraphBytesMax))
    throw Wrong{"description is no clean text."};
  each_object(work, "contributors", catalog::kListMax, [&](const json::object& one) {
    record.contributors.push_back(
        {line(one, "name"), line(one, "sort_name"), catalog::contributor_role(line(one, "role"))});
    if (record.contributors.back().name.empty()) throw Wrong{"A contributor has no name."};
  });
  each_object(work, "subjects", catalog::kListMax, [&](const json::object& one) {
    row.subjects.push_back(
        {line(one, "name"), line(one, "scheme"), line(one, "code"), slug_in(one)});
    if (row.subjects.back().name.empty()) throw Wrong{"A subject has no name."};
  });
}

void read_accessibility(const json::object& edition, catalog::AccessibilityFacts& facts) {
  const auto* const value = edition.if_contains("accessibility");
  if (value == nullptr || !value->is_object()) return;
  const json::object& it = value->get_object();
  facts.stated = true;
  facts.access_modes = lines(it, "access_modes");
  facts.access_modes_sufficient = lines(it, "access_modes_sufficient");
  facts.features = lines(it, "features");
  facts.hazards = lines(it, "hazards");
  facts.conforms_to = lines(it, "conforms_to");
  facts.certified_by = line(it, "certified_by");
  facts.summary = text(it, "summary");
}

void read_edition(const json::object& edition, catalog::ListRow& row, catalog::OwnBook& own) {
  own.edition_id = line(edition, "id");
  own.version = number_from_1(edition, "version").value_or(1);
  catalog::BookRecord& record = row.record;
  record.language = line(edition, "language");
  if (!record.language.empty() && !catalog::is_language_tag(record.language))
    throw Wrong{"language is no tag such as en or pt-BR."};
  set_isbn(row, line(edition, "isbn13"));
  record.publisher = line(edition, "publisher");
  record.published = partial_date(line(edition, "published"));
  record.rights = text(edition, "rights");
  record.words = number(edition, "words").value_or(0);
  record.fixed_layout = flag(edition, "fixed_layout");
  record.has_scripts = flag(edition, "has_scripts");
  record.has_remote_resources = flag(edition, "has_remote_resources");
  read_accessibility(edition, record.accessibility);
  each_object(edition, "contents", catalog::kContentsMax, [&](const json::object& one) {
    record.contents.push_back({line(one, "title"), static_cast<int>(std::min<std::uint64_t>(
                                                       number(one, "depth").value_or(0), 8))});
  });
  each_object(edition, "files", catalog::kListFilesMax, [&](const json::object& one) {
    own.files.push_back({line(one, "id"), line(one, "format"), line(one, "media_type"),
                         line(one, "file_name"), line(one, "cid"), line(one, "sha256"),
                         number(one, "size").value_or(0)});
  });
}

std::string major_units(const json::object& terms, std::string_view name, std::string& currency) {
  const auto* const value = terms.if_contains(name);
  if (value == nullptr || value->is_null()) return {};
  if (!value->is_object()) throw Wrong{std::string(name) + " is no price."};
  const json::object& it = value->get_object();
  const std::string code = line(it, "currency");
  const auto asset = find_asset(code);
  const auto units = parse_minor_units(line(it, "amount"));
  if (!asset || !units) throw Wrong{std::string(name) + " is no price."};
  currency = code;
  return decimal({*units, *asset});
}

void read_offer(const json::object& offer, catalog::ListRow& row, catalog::OwnBook& own) {
  own.offer_id = line(offer, "id");
  own.copies_left = number(offer, "copies_left");
  own.licence_seats = number_from_1(offer, "licence_seats");
  each_object(offer, "terms", catalog::kListTermsMax, [&](const json::object& one) {
    catalog::ListTerms terms;
    terms.price = major_units(one, "price", terms.currency);
    terms.suggested = major_units(one, "suggested", terms.currency);
    terms.compare_at = major_units(one, "compare_at", terms.currency);
    terms.buyer_sets_price = flag(one, "buyer_sets_price");
    if (!terms.price.empty()) row.terms.push_back(std::move(terms));
  });
  const json::object& rules = object_in(offer, "rules");
  row.rules.sold_from = moment(rules, "sold_from");
  row.rules.sold_until = moment(rules, "sold_until");
  row.rules.release_at = moment(rules, "release_at");
  const auto territory = catalog::parse_territory(line(rules, "territory"));
  if (!territory) throw Wrong{"territory is none."};
  row.rules.territory = *territory;
  row.rules.countries = lines(rules, "countries");
}

void read_names(const json::object& book, catalog::OwnBook& own) {
  each_object(book, "names", catalog::kListNamesMax, [&](const json::object& one) {
    own.names.push_back({line(one, "source"), line(one, "key"), line(one, "digest")});
    if (own.names.back().source.empty() || own.names.back().key.empty())
      throw Wrong{"A name of it is none."};
  });
  own.edited = lines(book, "edited");
  if (own.edited.size() > catalog::kListEditedMax) throw Wrong{"edited is too long."};
}

// What the shop would refuse is refused here, by the same limits: it costs no more than itself.
template <class Read>
void check_border(const Result<Read>& read) {
  if (!read) throw Wrong{"It holds what no shop takes: " + read.error().detail + "."};
}

// A bundle, or the reason why it is none.
void read_bundle(const json::value& said, ListFacts& facts) {
  try {
    if (!said.is_object()) throw Wrong{"It is no bundle."};
    const json::object& it = said.get_object();
    catalog::ListBundle bundle;
    bundle.source = "aan";
    bundle.key = line(it, "id");
    bundle.slug = slug_in(it);
    bundle.title = line(it, "title");
    bundle.description = text(it, "description");
    std::erase(bundle.description, '\r');  // of exports of before forms were read without them
    if (bundle.key.empty() || bundle.title.empty()) throw Wrong{"It does not say its id."};
    if (!catalog::is_clean_text(bundle.description, catalog::kParagraphBytesMax))
      throw Wrong{"description is no clean text."};
    bundle.is_hidden = line(it, "visibility") == "hidden";
    each_object(it, "terms", catalog::kListTermsMax, [&](const json::object& one) {
      catalog::ListTerms terms;
      terms.price = major_units(one, "price", terms.currency);
      if (!terms.price.empty()) bundle.terms.push_back(std::move(terms));
    });
    bundle.books = lines(it, "works");
    if (bundle.books.size() > catalog::kListBundleBooksMax) throw Wrong{"works is too long."};
    check_border(catalog::parse_list_bundle(catalog::encode_list_bundle(bundle)));
    if (facts.bundles.size() == catalog::kListBundlesMax) throw Wrong{"There are too many."};
    facts.bundles.push_back(std::move(bundle));
  } catch (const Wrong& wrong) {
    if (facts.notes.size() + 1 < catalog::kListNotesMax)  // one is for the end
      facts.notes.push_back("A bundle was left out. " + wrong.sentence);
  }
}

catalog::ListRow row_of(const json::value& book, std::uint64_t at) {
  catalog::ListRow row;
  row.line = at;
  try {
    if (!book.is_object()) throw Wrong{"It is no book."};
    const json::object& it = book.get_object();
    catalog::OwnBook own;
    read_work(object_in(it, "work"), row, own);
    read_edition(object_in(it, "edition"), row, own);
    read_offer(object_in(it, "offer"), row, own);
    own.merged_into = line(it, "merged_into");
    own.cover = line(it, "cover");
    own.has_no_sample = flag(it, "has_no_sample");
    read_names(it, own);
    row.source = "aan";
    row.key = own.work_id;
    if (own.work_id.empty() || own.edition_id.empty() || own.offer_id.empty())
      throw Wrong{"It does not say its ids."};
    row.own = std::move(own);
    check_border(catalog::parse_list_row(catalog::encode_list_row(row)));
  } catch (const Wrong& wrong) {
    row = {};
    row.line = at;
    row.problem = wrong.sentence;
  }
  return row;
}

}  // namespace

bool is_own(const json::value& document) {
  if (!document.is_object()) return false;
  const auto* const format = document.get_object().if_contains("format");
  return format != nullptr && format->is_string() && format->get_string() == "aan-catalogue-1";
}

Result<ListFacts> read_own(const json::object& document, const TakeRow& take) {
  ListFacts facts;
  facts.format = catalog::ListFormat::own;
  const auto* const books = document.if_contains("books");
  if (books == nullptr || !books->is_array())
    return refuse(Errc::invalid, "list.own", "There are no books in this export.");
  std::uint64_t number = 0;
  for (const json::value& one : books->get_array()) AAN_TRY(take(row_of(one, ++number)));
  const auto* const bundles = document.if_contains("bundles");
  if (bundles != nullptr && bundles->is_array())
    for (const json::value& one : bundles->get_array()) read_bundle(one, facts);
  return facts;
}

Result<ListFacts> read_own_lines(Source& source, const TakeRow& take) {
  ListFacts facts;
  facts.format = catalog::ListFormat::own;
  std::string text;
  bool is_cut = false;
  std::uint64_t at = 0;
  bool is_closed = false;
  bool is_of_bundles = false;
  while (AAN_TRY(source.line(text, kOwnLineBytesMax, is_cut))) {
    ++at;
    std::string_view it = trim(text);
    if (at == 1 || it.empty()) continue;
    if (it.starts_with("],") && !is_of_bundles) {
      is_of_bundles = true;
      continue;
    }
    if (it.starts_with(']')) {
      is_closed = true;
      break;
    }
    if (it.ends_with(',')) it.remove_suffix(1);
    catalog::ListRow row;
    row.line = at;
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    const json::value book = is_cut ? json::value() : json::parse(it, error, {}, options);
    if (is_of_bundles) {
      read_bundle(error || !is_utf8(it) ? json::value() : book, facts);
      continue;
    }
    if (is_cut)
      row.problem = "It is larger than 4 MB.";
    else if (error || !is_utf8(it))
      row.problem = "It is not JSON in UTF-8.";
    else
      row = row_of(book, at);
    AAN_TRY(take(std::move(row)));
  }
  if (!is_closed) facts.notes.emplace_back("The export ends early: it was cut off.");
  return facts;
}

}  // namespace aan::worker::list
