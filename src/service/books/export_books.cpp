#include "service/books/export_books.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "domain/catalog/language.hpp"
#include "service/books/csv_cell.hpp"

namespace aan::service {
namespace {

using catalog::ContributorRole;
using catalog::ListRow;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

// A semicolon parts names; one inside of a name becomes a comma.
std::string part(std::string text) {
  std::ranges::replace(text, ';', ',');
  return text;
}

// In CSV so does a bar, where no semicolon is; one inside of a name becomes a stroke.
std::string cell_part(std::string text) {
  std::ranges::replace(text, '|', '/');
  return part(std::move(text));
}

std::string names_of(const ListRow& row, ContributorRole role, bool sorted = false) {
  std::vector<std::string> names;
  for (const catalog::ContributorFact& one : row.record.contributors)
    if (one.role == role) names.push_back(cell_part(sorted ? one.sort_name : one.name));
  return joined(names);
}

// Whoever has no column of their own, with their part: "cover: Jo Penn".
std::string others_of(const ListRow& row) {
  std::vector<std::string> all;
  for (const catalog::ContributorFact& one : row.record.contributors)
    if (one.role > ContributorRole::narrator)
      all.push_back(std::string(catalog::word_of(one.role)) + ": " + cell_part(one.name));
  return joined(all);
}

std::string subjects_of(const ListRow& row, std::string_view scheme) {
  std::vector<std::string> names;
  for (const catalog::ListSubject& one : row.subjects)
    if (one.scheme == scheme) names.push_back(cell_part(one.code.empty() ? one.name : one.code));
  return joined(names);
}

const catalog::ListTerms* first_terms(const ListRow& row) {
  return row.terms.empty() ? nullptr : &row.terms.front();
}

using Field = std::string (*)(const ListRow& row);
struct Column {
  std::string_view name;
  Field field;
};
constexpr std::array<Column, 26> kColumns = {{
    {"source_id", [](const ListRow& row) { return row.key; }},
    {"title", [](const ListRow& row) { return row.record.title; }},
    {"subtitle", [](const ListRow& row) { return row.record.subtitle; }},
    {"author", [](const ListRow& row) { return names_of(row, ContributorRole::author); }},
    {"author_sort",
     [](const ListRow& row) { return names_of(row, ContributorRole::author, true); }},
    {"translator", [](const ListRow& row) { return names_of(row, ContributorRole::translator); }},
    {"illustrator", [](const ListRow& row) { return names_of(row, ContributorRole::illustrator); }},
    {"editor", [](const ListRow& row) { return names_of(row, ContributorRole::editor); }},
    {"narrator", [](const ListRow& row) { return names_of(row, ContributorRole::narrator); }},
    {"contributors", others_of},
    {"language",
     [](const ListRow& row) {
       return row.record.language == "und" ? std::string() : row.record.language;
     }},
    {"category", [](const ListRow& row) { return subjects_of(row, ""); }},
    {"lcsh", [](const ListRow& row) { return subjects_of(row, "lcsh"); }},
    {"thema", [](const ListRow& row) { return subjects_of(row, "thema"); }},
    {"bisac", [](const ListRow& row) { return subjects_of(row, "bisac"); }},
    {"isbn13", [](const ListRow& row) { return row.record.isbn13; }},
    {"publisher", [](const ListRow& row) { return row.record.publisher; }},
    {"published", [](const ListRow& row) { return row.record.published; }},
    {"rights", [](const ListRow& row) { return row.record.rights; }},
    {"series", [](const ListRow& row) { return row.record.series; }},
    {"series_position", [](const ListRow& row) { return row.record.series_position; }},
    {"description", [](const ListRow& row) { return row.record.description; }},
    {"price",
     [](const ListRow& row) {
       const auto* const terms = first_terms(row);
       return terms == nullptr || terms->buyer_sets_price ? std::string() : terms->price;
     }},
    {"currency",
     [](const ListRow& row) {
       const auto* const terms = first_terms(row);
       return terms == nullptr ? std::string() : terms->currency;
     }},
    {"compare_at",
     [](const ListRow& row) {
       const auto* const terms = first_terms(row);
       return terms == nullptr ? std::string() : terms->compare_at;
     }},
    {"minimum_price",
     [](const ListRow& row) {
       const auto* const terms = first_terms(row);
       return terms == nullptr || !terms->buyer_sets_price ? std::string() : terms->price;
     }},
}};

std::string element(std::string_view name, std::string_view text) {
  if (text.empty()) return {};
  std::string out = "<";
  out += name;
  out += '>';
  out += escape_xml(text);
  out += "</";
  out += name;
  return out + ">";
}

// List 74 has the bibliographic codes of ISO 639-2.
std::string language_code(const std::string& tag) {
  const std::string code = catalog::bibliographic_language(catalog::primary_language(tag));
  return code == "und" ? std::string() : code;
}

// List 175, each once; it has none for the others.
std::string form_details(const ListRow& row) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kDetails = {
      {{"epub", "E101"}, {"pdf", "E107"}, {"mp3", "A103"}}};
  std::string out;
  for (const auto& [format, detail] : kDetails)
    if (row.own && std::ranges::count(row.own->files, format, &catalog::ListFile::format) > 0)
      out += element("ProductFormDetail", detail);
  return out;
}

std::string contributors(const ListRow& row) {
  std::string out;
  int number = 0;
  for (const catalog::ContributorFact& one : row.record.contributors) {
    out += "<Contributor>" + element("SequenceNumber", std::to_string(++number)) +
           element("ContributorRole", catalog::onix_code_of(one.role)) +
           element("PersonName", one.name);
    if (!one.sort_name.empty() && one.sort_name != one.name)
      out += element("PersonNameInverted", one.sort_name);
    out += "</Contributor>\n";
  }
  if (out.empty()) out = "<NoContributor/>\n";
  return out;
}

std::string collection(const ListRow& row) {
  if (row.record.series.empty()) return {};
  std::string out =
      "<Collection>" + element("CollectionType", "10") + "<TitleDetail>" +
      element("TitleType", "01") + "<TitleElement>" + element("TitleElementLevel", "02") +
      element("PartNumber", row.record.series_position) + element("TitleText", row.record.series) +
      "</TitleElement></TitleDetail></Collection>\n";
  return out;
}

// List 27.
std::string subjects(const ListRow& row) {
  std::string out;
  std::string words;
  for (const catalog::ListSubject& one : row.subjects) {
    if (one.scheme.empty()) {
      words += (words.empty() ? "" : "; ") + part(one.name);
      continue;
    }
    out += "<Subject>";
    if (one.scheme == "thema")
      out += element("SubjectSchemeIdentifier", "93");
    else if (one.scheme == "bisac")
      out += element("SubjectSchemeIdentifier", "10");
    else if (one.scheme == "lcsh")
      out += element("SubjectSchemeIdentifier", "04");
    else if (one.scheme.starts_with("onix "))
      out += element("SubjectSchemeIdentifier", one.scheme.substr(5));
    else
      out += element("SubjectSchemeIdentifier", "24") + element("SubjectSchemeName", one.scheme);
    out += element("SubjectCode", one.code);
    if (one.name != one.code) out += element("SubjectHeadingText", one.name);
    out += "</Subject>\n";
  }
  if (!words.empty())
    out += "<Subject>" + element("SubjectSchemeIdentifier", "20") +
           element("SubjectHeadingText", words) + "</Subject>\n";
  return out;
}

std::string descriptive(const ListRow& row, bool is_stamped) {
  const catalog::BookRecord& record = row.record;
  std::string out =
      "<DescriptiveDetail>" + element("ProductComposition", "00") + element("ProductForm", "ED");
  // List 144: 00 nothing, 02 a digital watermark.
  out += form_details(row) + element("EpubTechnicalProtection", is_stamped ? "02" : "00") + "\n" +
         collection(row) + "<TitleDetail>" + element("TitleType", "01") + "<TitleElement>" +
         element("TitleElementLevel", "01") + element("TitleText", record.title) +
         element("Subtitle", record.subtitle) + "</TitleElement></TitleDetail>\n" +
         contributors(row);
  if (const std::string code = language_code(record.language); !code.empty())
    out += "<Language>" + element("LanguageRole", "01") + element("LanguageCode", code) +
           "</Language>\n";
  if (row.own)
    for (const catalog::ListFile& file : row.own->files)
      out += "<Extent>" + element("ExtentType", "22") +
             element("ExtentValue", std::to_string(std::max<std::uint64_t>(1, file.size / 1024))) +
             element("ExtentUnit", "19") + "</Extent>\n";
  return out + subjects(row) + "</DescriptiveDetail>\n";
}

std::string territory(const ListRow& row) {
  std::string countries;
  for (const std::string& country : row.rules.countries)
    countries += (countries.empty() ? "" : " ") + country;
  if (row.rules.territory == catalog::Territory::only)
    return "<Territory>" + element("CountriesIncluded", countries) + "</Territory>";
  return "<Territory>" + element("RegionsIncluded", "WORLD") +
         (row.rules.territory == catalog::Territory::except
              ? element("CountriesExcluded", countries)
              : std::string()) +
         "</Territory>";
}

// A day where it is one of UTC, else the moment (00 and 14 of list 55): what comes back is the
// same.
std::string date_element(Timestamp at) {
  std::string text = rfc3339(at);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  const bool is_day = text.ends_with("T000000Z");
  if (is_day) text.resize(8);
  return std::string("<Date dateformat=\"") + (is_day ? "00" : "14") + "\">" + text + "</Date>";
}

// From when it can be had; nothing: it can be had, or its sale is over.
std::optional<Timestamp> awaited(const ListRow& row, catalog::SaleState state) {
  if (state != catalog::SaleState::preorder && state != catalog::SaleState::not_yet)
    return std::nullopt;
  return std::max(row.rules.sold_from, row.rules.release_at);
}

// List 64: 02 forthcoming, 04 active, 08 inactive, 00 not said: a book of somebody else's list may
// be anything.
std::string_view publishing_status(const OnixSale& sale) {
  if (sale.state == catalog::SaleState::over) return "08";
  if (sale.state != catalog::SaleState::open) return "02";
  return sale.availability == catalog::Availability::not_for_sale ? "00" : "04";
}

// List 65: 10 not yet, 20 available, 30 not for a while, 40 not available.
std::string_view product_availability(const OnixSale& sale) {
  using catalog::Availability;
  if (sale.state == catalog::SaleState::over) return "40";
  if (sale.state != catalog::SaleState::open) return "10";
  switch (sale.availability) {
    case Availability::available: return "20";
    case Availability::being_restored:
    case Availability::all_held: return "30";
    case Availability::sold_out:
    case Availability::not_for_sale:
    case Availability::not_in_currency:
    case Availability::not_yet_sold:
    case Availability::no_longer_sold: return "40";
  }
  return "40";
}

// What is forthcoming needs a day to come; one that is past, of a book that comes out anew, is
// none.
std::string publication_day(const ListRow& row, catalog::SaleState state) {
  const std::string& said = row.record.published;
  const auto comes = awaited(row, state);
  if (!comes) return said;
  const std::string day = write_day(civil_date(*comes));
  return said.empty() || said < day.substr(0, said.size()) ? day : said;
}

std::string publishing(const ListRow& row, const OnixSale& sale) {
  const catalog::BookRecord& record = row.record;
  std::string out = "<PublishingDetail>";
  if (!record.publisher.empty())
    out += "<Publisher>" + element("PublishingRole", "01") +
           element("PublisherName", record.publisher) + "</Publisher>";
  out += element("PublishingStatus", publishing_status(sale));
  if (std::string date = publication_day(row, sale.state); !date.empty()) {
    std::erase(date, '-');
    // List 55: 00 a day, 01 a month, 05 a year.
    const std::string_view format = date.size() == 8 ? "00" : date.size() == 6 ? "01" : "05";
    out += "<PublishingDate>" + element("PublishingDateRole", "01") + "<Date dateformat=\"" +
           std::string(format) + "\">" + date + "</Date></PublishingDate>";
  }
  // List 163: 27 the day before which nobody may order it.
  if (sale.state == catalog::SaleState::not_yet)
    out += "<PublishingDate><PublishingDateRole>27</PublishingDateRole>" +
           date_element(*row.rules.sold_from) + "</PublishingDate>";
  out += "<SalesRights>" + element("SalesRightsType", "01") + territory(row) + "</SalesRights>";
  return out + "</PublishingDetail>\n";
}

// List 166: 08 the day it can be had from, 51 the one its sale ends on.
std::string supply_date(std::string_view role, const std::optional<Timestamp>& at) {
  if (!at) return {};
  return "<SupplyDate>" + element("SupplyDateRole", role) + date_element(*at) + "</SupplyDate>";
}

// List 57: 01 free, 02 a price to be announced. What is free in one currency may cost something in
// another, so each says it for itself where there are several.
std::string prices(const ListRow& row) {
  const auto is_free = [](const catalog::ListTerms& one) {
    return one.price.find_first_not_of("0.") == std::string::npos;
  };
  if (row.terms.empty()) return element("UnpricedItemType", "02");
  if (row.terms.size() == 1 && is_free(row.terms[0])) return element("UnpricedItemType", "01");
  std::string out;
  for (const catalog::ListTerms& one : row.terms)
    out += "<Price>" + element("PriceType", "02") +
           (is_free(one) ? element("UnpricedItemType", "01") : element("PriceAmount", one.price)) +
           element("CurrencyCode", one.currency) + "</Price>";
  return out;
}

std::string supply(const ListRow& row, const OnixSale& sale, const std::string& supplier) {
  return "<ProductSupply><SupplyDetail><Supplier>" + element("SupplierRole", "09") +
         element("SupplierName", supplier) + "</Supplier>" +
         element("ProductAvailability", product_availability(sale)) +
         supply_date("08", awaited(row, sale.state)) + supply_date("51", row.rules.sold_until) +
         prices(row) + "</SupplyDetail></ProductSupply>\n";
}

}  // namespace

std::string csv_head() {
  std::string line;
  for (const Column& column : kColumns) {
    if (!line.empty()) line += ',';
    line += column.name;
  }
  return line + "\r\n";
}

std::string csv_line(const ListRow& row) {
  std::string line;
  for (const Column& column : kColumns) {
    if (&column != kColumns.data()) line += ',';
    line += csv_cell(column.field(row));
  }
  return line + "\r\n";
}

std::string onix_head(const std::string& sender, Timestamp now) {
  std::string day = write_day(civil_date(now));
  std::erase(day, '-');
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<ONIXMessage release=\"3.0\" xmlns=\"http://ns.editeur.org/onix/3.0/reference\">\n"
         "<Header><Sender>" +
         element("SenderName", sender.empty() ? "Bookshop" : sender) + "</Sender>" +
         element("SentDateTime", day) + "</Header>\n";
}

std::string onix_product(const ListRow& row, const OnixSale& sale) {
  // List 1: 02 before it is published, 03 from then on.
  const bool is_forthcoming = awaited(row, sale.state).has_value();
  std::string out = "<Product>\n" + element("RecordReference", row.key) +
                    element("NotificationType", is_forthcoming ? "02" : "03") +
                    "<ProductIdentifier>" + element("ProductIDType", "01") +
                    element("IDTypeName", "Shop") + element("IDValue", row.key) +
                    "</ProductIdentifier>";
  if (!row.record.isbn13.empty())
    out += "<ProductIdentifier>" + element("ProductIDType", "15") +
           element("IDValue", row.record.isbn13) + "</ProductIdentifier>";
  out += "\n" + descriptive(row, sale.is_stamped);
  if (!row.record.description.empty())
    out += "<CollateralDetail><TextContent>" + element("TextType", "03") +
           element("ContentAudience", "00") + element("Text", row.record.description) +
           "</TextContent></CollateralDetail>\n";
  return out + publishing(row, sale) + supply(row, sale, "Bookshop") + "</Product>\n";
}

std::string onix_tail() { return "</ONIXMessage>\n"; }

}  // namespace aan::service
