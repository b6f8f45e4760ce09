#include "worker/press/package_document.hpp"

#include "base/text.hpp"
#include "worker/press/pages.hpp"
#include "worker/press/words.hpp"

namespace aan::worker::press {
namespace {

// A book is the same bytes whenever it is made, so its time of change is its day of publication.
constexpr std::string_view kNoDay = "2000-01-01";

class Metadata {
 public:
  void element(std::string_view name, std::string_view text, std::string_view id = {}) {
    if (text.empty()) return;
    out_ += "<dc:" + std::string(name);
    if (!id.empty()) out_ += " id=\"" + std::string(id) + "\"";
    out_ += ">" + escape_xml(text) + "</dc:" + std::string(name) + ">\n";
  }
  void meta(std::string_view property, std::string_view text, std::string_view refines = {}) {
    if (text.empty()) return;
    out_ += "<meta property=\"" + std::string(property) + "\"";
    if (!refines.empty()) out_ += " refines=\"#" + std::string(refines) + "\"";
    if (property == "role") out_ += " scheme=\"marc:relators\"";
    out_ += ">" + escape_xml(text) + "</meta>\n";
  }
  void raw(std::string_view text) { out_ += text; }
  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  std::string out_;
};

// Where none is known "Ines Calder" -> "Calder, Ines": the last word leads, which suits most names
// of our languages.
std::string sort_name(const Manuscript& manuscript, const std::string& name) {
  if (const auto known = manuscript.sort_names.find(name); known != manuscript.sort_names.end())
    return known->second;
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string::npos) return name;
  return name.substr(blank + 1) + ", " + name.substr(0, blank);
}

void put_titles(Metadata& out, const Manuscript& manuscript) {
  out.element("title", manuscript.title, "title");
  out.meta("title-type", "main", "title");
  out.element("title", manuscript.subtitle, "subtitle");
  if (!manuscript.subtitle.empty()) out.meta("title-type", "subtitle", "subtitle");
}

void put_people(Metadata& out, const Manuscript& manuscript) {
  const auto person = [&](const char* element, const char* role, const std::string& name,
                          std::size_t number) {
    const std::string id = role + std::to_string(number);
    out.element(element, name, id);
    out.meta("role", role, id);
    out.meta("file-as", sort_name(manuscript, name), id);
  };
  for (std::size_t i = 0; i < manuscript.authors.size(); ++i)
    person("creator", "aut", manuscript.authors[i], i + 1);
  for (std::size_t i = 0; i < manuscript.translators.size(); ++i)
    person("contributor", "trl", manuscript.translators[i], i + 1);
}

void put_accessibility(Metadata& out, const Manuscript& manuscript) {
  for (const char* mode : {"textual", "visual"}) out.meta("schema:accessMode", mode);
  out.meta("schema:accessModeSufficient", "textual");
  for (const char* feature : {"alternativeText", "displayTransformability", "readingOrder",
                              "structuralNavigation", "tableOfContents", "unlocked"})
    out.meta("schema:accessibilityFeature", feature);
  out.meta("schema:accessibilityHazard", "none");
  out.meta("schema:accessibilitySummary", words_for(manuscript.language).accessibility);
}

std::string metadata(const Manuscript& manuscript) {
  Metadata out;
  out.element("identifier", manuscript.identifier, "id");
  put_titles(out, manuscript);
  put_people(out, manuscript);
  out.element("language", manuscript.language);
  out.element("publisher", manuscript.publisher);
  out.element("date", manuscript.published);
  out.element("description", manuscript.description);
  for (const std::string& subject : manuscript.subjects) out.element("subject", subject);
  out.element("rights", manuscript.rights);
  if (!manuscript.series.empty()) {
    out.raw("<meta property=\"belongs-to-collection\" id=\"series\">" +
            escape_xml(manuscript.series) + "</meta>\n");
    out.meta("collection-type", "series", "series");
    out.meta("group-position", manuscript.series_position, "series");
  }
  const std::string day = manuscript.published.empty() ? std::string(kNoDay) : manuscript.published;
  out.meta("dcterms:modified", day + "T00:00:00Z");
  put_accessibility(out, manuscript);
  out.raw("<meta name=\"cover\" content=\"cover-image\"/>\n");
  return out.text();
}

std::string item(std::string_view id, std::string_view file, std::string_view type,
                 std::string_view properties = {}) {
  std::string out = "<item id=\"" + std::string(id) + "\" href=\"" + std::string(file) +
                    "\" media-type=\"" + std::string(type) + "\"";
  if (!properties.empty()) out += " properties=\"" + std::string(properties) + "\"";
  return out + "/>\n";
}

}  // namespace

std::string package_document(const Manuscript& manuscript, const std::vector<Chapter>& chapters) {
  constexpr std::string_view kPage = "application/xhtml+xml";
  std::string manifest =
      item("cover-image", "cover.jpg", "image/jpeg", "cover-image") +
      item("css", "book.css", "text/css") + item("ncx", "toc.ncx", "application/x-dtbncx+xml") +
      item("cover", "cover.xhtml", kPage) + item("titlepage", "title.xhtml", kPage) +
      item("nav", "nav.xhtml", kPage, "nav");
  std::string spine =
      "<itemref idref=\"cover\"/>\n<itemref idref=\"titlepage\"/>\n"
      "<itemref idref=\"nav\"/>\n";
  for (std::size_t i = 0; i < chapters.size(); ++i) {
    const std::string id = "c" + std::to_string(i + 1);
    manifest += item(id, chapter_file(i), kPage);
    spine += "<itemref idref=\"" + id + "\"/>\n";
  }
  const std::string language = escape_xml(manuscript.language);
  const std::string_view direction = direction_of(manuscript.language);
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
         "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" "
         "xml:lang=\"" +
         language + "\" dir=\"" + std::string(direction) +
         "\">\n"
         "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n" +
         metadata(manuscript) + "</metadata>\n<manifest>\n" + manifest +
         "</manifest>\n<spine toc=\"ncx\" page-progression-direction=\"" + std::string(direction) +
         "\">\n" + spine + "</spine>\n<guide>\n<reference type=\"cover\" title=\"" +
         escape_xml(words_for(manuscript.language).cover) +
         "\" href=\"cover.xhtml\"/>\n</guide>\n</package>\n";
}

}  // namespace aan::worker::press
