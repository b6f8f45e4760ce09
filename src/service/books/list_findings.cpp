#include "service/books/list_findings.hpp"

#include "base/text.hpp"
#include "service/books/csv_cell.hpp"
#include "service/typed_moment.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kValueBytesMax = 200;
constexpr std::size_t kWhyBytesMax = 400;

std::string cut(std::string_view text, std::size_t bytes_max) {
  const std::string line = one_line(text);
  if (line.size() <= bytes_max) return line;
  return std::string(utf8_prefix(line, bytes_max - 3)) + "…";
}

std::string amount_in_words(const catalog::PriceTerms& terms) {
  if (!terms.price) return {};
  const std::string code(terms.price->asset.code());
  std::string text = (terms.buyer_sets_price ? "from " : "") + decimal(*terms.price) + " " + code;
  if (terms.compare_at) text += " (compared with " + decimal(*terms.compare_at) + ")";
  return text;
}

std::string prices_in_words(const catalog::Offer& offer) {
  std::string text = amount_in_words(offer);
  for (const catalog::PriceTerms& other : offer.others)
    text += (text.empty() ? "" : ", ") + amount_in_words(other);
  return text;
}

std::string people_in_words(const catalog::Work& work, bool are_authors) {
  std::string text;
  for (const catalog::Contributor& one : work.contributors)
    if ((one.role == catalog::ContributorRole::author) == are_authors)
      text += (text.empty() ? "" : "; ") + one.name;
  return text;
}

std::string subjects_in_words(const catalog::Work& work) {
  std::string text;
  for (const catalog::Subject& one : work.subjects) text += (text.empty() ? "" : "; ") + one.name;
  return text;
}

std::string territory_in_words(const catalog::SaleRules& rules) {
  std::string text(catalog::name_of(rules.territory));
  for (const std::string& country : rules.countries) text += " " + country;
  return text;
}

std::string dates_in_words(const catalog::SaleRules& rules) {
  std::string text;
  const auto add = [&text](std::string_view word, const std::string& day) {
    if (!day.empty()) text += (text.empty() ? "" : " ") + std::string(word) + " " + day;
  };
  add("from", typed(rules.sold_from));
  add("until", typed(rules.sold_until, DayEdge::end));
  add("release", typed(rules.release_at));
  return text;
}

std::string_view kind_in_csv(ports::FindingKind kind) {
  switch (kind) {
    case ports::FindingKind::changed: return "changed";
    case ports::FindingKind::remark: return "remark";
    case ports::FindingKind::refused: break;
  }
  return "refused";
}

bool is_routine(std::string_view said) { return said == kPricesTaken || said == kPriceGiven; }

}  // namespace

std::vector<FieldChange> changes_between(const catalog::BookDetail& before,
                                         const catalog::BookDetail& after) {
  std::vector<FieldChange> changes;
  const auto compare = [&](std::string field, const std::string& was, const std::string& is) {
    if (was != is)
      changes.push_back({std::move(field), cut(was, kValueBytesMax), cut(is, kValueBytesMax)});
  };
  const auto shown = [](const catalog::BookDetail& book) {
    return book.work.visibility == catalog::Visibility::listed ? "listed" : "hidden";
  };
  compare("price", prices_in_words(before.offer), prices_in_words(after.offer));
  compare("state", shown(before), shown(after));
  compare("countries", territory_in_words(before.offer.rules),
          territory_in_words(after.offer.rules));
  compare("dates", dates_in_words(before.offer.rules), dates_in_words(after.offer.rules));
  compare("title", before.work.title, after.work.title);
  compare("subtitle", before.work.subtitle, after.work.subtitle);
  compare("authors", people_in_words(before.work, true), people_in_words(after.work, true));
  compare("contributors", people_in_words(before.work, false), people_in_words(after.work, false));
  compare("language", before.edition.language, after.edition.language);
  compare("publisher", before.edition.publisher, after.edition.publisher);
  compare("published", before.edition.published, after.edition.published);
  compare("isbn", before.edition.isbn13, after.edition.isbn13);
  compare("rights", before.edition.rights, after.edition.rights);
  compare("series", before.work.series, after.work.series);
  compare("series_position", before.work.series_position, after.work.series_position);
  compare("subjects", subjects_in_words(before.work), subjects_in_words(after.work));
  compare("description", before.work.description, after.work.description);
  return changes;
}

ports::ListFinding remark_on(const RowReport& row, std::string_view said) {
  ports::ListFinding one;
  one.kind = ports::FindingKind::remark;
  one.line = static_cast<std::int64_t>(row.line);
  one.title = cut(row.title, kValueBytesMax);
  one.slug = row.slug;
  one.why = cut(said, kWhyBytesMax);
  return one;
}

Findings take_findings(const std::vector<RowReport>& reports, ports::ListRun& run) {
  Findings found;
  found.remarks_before = run.remarks;
  found.refused_before = run.refused;
  found.changed_before = run.values_changed;
  for (const RowReport& row : reports) {
    ports::ListFinding one;
    one.line = static_cast<std::int64_t>(row.line);
    one.title = cut(row.title, kValueBytesMax);
    one.slug = row.slug;
    if (row.is_price_not_set) ++run.price_not_set;
    // What else is said of a row that was refused says why.
    if (row.verdict != RowVerdict::refused)
      for (const std::string& said : row.notes)
        if (!is_routine(said) && ++run.remarks <= ports::kListFindingsMax)
          found.remarks.push_back(remark_on(row, said));
    if (row.verdict == RowVerdict::refused && ++run.refused <= ports::kListFindingsMax) {
      one.kind = ports::FindingKind::refused;
      one.why = cut(row.notes.empty() ? std::string() : row.notes.front(), kWhyBytesMax);
      one.next_step = cut(row.next_step, kWhyBytesMax);
      found.refused.push_back(one);
    }
    for (const FieldChange& change : row.changes) {
      if (++run.values_changed > ports::kListFindingsMax) continue;
      one.kind = ports::FindingKind::changed;
      one.field = change.field;
      one.before = change.before;
      one.after = change.after;
      found.changed.push_back(one);
    }
  }
  return found;
}

std::string csv_of(const std::vector<ports::ListFinding>& findings) {
  std::string text = "line,kind,title,book,field,before,after,why,next_step\r\n";
  for (const ports::ListFinding& one : findings) {
    text += std::to_string(one.line) + "," + std::string(kind_in_csv(one.kind));
    for (const std::string* const cell :
         {&one.title, &one.slug, &one.field, &one.before, &one.after, &one.why, &one.next_step})
      text += "," + csv_cell(*cell);
    text += "\r\n";
  }
  return text;
}

}  // namespace aan::service
