#include "worker/epub/sample.hpp"

#include <set>
#include <sstream>

#include "base/text.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/encoding.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/reading_order.hpp"
#include "worker/epub/sanitiser.hpp"
#include "worker/epub/text_direction.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

// Text of a page as it is counted: without scripts, styles and drawings.
std::string countable_text(const pugi::xml_node& body) {
  std::string text;
  for (auto node = next_below(body, body); node; node = next_below(node, body)) {
    if (node.type() == pugi::node_element) {
      text += ' ';
      continue;
    }
    if (node.type() != pugi::node_pcdata && node.type() != pugi::node_cdata) continue;
    const auto parent = local_name(node.parent());
    if (parent != "script" && parent != "style" && parent != "title") text += node.value();
  }
  return text;
}

void note_flags(const pugi::xml_document& page, TextReading& reading) {
  for (auto node = next_below(page, page); node; node = next_below(node, page)) {
    const auto name = local_name(node);
    if (name == "script") reading.has_scripts = true;
    const bool loads = name != "a" && name != "area";
    if (is_remote(attribute_of(node, "src")) || is_remote(attribute_of(node, "poster")) ||
        (loads && (is_remote(attribute_of(node, "href")) || is_remote(attribute_of(node, "data")))))
      reading.has_remote_resources = true;
  }
}

class TextReader {
 public:
  TextReader(Archive& archive, const Package& package)
      : archive_(archive), chapters_(reading_order(package)) {}

  // First pass: how much text there is, and what is apparatus.
  Result<> count(TextReading& reading) {
    std::size_t unread = 0;
    for (Chapter& chapter : chapters_) {
      pugi::xml_document page;
      if (const auto loaded = load(chapter, page); !loaded) {
        chapter.apparatus = true;
        ++unread;
        if (reading.warnings.size() < kWarningsMax) reading.warnings.push_back(loaded.error().safe);
        continue;
      }
      note_flags(page, reading);
      const pugi::xml_node body = find_below(page, "body");
      const TextSize size = measure(countable_text(body));
      reading.words += size.words;
      chapter.apparatus |= is_apparatus(body);
      // With the blank after its last block, as the blocks of a sample are counted.
      if (!chapter.apparatus && size.characters > 0) characters_ += size.characters + 1;
    }
    if (unread == 0 || unread < chapters_.size()) {
      if (!illegible_.empty()) reading.warnings.push_back(illegible_letters());
      return {};
    }
    return refuse(Errc::invalid, "epub.text",
                  "Not one chapter of this book can be read: " + reading.warnings.front());
  }

  // Second pass, over the first chapters only. A book whose beginning is more tags than text gets a
  // shorter sample than a tenth.
  std::string sample(const std::string& language) {
    SampleExtent extent{(characters_ + kSampleShare - 1) / kSampleShare,
                        characters_ / kSampleShareMost};
    std::string text = sample_of(extent, language);
    while (text.size() > catalog::kSampleBytesMax)
      text = sample_of(extent = {extent.enough / 2, extent.most / 2}, language);
    return text;
  }

  // Of a book that has text.
  [[nodiscard]] std::string why_no_sample() const {
    return characters_ == 0
               ? "There is no sample: all of the text is title page, imprint or contents."
               : "There is no sample: the first block of text would make it more than a fifth.";
  }

 private:
  [[nodiscard]] std::string illegible_letters() const {
    const std::size_t others = illegible_.size() - 1;
    const std::string more = others == 0   ? ""
                             : others == 1 ? " and 1 other"
                                           : " and " + std::to_string(others) + " others";
    return "The letters of " + clean_line(*illegible_.begin(), 120) + more +
           " are in an encoding that cannot be read.";
  }

  std::string sample_of(SampleExtent extent, const std::string& language) {
    pugi::xml_document out;
    pugi::xml_node root = out.append_child("div");
    if (language != "und") root.append_attribute("lang").set_value(language.c_str());
    Sanitiser sanitiser(extent);
    bool stated_direction = false;
    for (const Chapter& chapter : chapters_) {
      pugi::xml_document page;
      if (sanitiser.spent()) break;
      if (chapter.apparatus || !load(chapter, page)) continue;
      const pugi::xml_node body = find_below(page, "body");
      pugi::xml_node section = root.append_child("section");
      copy_language(body, section);
      copy_language(page.document_element(), section);
      stated_direction |= !section.attribute("dir").empty();
      sanitiser.copy_flow(body, section);
    }
    if (!stated_direction && is_right_to_left(language))
      root.append_attribute("dir").set_value("rtl");
    tidy_sample(root);
    if (!root.first_child()) return {};
    std::ostringstream text;
    root.print(text, "", pugi::format_raw | pugi::format_no_declaration);
    return std::move(text).str();
  }

  Result<> load(const Chapter& chapter, pugi::xml_document& page) {
    auto bytes = archive_.read(chapter.name, kXmlBytesMax);
    if (!bytes) {
      if (bytes.error().code != Errc::not_found) return std::unexpected(bytes.error());
      return refuse(Errc::invalid, "epub.text",
                    "The file " + clean_line(chapter.name, 120) +
                        " is in the reading order but not in the archive.");
    }
    text_bytes_ += bytes->size();
    if (text_bytes_ > kTextBytesMax)
      return refuse(Errc::too_large, "epub.text", "The book has more text than is read (64 MB).");
    AAN_TRY(load_xml(page, *bytes, clean_line(chapter.name, 120)));
    if (encoding_of(*bytes) == Encoding::unknown) illegible_.insert(chapter.name);
    return {};
  }

  Archive& archive_;
  std::vector<Chapter> chapters_;
  std::set<std::string> illegible_;  // whose letters cannot be read
  std::uint64_t characters_ = 0;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace

Result<TextReading> read_text(Archive& archive, const Package& package,
                              const std::string& language) {
  TextReading reading;
  TextReader reader(archive, package);
  AAN_TRY(reader.count(reading));
  reading.sample_html = reader.sample(language);
  if (reading.sample_html.empty() && reading.words > 0) reading.no_sample = reader.why_no_sample();
  return reading;
}

}  // namespace aan::worker::epub
