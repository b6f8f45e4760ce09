#include "worker/press/pages.hpp"

#include "base/text.hpp"
#include "worker/press/words.hpp"

namespace aan::worker::press {
namespace {

std::string page(const Manuscript& manuscript, std::string_view title, const std::string& body) {
  const std::string language = escape_xml(manuscript.language);
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n"
         "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" "
         "lang=\"" +
         language + "\" xml:lang=\"" + language + "\" dir=\"" +
         std::string(direction_of(manuscript.language)) + "\">\n<head>\n<title>" +
         escape_xml(title) +
         "</title>\n<link rel=\"stylesheet\" type=\"text/css\" "
         "href=\"book.css\"/>\n</head>\n<body>\n" +
         body + "</body>\n</html>\n";
}

std::string paragraph(std::string_view style, std::string_view text) {
  if (text.empty()) return {};
  return "<p class=\"" + std::string(style) + "\">" + escape_xml(text) + "</p>\n";
}

std::string joined(const std::vector<std::string>& names) {
  std::string line;
  for (const std::string& name : names) line += (line.empty() ? "" : ", ") + name;
  return line;
}

std::string link(const std::string& address, std::string_view text) {
  return "<a href=\"" + address + "\">" + escape_xml(text) + "</a>";
}

// A list of sections is shown from two on: one alone tells nothing new.
constexpr std::size_t kSectionsShown = 2;

}  // namespace

std::string chapter_file(std::size_t index) {
  const std::string number = std::to_string(index + 1);
  return "chapter-" + std::string(number.size() < 2 ? "0" : "") + number + ".xhtml";
}

std::string chapter_label(const Manuscript& manuscript, const Chapter& chapter) {
  return chapter.title.empty() ? manuscript.title : chapter.title;
}

std::string cover_page(const Manuscript& manuscript) {
  const Words& words = words_for(manuscript.language);
  const std::string text = std::string(words.cover_of) + " " + manuscript.title;
  return page(manuscript, words.cover,
              "<section class=\"cover\" epub:type=\"cover\">\n<img src=\"cover.jpg\" alt=\"" +
                  escape_xml(text) + "\" role=\"doc-cover\"/>\n</section>\n");
}

std::string title_page(const Manuscript& manuscript) {
  const Words& words = words_for(manuscript.language);
  std::string body = "<section class=\"titlepage\" epub:type=\"titlepage\">\n<h1>" +
                     escape_xml(manuscript.title) + "</h1>\n";
  body += paragraph("subtitle", manuscript.subtitle);
  body += paragraph("author", joined(manuscript.authors));
  if (!manuscript.translators.empty())
    body += paragraph("translator",
                      std::string(words.translated_by) + " " + joined(manuscript.translators));
  body += paragraph("publisher", manuscript.publisher);
  body += paragraph("rights", manuscript.rights);
  body += paragraph("note", manuscript.note);
  return page(manuscript, manuscript.title, body + "</section>\n");
}

std::string chapter_page(const Manuscript& manuscript, const Chapter& chapter) {
  const std::string label = chapter_label(manuscript, chapter);
  std::string body = "<section epub:type=\"chapter\" role=\"doc-chapter\" ";
  if (chapter.title.empty())
    body += "aria-label=\"" + escape_xml(label) + "\">\n";
  else
    body += "aria-labelledby=\"title\">\n<h1 id=\"title\">" + chapter.title_html + "</h1>\n";
  return page(manuscript, label, body + chapter.html + "</section>\n");
}

std::string navigation_page(const Manuscript& manuscript, const std::vector<Chapter>& chapters) {
  const Words& words = words_for(manuscript.language);
  std::string body =
      "<nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"contents\">\n"
      "<h1 id=\"contents\">" +
      escape_xml(words.contents) + "</h1>\n<ol>\n";
  for (std::size_t i = 0; i < chapters.size(); ++i) {
    body += "<li>" + link(chapter_file(i), chapter_label(manuscript, chapters[i]));
    if (chapters[i].sections.size() >= kSectionsShown) {
      body += "\n<ol>\n";
      for (const Section& section : chapters[i].sections)
        body += "<li>" + link(chapter_file(i) + "#" + section.id, section.title) + "</li>\n";
      body += "</ol>\n";
    }
    body += "</li>\n";
  }
  const auto landmark = [](const char* type, const std::string& file, std::string_view text) {
    return "<li><a epub:type=\"" + std::string(type) + "\" href=\"" + file + "\">" +
           escape_xml(text) + "</a></li>\n";
  };
  body +=
      "</ol>\n</nav>\n<nav epub:type=\"landmarks\" aria-labelledby=\"guide\" hidden=\"hidden\">\n"
      "<h2 id=\"guide\">" +
      escape_xml(words.landmarks) + "</h2>\n<ol>\n" +
      landmark("cover", "cover.xhtml", words.cover) +
      landmark("titlepage", "title.xhtml", words.title_page) +
      landmark("toc", "nav.xhtml", words.contents) +
      landmark("bodymatter", chapter_file(0), words.begin) + "</ol>\n</nav>\n";
  return page(manuscript, words.contents, body);
}

std::string ncx(const Manuscript& manuscript, const std::vector<Chapter>& chapters) {
  std::string points;
  for (std::size_t i = 0; i < chapters.size(); ++i) {
    const std::string order = std::to_string(i + 1);
    points += "<navPoint id=\"p" + order + "\" playOrder=\"" + order + "\"><navLabel><text>" +
              escape_xml(chapter_label(manuscript, chapters[i])) +
              "</text></navLabel><content src=\"" + chapter_file(i) + "\"/></navPoint>\n";
  }
  const std::string language = escape_xml(manuscript.language);
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
         "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"" +
         language + "\">\n<head>\n<meta name=\"dtb:uid\" content=\"" +
         escape_xml(manuscript.identifier) +
         "\"/>\n<meta name=\"dtb:depth\" content=\"1\"/>\n<meta name=\"dtb:totalPageCount\" "
         "content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n"
         "<docTitle><text>" +
         escape_xml(manuscript.title) + "</text></docTitle>\n<navMap>\n" + points +
         "</navMap>\n</ncx>\n";
}

}  // namespace aan::worker::press
