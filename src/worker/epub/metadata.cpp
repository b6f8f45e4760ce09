#include "worker/epub/metadata.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/isbn.hpp"
#include "worker/epub/accessibility.hpp"
#include "worker/epub/fact_shapes.hpp"
#include "worker/epub/metadata_index.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

using catalog::ContributorFact;
using catalog::ContributorRole;
using catalog::kLineBytesMax;
using catalog::kListMax;
using catalog::kParagraphBytesMax;

constexpr std::size_t kShownBytesMax = 40;

std::string line_of(const pugi::xml_node& node) {
  return clean_line(raw_text(node), kLineBytesMax);
}

void read_titles(const MetadataIndex& index, catalog::BookRecord& record) {
  std::string first;
  for (const auto& node : index.elements("title")) {
    const std::string text = line_of(node);
    const std::string type = index.refinement(node, "title-type");
    if (first.empty()) first = text;
    if (type == "main" && record.title.empty()) record.title = text;
    if (type == "subtitle" && record.subtitle.empty()) record.subtitle = text;
  }
  if (record.title.empty()) record.title = first;
}

// Parts of one contributor: `refines` in EPUB 3, an attribute in EPUB 2. Those that the catalogue
// knows, in its order; a creator who states none is an author.
std::vector<ContributorRole> roles_of(const MetadataIndex& index, const pugi::xml_node& node,
                                      bool is_creator) {
  std::vector<std::string> codes = index.refinements(node, "role");
  if (const auto attribute = attribute_of(node, "role"); !attribute.empty())
    codes.emplace_back(attribute);
  std::vector<ContributorRole> roles;
  for (const std::string& code : codes)
    if (const auto role = catalog::contributor_role(lower_ascii(code));
        role != ContributorRole::other)
      roles.push_back(role);
  std::ranges::sort(roles);
  if (roles.empty())
    roles.push_back(is_creator && codes.empty() ? ContributorRole::author : ContributorRole::other);
  return roles;
}

void read_contributors(const MetadataIndex& index, catalog::BookRecord& record) {
  for (const std::string_view element : {"creator", "contributor"}) {
    for (const auto& node : index.elements(element)) {
      ContributorFact fact;
      fact.name = line_of(node);
      fact.sort_name = index.refinement(node, "file-as");
      if (fact.sort_name.empty())
        fact.sort_name = clean_line(attribute_of(node, "file-as"), kLineBytesMax);
      if (fact.name.empty()) continue;
      for (const ContributorRole role : roles_of(index, node, element == "creator")) {
        fact.role = role;
        const bool known = std::ranges::any_of(record.contributors, [&](const auto& other) {
          return other.name == fact.name && other.role == fact.role;
        });
        if (!known && record.contributors.size() < kListMax) record.contributors.push_back(fact);
      }
    }
  }
}

std::string language_of(const MetadataIndex& index, std::vector<std::string>& warnings) {
  std::string stated;
  for (const auto& node : index.elements("language")) {
    const std::string line = line_of(node);
    if (std::string tag = shaped_language(line); tag != "und") return tag;
    // Some converters write the tag of an unknown language.
    if (stated.empty() && lower_ascii(line) != "und") stated = line;
  }
  warnings.push_back(stated.empty() ? "The book does not state its language."
                                    : "The language that the book states is none: " +
                                          clean_line(stated, kShownBytesMax) + ".");
  return "und";
}

// "urn:isbn:..." or an ISBN by its scheme, whatever its digits are.
bool claims_isbn(const pugi::xml_node& node, std::string_view text) {
  return lower_ascii(text).starts_with("urn:isbn:") ||
         lower_ascii(attribute_of(node, "scheme")) == "isbn";
}

void read_identifiers(const MetadataIndex& index, const Package& package,
                      catalog::BookRecord& record, std::vector<std::string>& warnings) {
  for (const auto& node : index.elements("identifier")) {
    const std::string text = line_of(node);
    const bool is_unique = attribute_of(node, "id") == package.unique_identifier;
    if (record.identifier.empty() || is_unique) record.identifier = text;
    const auto isbn = catalog::canonical_isbn(text);
    if (isbn && record.isbn13.empty()) record.isbn13 = *isbn;
    if (!isbn && claims_isbn(node, text))
      warnings.push_back("Its ISBN is none, a digit of it is wrong: " +
                         std::string(utf8_prefix(text, kShownBytesMax)));
  }
}

std::string date_of(const MetadataIndex& index) {
  std::string any;
  for (const auto& node : index.elements("date")) {
    const std::string date = partial_date(line_of(node));
    const std::string event = lower_ascii(attribute_of(node, "event"));
    if (event.find("publication") != std::string::npos && !date.empty()) return date;
    if (event.empty() && any.empty()) any = date;
  }
  return any;
}

// A set that it belongs to ("Best Novels of 1998") is a heading with other books, and no series.
void read_subjects(const MetadataIndex& index, catalog::BookRecord& record) {
  const auto take = [&](const pugi::xml_node& node) {
    const std::string subject = line_of(node);
    if (!subject.empty() && record.subjects.size() < kListMax &&
        std::ranges::find(record.subjects, subject) == record.subjects.end())
      record.subjects.push_back(subject);
  };
  for (const auto& node : index.elements("subject")) take(node);
  for (const auto& node : index.metas("belongs-to-collection"))
    if (index.refinement(node, "collection-type") == "set") take(node);
}

void read_series(const MetadataIndex& index, catalog::BookRecord& record) {
  for (const std::string_view wanted : {"series", ""}) {
    for (const auto& node : index.metas("belongs-to-collection")) {
      if (index.refinement(node, "collection-type") != wanted) continue;
      record.series = line_of(node);
      record.series_position = index.refinement(node, "group-position");
      return;
    }
    if (record.series.empty()) record.series = index.named_meta("calibre:series");
    if (record.series.empty()) continue;
    record.series_position = index.named_meta("calibre:series_index");
    if (record.series_position.ends_with(".0"))
      record.series_position.resize(record.series_position.size() - 2);
    return;
  }
}

}  // namespace

catalog::BookRecord read_metadata(const Package& package, std::vector<std::string>& warnings) {
  const MetadataIndex index(package.metadata);
  catalog::BookRecord record;
  record.format = "epub";
  record.media_type = "application/epub+zip";
  record.format_version = package.version;
  read_titles(index, record);
  read_contributors(index, record);
  record.language = language_of(index, warnings);
  read_identifiers(index, package, record, warnings);
  record.published = date_of(index);
  record.publisher = clean_line(index.first("publisher"), kLineBytesMax);
  record.rights = clean_line(index.first("rights"), kParagraphBytesMax);
  record.description = plain_description(index.first("description"), catalog::kDescriptionReadMax);
  read_subjects(index, record);
  read_series(index, record);
  record.accessibility = read_accessibility(index);
  for (const auto& node : index.metas("rendition:layout"))
    record.fixed_layout |= line_of(node) == "pre-paginated";
  record.fixed_layout |= index.named_meta("fixed-layout") == "true";
  return record;
}

}  // namespace aan::worker::epub
