#include "worker/pdf/metadata.hpp"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/isbn.hpp"
#include "worker/epub/fact_shapes.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"
#include "worker/pdf/limits.hpp"

namespace aan::worker::pdf {
namespace {

using catalog::kLineBytesMax;
using catalog::kListMax;
using catalog::kParagraphBytesMax;
using epub::clean_line;

// The XMP packet. A property is an element or an attribute, and may be a list.
class Packet {
 public:
  explicit Packet(const std::string& xml) {
    if (xml.size() > kXmpBytesMax || !epub::load_xml(document_, xml, "the XMP packet")) return;
    for (auto node = epub::next_below(document_, document_); node;
         node = epub::next_below(node, document_))
      if (epub::local_name(node) == "Description") descriptions_.push_back(node);
  }

  // Values in order, cleaned; of a text in several languages the first.
  [[nodiscard]] std::vector<std::string> all(std::string_view property,
                                             std::size_t bytes_max = kLineBytesMax) const {
    std::vector<std::string> values;
    const auto add = [&](std::string_view text) {
      std::string line = clean_line(text, bytes_max);
      if (!line.empty() && values.size() < kListMax) values.push_back(std::move(line));
    };
    for (const auto& description : descriptions_) {
      add(epub::attribute_of(description, property));
      for (const auto& node : epub::children_of(description, property)) {
        const auto one_of = epub::child_of(node, "Alt");
        const auto list = one_of ? one_of : first_of(node, {"Seq", "Bag"});
        if (!list) add(epub::raw_text(node));
        for (const auto& item : epub::children_of(list, "li")) {
          add(epub::raw_text(item));
          if (one_of) break;
        }
      }
    }
    return values;
  }
  [[nodiscard]] std::string first(std::string_view property,
                                  std::size_t bytes_max = kLineBytesMax) const {
    auto values = all(property, bytes_max);
    return values.empty() ? std::string() : std::move(values.front());
  }

 private:
  static pugi::xml_node first_of(const pugi::xml_node& node,
                                 std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
      if (const auto child = epub::child_of(node, name)) return child;
    return {};
  }

  pugi::xml_document document_;
  std::vector<pugi::xml_node> descriptions_;
};

void add_author(catalog::BookRecord& record, std::string name) {
  const bool known = std::ranges::any_of(
      record.contributors, [&](const catalog::ContributorFact& one) { return one.name == name; });
  if (!known && !name.empty() && record.contributors.size() < kListMax)
    record.contributors.push_back({std::move(name), "", catalog::ContributorRole::author});
}

void read_isbn(const Packet& packet, catalog::BookRecord& record,
               std::vector<std::string>& warnings) {
  for (const std::string_view property : {"isbn", "identifier"})
    for (const std::string& text : packet.all(property)) {
      if (record.identifier.empty()) record.identifier = text;
      const auto isbn = catalog::canonical_isbn(text);
      if (isbn && record.isbn13.empty()) record.isbn13 = *isbn;
      if (!isbn && property == "isbn")
        warnings.push_back("Its ISBN is none, a digit of it is wrong: " +
                           std::string(utf8_prefix(text, 40)));
    }
}

// What can be known without reading the pages as somebody would: whether there is a structure, and
// what the file claims. One without these is not called inaccessible, and not accessible either.
catalog::AccessibilityFacts accessibility_of(const Packet& packet, const Marks& marks) {
  catalog::AccessibilityFacts facts;
  if (marks.is_tagged) facts.features.emplace_back("taggedPDF");
  // PDF/A has parts as well, and says a level of conformance with them.
  const std::string part = packet.first("part");
  if (marks.is_tagged && (part == "1" || part == "2") && packet.first("conformance").empty())
    facts.conforms_to.push_back("PDF/UA-" + part);
  facts.stated = !facts.features.empty() || !facts.conforms_to.empty();
  return facts;
}

}  // namespace

bool is_made_up_title(std::string_view title) {
  const std::string low = lower_ascii(trim(title));
  constexpr std::array kBegins = {"microsoft word - ",
                                  "microsoft powerpoint - ",
                                  "untitled",
                                  "slide 1",
                                  "powerpoint presentation",
                                  "document1",
                                  "(anonymous)",
                                  "unknown"};
  constexpr std::array kEnds = {".doc", ".docx", ".indd", ".qxd", ".tex",  ".dvi", ".odt",
                                ".rtf", ".pdf",  ".ps",   ".txt", ".html", ".md"};
  return low.empty() ||
         std::ranges::any_of(kBegins, [&](const char* one) { return low.starts_with(one); }) ||
         std::ranges::any_of(kEnds, [&](const char* one) { return low.ends_with(one); });
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  std::string rest(text);
  for (const std::string_view between : {" and ", " & "})
    for (std::size_t at = 0; (at = rest.find(between, at)) != std::string::npos;)
      rest.replace(at, between.size(), ";");
  for (const std::string_view name : split(rest, ';'))
    if (std::string line = clean_line(name, kLineBytesMax); !line.empty())
      names.push_back(std::move(line));
  return names;
}

catalog::BookRecord read_metadata(const Poppler& poppler, PopplerDocument* document,
                                  const Marks& marks, std::vector<std::string>& warnings) {
  const Packet packet(taken(poppler.document_get_metadata(document)));
  catalog::BookRecord record;
  record.format = "pdf";
  record.media_type = "application/pdf";
  unsigned major = 0, minor = 0;
  poppler.document_get_pdf_version(document, &major, &minor);
  record.format_version = std::to_string(major) + "." + std::to_string(minor);
  record.pages = static_cast<std::uint64_t>(poppler.document_get_n_pages(document));
  for (const std::string& title :
       {packet.first("title"),
        clean_line(taken(poppler.document_get_title(document)), kLineBytesMax)})
    if (record.title.empty() && !is_made_up_title(title)) record.title = title;
  for (std::string& name : packet.all("creator")) add_author(record, std::move(name));
  const std::string author = taken(poppler.document_get_author(document));
  if (record.contributors.empty())
    for (std::string& name : names_in(author)) add_author(record, std::move(name));
  record.language = epub::shaped_language(marks.language);
  if (record.language == "und") record.language = epub::shaped_language(packet.first("language"));
  if (record.language == "und") warnings.emplace_back("The book does not state its language.");
  read_isbn(packet, record, warnings);
  record.publisher = packet.first("publisher");
  record.rights = packet.first("rights", kParagraphBytesMax);
  for (const std::string_view property : {"publicationDate", "coverDate", "date"})
    if (record.published.empty()) record.published = epub::partial_date(packet.first(property));
  record.description = epub::plain_description(
      packet.first("description", 4 * catalog::kDescriptionReadMax), catalog::kDescriptionReadMax);
  if (record.description.empty())
    record.description = epub::plain_description(taken(poppler.document_get_subject(document)),
                                                 catalog::kDescriptionReadMax);
  record.subjects = packet.all("subject");
  const std::string keywords = taken(poppler.document_get_keywords(document));
  if (record.subjects.empty())
    for (const std::string_view word :
         split(keywords, keywords.find(';') == std::string::npos ? ',' : ';'))
      if (std::string line = clean_line(word, kLineBytesMax);
          !line.empty() && record.subjects.size() < kListMax)
        record.subjects.push_back(std::move(line));
  record.accessibility = accessibility_of(packet, marks);
  record.fixed_layout = true;
  record.has_scripts = marks.has_javascript;
  return record;
}

}  // namespace aan::worker::pdf
