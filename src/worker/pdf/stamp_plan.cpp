#include "worker/pdf/stamp_plan.hpp"

#include <algorithm>
#include <pugixml.hpp>

#include "domain/catalog/pdf_stamp_frame.hpp"
#include "domain/catalog/stamp_frame.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"
#include "worker/pdf/limits.hpp"
#include "worker/pdf/page_tree.hpp"
#include "worker/pdf/structure.hpp"

namespace aan::worker::pdf {
namespace {

constexpr std::size_t kStampTextBytesMax = 200;

// The metadata stream of a dictionary, as it is unpacked.
std::string packet_of(Structure& structure, const Value& dictionary) {
  const auto value = entry_of(dictionary, "Metadata");
  const auto object = value ? reference_of(*value) : std::nullopt;
  return object ? structure.stream(*object, kXmpBytesMax).value_or("") : std::string();
}

// Standards under which a page with a font from outside is an error.
bool claims_standard(std::string_view packet) {
  return packet.contains("pdfaid:part") || packet.contains("pdfuaid:part");
}

bool is_tagged(Structure& structure, const Value& catalogue) {
  if (entry_of(catalogue, "StructTreeRoot")) return true;
  const auto marks = structure.entry(catalogue, "MarkInfo");
  const auto value = marks ? value_of(*marks) : std::nullopt;
  const auto marked = value ? entry_of(*value, "Marked") : std::nullopt;
  return marked && marked->text == "true";
}

// The root of the page tree with one page more: two places change, all else is as it was.
std::optional<std::string> with_one_more(Structure& structure, std::string_view root,
                                         std::uint64_t page) {
  const auto dictionary = value_of(root);
  const auto kids = dictionary ? entry_of(*dictionary, "Kids") : std::nullopt;
  const auto count = dictionary ? entry_of(*dictionary, "Count") : std::nullopt;
  if (!kids || !count) return std::nullopt;
  auto list = structure.resolved(*kids);
  const auto counted = structure.resolved(*count);
  const auto list_value = list ? value_of(*list) : std::nullopt;
  const auto count_value = counted ? value_of(*counted) : std::nullopt;
  const auto pages = count_value ? whole_of(*count_value) : std::nullopt;
  if (!pages || !list_value || list_value->kind != Kind::array || list->size() > kObjectBytesMax)
    return std::nullopt;
  list->pop_back();
  *list += (list->size() > 1 ? " " : "") + std::to_string(page) + " 0 R]";
  struct Change {
    std::size_t at, length;
    std::string text;
  };
  const auto at = [&](const Value& value) {
    return static_cast<std::size_t>(value.text.data() - root.data());
  };
  std::vector<Change> changes = {{at(*kids), kids->text.size(), *list},
                                 {at(*count), count->text.size(), std::to_string(*pages + 1)}};
  std::ranges::sort(changes, {}, &Change::at);
  std::string out;
  std::size_t done = 0;
  for (const Change& change : changes) {
    out += std::string(root.substr(done, change.at - done)) + change.text;
    done = change.at + change.length;
  }
  return out + std::string(root.substr(done));
}

std::optional<catalog::PdfObject> object_of(const Value& dictionary, std::string_view name) {
  const auto value = entry_of(dictionary, name);
  return value ? reference_of(*value) : std::nullopt;
}

// Of the identifier both halves or none are there.
bool take_id(Structure& structure, catalog::PdfStampPlan& plan) {
  const auto entry = entry_of(structure.trailer(), "ID");
  if (!entry) return true;
  const auto text = structure.resolved(*entry);
  const auto value = text ? value_of(*text) : std::nullopt;
  const auto items = value ? items_of(*value) : std::nullopt;
  if (!items || items->size() != 2) return false;
  plan.id = bytes_of(items->front());
  return plan.id.has_value();
}

bool take_info(Structure& structure, catalog::PdfStampPlan& plan) {
  const auto entry = entry_of(structure.trailer(), "Info");
  if (!entry || entry->text == "null") return true;
  plan.info = reference_of(*entry);
  return plan.info.has_value();
}

StampPlanOrWhy planned(Structure& structure, std::uint64_t file_bytes) {
  constexpr std::string_view kStructure = "structure";
  catalog::PdfStampPlan plan;
  plan.file_bytes = file_bytes;
  plan.last_section = structure.last_section();
  plan.has_table = structure.ends_in_table();
  plan.next_object = structure.next_object();
  const auto root = object_of(structure.trailer(), "Root");
  const auto catalogue_text = root ? structure.object(*root) : std::nullopt;
  const auto catalogue = catalogue_text ? value_of(*catalogue_text) : std::nullopt;
  const auto pages = catalogue ? object_of(*catalogue, "Pages") : std::nullopt;
  const auto pages_text = pages ? structure.object(*pages) : std::nullopt;
  if (!pages_text || !take_id(structure, plan) || !take_info(structure, plan)) return kStructure;
  if (claims_standard(packet_of(structure, *catalogue))) return std::string_view("standard");
  auto more = with_one_more(structure, *pages_text, plan.next_object);
  const std::vector<LastPage> last = last_pages(structure, *pages, 1);
  if (!more || last.empty()) return kStructure;
  plan.root = *root;
  plan.pages = *pages;
  plan.pages_text = *std::move(more);
  plan.width = last.front().width;
  plan.height = last.front().height;
  plan.is_tagged = is_tagged(structure, *catalogue);
  const std::string frame = catalog::encode_pdf_stamp_plan(plan);
  if (frame.size() > catalog::kStampPlanBytesMax) return std::string_view("too_large");
  if (!catalog::parse_pdf_stamp_plan(frame)) return kStructure;
  return plan;
}

catalog::Stamp stamp_in(const std::string& packet) {
  catalog::Stamp stamp;
  pugi::xml_document document;
  if (!packet.contains(catalog::kStampOrderName) ||
      !epub::load_xml(document, packet, "the metadata of a page"))
    return stamp;
  for (auto node = epub::next_below(document, document); node;
       node = epub::next_below(node, document)) {
    const std::string_view name = node.name();
    const auto text = [&] { return epub::clean_line(epub::raw_text(node), kStampTextBytesMax); };
    if (name == catalog::kStampOrderName && stamp.order.empty()) stamp.order = text();
    if (name == catalog::kStampShopName && stamp.shop.empty()) stamp.shop = text();
  }
  return stamp;
}

}  // namespace

StampPlanOrWhy plan_stamp(const ReadAt& read_at, std::uint64_t file_bytes) {
  const Marks marks = find_marks(read_at, file_bytes);
  if (marks.has_signature) return std::string_view("signed");
  auto structure = Structure::open(read_at, file_bytes);
  if (marks.is_encrypted || !structure) return std::string_view("structure");
  return planned(*structure, file_bytes);
}

Result<std::vector<catalog::Stamp>> read_stamps(const ReadAt& read_at, std::uint64_t file_bytes) {
  auto structure = Structure::open(read_at, file_bytes);
  const auto root = structure ? object_of(structure->trailer(), "Root") : std::nullopt;
  const auto catalogue_text = root ? structure->object(*root) : std::nullopt;
  const auto catalogue = catalogue_text ? value_of(*catalogue_text) : std::nullopt;
  const auto pages = catalogue ? object_of(*catalogue, "Pages") : std::nullopt;
  if (!pages)
    return refuse(Errc::invalid, "pdf.stamps",
                  "This PDF is damaged, or built in an unusual way: stamps cannot be read in it.");
  std::vector<catalog::Stamp> stamps;
  for (const LastPage& page : last_pages(*structure, *pages, kStampedPagesRead)) {
    catalog::Stamp stamp = stamp_in(packet_of(*structure, *value_of(page.text)));
    if (!stamp.order.empty() && std::ranges::find(stamps, stamp) == stamps.end())
      stamps.push_back(std::move(stamp));
  }
  return stamps;
}

}  // namespace aan::worker::pdf
