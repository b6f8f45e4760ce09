#include "worker/list/onix.hpp"
#include "worker/list/amount.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "domain/catalog/match_key.hpp"

namespace aan::worker::list {
namespace {

using catalog::ContributorRole;
using pugi::xml_node;

// A reference name and its short tag.
struct Tag {
  const char* name;
  const char* tag;
};

constexpr Tag kRecord{"RecordReference", "a001"};
constexpr Tag kNotification{"NotificationType", "a002"};
constexpr Tag kIdentifier{"ProductIdentifier", "productidentifier"};
constexpr Tag kIdType{"ProductIDType", "b221"};
constexpr Tag kIdValue{"IDValue", "b244"};
constexpr Tag kDescriptive{"DescriptiveDetail", "descriptivedetail"};
constexpr Tag kProductForm{"ProductForm", "b012"};
constexpr Tag kTitleDetail{"TitleDetail", "titledetail"};
constexpr Tag kTitleType{"TitleType", "b202"};
constexpr Tag kTitleElement{"TitleElement", "titleelement"};
constexpr Tag kTitleLevel{"TitleElementLevel", "x409"};
constexpr Tag kTitleText{"TitleText", "b203"};
constexpr Tag kTitlePrefix{"TitlePrefix", "b030"};
constexpr Tag kTitleRest{"TitleWithoutPrefix", "b031"};
constexpr Tag kSubtitle{"Subtitle", "b029"};
constexpr Tag kPartNumber{"PartNumber", "x410"};
constexpr Tag kContributor{"Contributor", "contributor"};
constexpr Tag kRole{"ContributorRole", "b035"};
constexpr Tag kPersonName{"PersonName", "b036"};
constexpr Tag kNameInverted{"PersonNameInverted", "b037"};
constexpr Tag kNamesBefore{"NamesBeforeKey", "b039"};
constexpr Tag kKeyNames{"KeyNames", "b040"};
constexpr Tag kCorporate{"CorporateName", "b047"};
constexpr Tag kCollection{"Collection", "collection"};
constexpr Tag kLanguage{"Language", "language"};
constexpr Tag kLanguageRole{"LanguageRole", "b253"};
constexpr Tag kLanguageCode{"LanguageCode", "b252"};
constexpr Tag kSubject{"Subject", "subject"};
constexpr Tag kScheme{"SubjectSchemeIdentifier", "b067"};
constexpr Tag kSchemeName{"SubjectSchemeName", "b171"};
constexpr Tag kCode{"SubjectCode", "b069"};
constexpr Tag kHeading{"SubjectHeadingText", "b070"};
constexpr Tag kCollateral{"CollateralDetail", "collateraldetail"};
constexpr Tag kTextContent{"TextContent", "textcontent"};
constexpr Tag kResource{"SupportingResource", "supportingresource"};
constexpr Tag kTextType{"TextType", "x426"};
constexpr Tag kText{"Text", "d104"};
constexpr Tag kPublishing{"PublishingDetail", "publishingdetail"};
constexpr Tag kPublisher{"Publisher", "publisher"};
constexpr Tag kPublisherName{"PublisherName", "b081"};
constexpr Tag kImprint{"Imprint", "imprint"};
constexpr Tag kImprintName{"ImprintName", "b079"};
constexpr Tag kDate{"PublishingDate", "publishingdate"};
constexpr Tag kDateRole{"PublishingDateRole", "x448"};
constexpr Tag kDateValue{"Date", "b306"};
constexpr Tag kSalesRights{"SalesRights", "salesrights"};
constexpr Tag kRightsType{"SalesRightsType", "b089"};
constexpr Tag kTerritory{"Territory", "territory"};
constexpr Tag kCountriesIn{"CountriesIncluded", "x449"};
constexpr Tag kRegionsIn{"RegionsIncluded", "x450"};
constexpr Tag kCountriesOut{"CountriesExcluded", "x451"};
constexpr Tag kSupply{"ProductSupply", "productsupply"};
constexpr Tag kSupplyDetail{"SupplyDetail", "supplydetail"};
constexpr Tag kPrice{"Price", "price"};
constexpr Tag kAmount{"PriceAmount", "j151"};
constexpr Tag kCurrency{"CurrencyCode", "j152"};
constexpr Tag kUnpriced{"UnpricedItemType", "j192"};
constexpr Tag kAvailability{"ProductAvailability", "j396"};
constexpr Tag kSupplyDate{"SupplyDate", "supplydate"};
constexpr Tag kSupplyDateRole{"SupplyDateRole", "x461"};

bool is(const xml_node& node, const Tag& tag) {
  return std::strcmp(node.name(), tag.name) == 0 || std::strcmp(node.name(), tag.tag) == 0;
}
xml_node child(const xml_node& node, const Tag& tag) {
  const xml_node by_name = node.child(tag.name);
  return by_name ? by_name : node.child(tag.tag);
}
// Markup inside of a text is part of it (XHTML in `Text`).
std::string inner(const xml_node& node) {
  std::string text;
  for (const xml_node& one : node.children()) {
    if (one.type() == pugi::node_pcdata || one.type() == pugi::node_cdata) {
      text += one.value();
    } else if (one.type() == pugi::node_element) {
      const std::string name = lower_ascii(one.name());
      const std::string words = inner(one);
      text += words;
      if (name == "p" || name == "li" || name == "div" || name.starts_with('h')) text += "\n\n";
      if (name == "br") text += "\n";
    }
    if (text.size() > (std::size_t{1} << 20)) return text;
  }
  return text;
}
std::string text_of(const xml_node& node, const Tag& tag) {
  return clean_line(inner(child(node, tag)));
}
template <class Each>
void each(const xml_node& node, const Tag& tag, Each take) {
  for (const xml_node& one : node.children())
    if (is(one, tag)) take(one);
}

std::string title_of(const xml_node& element) {
  std::string title = text_of(element, kTitleText);
  if (!title.empty()) return title;
  title = text_of(element, kTitlePrefix);
  const std::string rest = text_of(element, kTitleRest);
  return title + (title.empty() || rest.empty() ? "" : " ") + rest;
}

void read_identifiers(const xml_node& product, catalog::ListRow& row) {
  std::string isbn_10;
  each(product, kIdentifier, [&](const xml_node& one) {
    const std::string type = text_of(one, kIdType);
    const std::string value = text_of(one, kIdValue);
    if (type == "15" || (type == "03" && row.record.isbn13.empty())) set_isbn(row, value);
    if (type == "02") isbn_10 = value;
  });
  if (row.record.isbn13.empty()) set_isbn(row, isbn_10);
}

void read_titles(const xml_node& detail, catalog::ListRow& row) {
  each(detail, kTitleDetail, [&](const xml_node& titles) {
    if (text_of(titles, kTitleType) != "01") return;  // the distinctive title
    each(titles, kTitleElement, [&](const xml_node& element) {
      if (text_of(element, kTitleLevel) != "01" && !row.record.title.empty()) return;
      if (const std::string title = title_of(element); !title.empty()) row.record.title = title;
      if (const std::string under = text_of(element, kSubtitle); !under.empty())
        row.record.subtitle = under;
    });
  });
  each(detail, kCollection, [&](const xml_node& collection) {
    if (!row.record.series.empty()) return;
    each(collection, kTitleDetail, [&](const xml_node& titles) {
      each(titles, kTitleElement, [&](const xml_node& element) {
        if (const std::string title = title_of(element);
            !title.empty() && row.record.series.empty())
          row.record.series = title;
        if (const std::string part = text_of(element, kPartNumber); !part.empty())
          row.record.series_position = std::string(utf8_prefix(part, 20));
      });
    });
  });
}

void read_people(const xml_node& detail, catalog::ListRow& row) {
  each(detail, kContributor, [&](const xml_node& one) {
    std::string name = text_of(one, kPersonName);
    const std::string key = text_of(one, kKeyNames);
    std::string inverted = text_of(one, kNameInverted);
    if (name.empty() && !key.empty()) {
      const std::string before = text_of(one, kNamesBefore);
      name = before + (before.empty() ? "" : " ") + key;
      if (inverted.empty() && !before.empty()) inverted = key + ", " + before;
    }
    if (name.empty()) name = text_of(one, kCorporate);
    if (name.empty() && !inverted.empty()) {
      const std::size_t comma = inverted.find(',');
      name = comma == std::string::npos
                 ? inverted
                 : std::string(trim(inverted.substr(comma + 1))) + " " + inverted.substr(0, comma);
    }
    // Who had several parts is named once for each.
    each(one, kRole, [&](const xml_node& role) {
      add_contributor(row, name, inverted, catalog::role_of_onix(clean_line(inner(role))));
    });
    if (!child(one, kRole)) add_contributor(row, name, inverted, ContributorRole::other);
  });
}

// List 27.
std::string scheme_of(const xml_node& subject) {
  const std::string code = text_of(subject, kScheme);
  if (code == "93") return "thema";
  if (code == "10") return "bisac";
  if (code == "04") return "lcsh";
  if (code == "20") return "";  // keywords
  if (code == "24") return clean_line(text_of(subject, kSchemeName)).substr(0, 60);
  return "onix " + code.substr(0, 8);
}

void read_subjects(const xml_node& detail, catalog::ListRow& row) {
  each(detail, kSubject, [&](const xml_node& one) {
    const std::string scheme = scheme_of(one);
    const std::string heading = text_of(one, kHeading);
    if (text_of(one, kScheme) == "20") {
      for (const std::string_view word : split(heading, ';')) add_subject(row, word);
      return;
    }
    add_subject(row, heading, scheme, text_of(one, kCode));
  });
}

void read_language(const xml_node& detail, catalog::ListRow& row) {
  each(detail, kLanguage, [&](const xml_node& one) {
    if (text_of(one, kLanguageRole) == "01" && row.record.language.empty())
      set_language(row, text_of(one, kLanguageCode));
  });
}

// 03 is the description, 02 a short one.
void read_texts(const xml_node& product, catalog::ListRow& row) {
  std::string short_text;
  each(child(product, kCollateral), kTextContent, [&](const xml_node& one) {
    const std::string type = text_of(one, kTextType);
    const std::string text = clean_paragraphs(inner(child(one, kText)));
    if (type == "03" && row.record.description.empty()) row.record.description = text;
    if (type == "02") short_text = text;
  });
  if (row.record.description.empty()) row.record.description = short_text;
}

std::vector<std::string> countries_of(const std::string& codes) {
  std::vector<std::string> all;
  for (const std::string_view code : split(codes, ' '))
    if (code.size() == 2) all.emplace_back(code);
  std::ranges::sort(all);
  const auto twice = std::ranges::unique(all);
  all.erase(twice.begin(), twice.end());
  return all;
}

// Rights of types 01 and 02 say where it may be sold; 03 and 04 where not.
void read_rights(const xml_node& publishing, catalog::ListRow& row) {
  each(publishing, kSalesRights, [&](const xml_node& rights) {
    const std::string type = text_of(rights, kRightsType);
    if (type != "01" && type != "02") return;
    const xml_node territory = child(rights, kTerritory);
    const std::vector<std::string> in = countries_of(text_of(territory, kCountriesIn));
    const std::vector<std::string> out = countries_of(text_of(territory, kCountriesOut));
    if (text_of(territory, kRegionsIn).find("WORLD") != std::string::npos) {
      if (out.empty() || row.rules.territory != catalog::Territory::everywhere) return;
      row.rules.territory = catalog::Territory::except;
      row.rules.countries = out;
    } else if (!in.empty()) {
      row.rules.territory = catalog::Territory::only;
      row.rules.countries = in;
    } else {
      add_note(row,
               "Its territory names regions that are not countries; look at where it is sold.");
    }
  });
}

void read_publishing(const xml_node& product, catalog::ListRow& row) {
  const xml_node publishing = child(product, kPublishing);
  row.record.publisher = text_of(child(publishing, kPublisher), kPublisherName);
  if (row.record.publisher.empty())
    row.record.publisher = text_of(child(publishing, kImprint), kImprintName);
  each(publishing, kDate, [&](const xml_node& one) {
    if (text_of(one, kDateRole) == "01")
      set_published(row, text_of(one, kDateValue), "its date of publication");
  });
  read_rights(publishing, row);
}

// "+0130" as a span; what is none says nothing.
std::optional<Duration> zone_of(std::string_view text) {
  if (text.empty() || text == "Z") return Duration{};
  const auto digits = parse_whole_number(text.substr(1));
  if (text.size() != 5 || !digits || *digits < 0 || *digits > 1400) return std::nullopt;
  const Duration ahead = Duration::minutes(*digits / 100 * 60 + *digits % 100);
  return text[0] == '-' ? Duration{} - ahead : ahead;
}

// "20270131", a day, and "20270131T1800Z" or with seconds, a moment (00, 13 and 14 of list 55).
// Where no zone is named it is UTC.
std::optional<Timestamp> moment_of(const std::string& text) {
  const std::size_t zone = std::min(text.find_first_of("Z+-"), text.size());
  const auto ahead = zone_of(std::string_view(text).substr(zone));
  std::string digits = text.substr(0, zone);
  if (digits.size() > 9 && digits[8] == 'T') digits.erase(8, 1);
  if (!ahead || (digits.size() != 8 && digits.size() != 12 && digits.size() != 14))
    return std::nullopt;
  digits.resize(14, '0');
  const auto two = [&](std::size_t at) { return digits.substr(at, 2); };
  const auto at = parse_rfc3339(digits.substr(0, 4) + "-" + two(4) + "-" + two(6) + "T" + two(8) +
                                ":" + two(10) + ":" + two(12) + "Z");
  return at ? std::optional(*at - *ahead) : std::nullopt;
}

// The later of two days counts: nothing is sold before the last of those who forbid it.
void put_later(std::optional<Timestamp>& day, const xml_node& date) {
  const auto at = moment_of(text_of(date, kDateValue));
  if (at && at->us >= 0 && (!day || *at > *day)) day = at;
}

// List 65: what a supplier will not sell, whatever price stands beside it.
bool is_given_up(std::string_view availability) {
  return availability == "01" || availability == "09" || availability == "46" ||
         availability == "49";
}

// From when it may be ordered, from when it is delivered, until when it is sold. Lists 163 and 166:
// 02 is an embargo on sales, 27 one on orders before them, 08 when a supplier expects to have it,
// and 51 when it stops to supply it.
void read_sale(const xml_node& product, catalog::ListRow& row) {
  catalog::SaleRules& rules = row.rules;
  each(child(product, kPublishing), kDate, [&](const xml_node& one) {
    const std::string role = text_of(one, kDateRole);
    if (role == "02") put_later(rules.release_at, one);
    if (role == "27") put_later(rules.sold_from, one);
  });
  bool is_awaited = false;
  each(product, kSupply, [&](const xml_node& supply) {
    each(supply, kSupplyDetail, [&](const xml_node& detail) {
      const std::string availability = text_of(detail, kAvailability);
      const bool is_to_come = availability == "10" || availability == "11" || availability == "12";
      is_awaited = is_awaited || is_to_come;
      if (is_given_up(availability))
        add_note(row, "Its supplier does not sell it (availability " + availability +
                          "): hide it if it shall not be sold here.");
      each(detail, kSupplyDate, [&](const xml_node& one) {
        const std::string role = text_of(one, kSupplyDateRole);
        if (role == "02" || (role == "08" && is_to_come)) put_later(rules.release_at, one);
        if (role == "51") put_later(rules.sold_until, one);
      });
    });
  });
  // What is delivered once its sale begins needs no second day.
  if (rules.sold_from && rules.release_at && *rules.release_at <= *rules.sold_from)
    rules.release_at.reset();
  if (is_awaited && !rules.release_at && !rules.sold_from)
    add_note(row, "It is not available yet and no day is named: set the day before it is sold.");
}

// The first price in each currency; those of a territory of their own are not told apart. What is
// free is so in one currency or, beside no price at all, in the shop's own.
void read_prices(const xml_node& product, catalog::ListRow& row) {
  const auto add = [&row](std::string amount, std::string currency) {
    if (row.terms.size() >= catalog::kListTermsMax) return;
    for (const catalog::ListTerms& one : row.terms)
      if (one.currency == currency) return;
    catalog::ListTerms& terms = row.terms.emplace_back();
    terms.price = std::move(amount);
    terms.currency = std::move(currency);
  };
  each(product, kSupply, [&](const xml_node& supply) {
    each(supply, kSupplyDetail, [&](const xml_node& detail) {
      if (text_of(detail, kUnpriced) == "01" && row.terms.empty()) add("0", "");
      each(detail, kPrice, [&](const xml_node& price) {
        const std::string written = text_of(price, kAmount);
        const std::string currency = text_of(price, kCurrency);
        if (text_of(price, kUnpriced) == "01")
          add("0", currency);
        else if (const auto given = decimal_amount(written))
          add(*given, currency);
        else if (!written.empty())
          note_no_amount(row, "price", written);
      });
    });
  });
}

catalog::ListRow row_of(const xml_node& product, std::uint64_t number) {
  catalog::ListRow row;
  row.line = number;
  row.source = "onix";
  read_identifiers(product, row);
  row.key = text_of(product, kRecord);
  if (row.key.empty()) row.key = row.record.isbn13;
  row.is_withdrawn = text_of(product, kNotification) == "05";
  const xml_node detail = child(product, kDescriptive);
  read_titles(detail, row);
  // A deletion need not say more than whom it is about.
  if (row.record.title.empty() && row.is_withdrawn && !row.key.empty()) row.record.title = row.key;
  if (row.record.title.empty()) {
    row = {};
    row.line = number;
    row.problem = "It has no title.";
    return row;
  }
  const std::string form = text_of(detail, kProductForm);
  if (!form.empty() && form[0] != 'E' && form != "AJ" && form != "AN")
    add_note(row, "It is no digital product (form " + form.substr(0, 8) + ").");
  read_people(detail, row);
  read_language(detail, row);
  read_subjects(detail, row);
  read_texts(product, row);
  read_publishing(product, row);
  read_sale(product, row);
  read_prices(product, row);
  return row;
}

// The next product as text, "<Product ...>...</Product>"; empty: no more.
Result<std::string> next_product(Source& source, std::string_view open, std::string_view close) {
  std::size_t from = 0;
  for (;;) {  // to its beginning
    const std::string_view here = source.view();
    const std::size_t at = here.find(open, from);
    const std::size_t after = at + open.size();
    if (at != here.npos && after < here.size()) {
      if (here[after] == '>' || here[after] == ' ' || here[after] == '\n' || here[after] == '\r' ||
          here[after] == '\t') {
        source.consume(at);
        break;
      }
      from = after;  // <ProductIdentifier>
      continue;
    }
    if (at == here.npos && here.size() > open.size()) {
      source.consume(here.size() - open.size());
      from = 0;
    }
    if (!AAN_TRY(source.fill())) return std::string();
  }
  from = 0;
  for (;;) {
    const std::string_view here = source.view();
    const std::size_t at = here.find(close, from);
    if (at != here.npos) {
      std::string product(here.substr(0, at + close.size()));
      source.consume(at + close.size());
      return product;
    }
    from = here.size() > close.size() ? here.size() - close.size() : 0;
    if (here.size() > kProductBytesMax)
      return refuse(Errc::too_large, "list.onix", "A product of this message is larger than 4 MB.");
    if (!AAN_TRY(source.fill()))
      return refuse(Errc::invalid, "list.onix", "The message ends in the middle of a product.");
  }
}

}  // namespace

Result<ListFacts> read_onix(Source& source, const TakeRow& take) {
  constexpr std::size_t kHeadBytes = 8192;
  while (source.view().size() < kHeadBytes && AAN_TRY(source.fill())) {
  }
  const std::string_view head = source.view().substr(0, kHeadBytes);
  const bool is_reference = head.find("<ONIXMessage") != head.npos;
  if (!is_reference && head.find("<ONIXmessage") == head.npos)
    return refuse(Errc::invalid, "list.onix",
                  "This XML is no ONIX message: it does not begin with ONIXMessage.");
  if (head.find("release=\"2") != head.npos)
    return refuse(Errc::invalid, "list.onix",
                  "This is ONIX 2.1. Ask for ONIX 3.0, which publishers have sent since 2014.");
  if (const std::string lower = lower_ascii(head.substr(0, 200));
      lower.find("encoding=") != lower.npos && lower.find("utf-8") == lower.npos &&
      lower.find("us-ascii") == lower.npos)
    return refuse(Errc::invalid, "list.onix", "The message is not UTF-8. Save it as UTF-8.");
  ListFacts facts;
  facts.format = catalog::ListFormat::onix;
  const std::string_view open = is_reference ? "<Product" : "<product";
  const std::string_view close = is_reference ? "</Product>" : "</product>";
  Keys keys;
  std::uint64_t number = 0;
  std::uint64_t with_resources = 0;
  for (;;) {
    const std::string text = AAN_TRY(next_product(source, open, close));
    if (text.empty()) break;
    ++number;
    pugi::xml_document document;
    catalog::ListRow row;
    if (!is_utf8(text) ||
        !document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8)) {
      row.problem = "It is not well-formed XML in UTF-8.";
    } else {
      row = row_of(document.first_child(), number);
      if (child(child(document.first_child(), kCollateral), kResource)) ++with_resources;
    }
    row.line = number;
    if (row.problem.empty()) keys.give(row, "onix");
    AAN_TRY(take(std::move(row)));
  }
  // A list makes the shop fetch nothing: whoever wrote it would choose the address.
  if (with_resources > 0)
    facts.notes.push_back(
        "Covers and other resources that are named by address were not fetched (" +
        std::to_string(with_resources) + (with_resources == 1 ? " product" : " products") +
        "): a book has the cover of its file.");
  if (number == 0) facts.notes.emplace_back("There is no product in this message.");
  return facts;
}

}  // namespace aan::worker::list
