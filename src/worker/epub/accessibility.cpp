#include "worker/epub/accessibility.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

using catalog::AccessibilityFacts;

struct ListProperty {
  std::string_view property;
  std::vector<std::string> AccessibilityFacts::* member;
};
constexpr std::array<ListProperty, 5> kLists = {{
    {"schema:accessMode", &AccessibilityFacts::access_modes},
    {"schema:accessModeSufficient", &AccessibilityFacts::access_modes_sufficient},
    {"schema:accessibilityFeature", &AccessibilityFacts::features},
    {"schema:accessibilityHazard", &AccessibilityFacts::hazards},
    {"dcterms:conformsTo", &AccessibilityFacts::conforms_to},
}};

void add(std::vector<std::string>& values, std::string_view text) {
  std::string value = clean_line(text, catalog::kLineBytesMax);
  if (!value.empty() && values.size() < catalog::kListMax &&
      std::ranges::find(values, value) == values.end())
    values.push_back(std::move(value));
}

// EPUB 3 writes <meta property>, EPUB 2 <meta name content>, conformance also <link rel href>.
void put_meta(AccessibilityFacts& facts, std::string_view property, std::string_view value) {
  for (const auto& list : kLists)
    if (list.property == property) add(facts.*list.member, value);
  if (property == "schema:accessibilitySummary" && facts.summary.empty())
    facts.summary = clean_line(value, catalog::kParagraphBytesMax);
  if (property == "a11y:certifiedBy" && facts.certified_by.empty())
    facts.certified_by = clean_line(value, catalog::kLineBytesMax);
}

}  // namespace

AccessibilityFacts read_accessibility(const MetadataIndex& index) {
  AccessibilityFacts facts;
  for (const auto& node : index.elements("meta")) {
    put_meta(facts, attribute_of(node, "property"), raw_text(node));
    put_meta(facts, attribute_of(node, "name"), attribute_of(node, "content"));
  }
  for (const auto& node : index.elements("link"))
    if (attribute_of(node, "rel") == "dcterms:conformsTo")
      add(facts.conforms_to, attribute_of(node, "href"));
  facts.stated =
      !facts.certified_by.empty() || !facts.summary.empty() ||
      std::ranges::any_of(kLists, [&](const auto& list) { return !(facts.*list.member).empty(); });
  return facts;
}

}  // namespace aan::worker::epub
