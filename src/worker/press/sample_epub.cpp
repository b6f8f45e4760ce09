#include "worker/press/sample_epub.hpp"

#include <pugixml.hpp>
#include <sstream>

#include "base/text.hpp"
#include "worker/press/epub_writer.hpp"
#include "worker/press/words.hpp"

namespace aan::worker::press {
namespace {

constexpr std::size_t kTitleBytesMax = 200;

std::string_view name_of(const pugi::xml_node& node) { return node.name(); }

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view one : names)
    if (name == one) return true;
  return false;
}

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

// Puts a node's children in its place.
void unwrap(pugi::xml_node node) {
  auto parent = node.parent();
  while (auto child = node.first_child()) parent.insert_move_before(child, node);
  parent.remove_child(node);
}

// A list or row whose children are all what belongs there.
bool holds_only(const pugi::xml_node& node, std::initializer_list<std::string_view> names) {
  for (const auto& child : node.children()) {
    if (is_text(child) && trim(child.value()).empty()) continue;
    if (!is_one_of(name_of(child), names)) return false;
  }
  return static_cast<bool>(node.first_child());
}

bool is_sound_table(const pugi::xml_node& table) {
  for (const auto& child : table.children()) {
    if (is_text(child) && trim(child.value()).empty()) continue;
    if (name_of(child) == "tbody" ? !is_sound_table(child)
                                  : name_of(child) != "tr" || !holds_only(child, {"td", "th"}))
      return false;
  }
  return static_cast<bool>(table.first_child());
}

// Terms first, then what they mean, again and again.
bool is_sound_definition_list(const pugi::xml_node& list) {
  std::string_view before;
  for (const auto& child : list.children()) {
    if (is_text(child) && trim(child.value()).empty()) continue;
    const auto name = name_of(child);
    if (name != "dt" && (name != "dd" || before.empty())) return false;
    before = name;
  }
  return before == "dd";
}

bool is_within(pugi::xml_node node, std::string_view name) {
  for (node = node.parent(); node; node = node.parent())
    if (name_of(node) == name) return true;
  return false;
}

// XHTML names the language twice, and what a book leaves out of its structure is made plain.
void set_right(pugi::xml_node node);

void set_right_below(const pugi::xml_node& node) {
  for (auto child = node.first_child(); child;) {
    const auto next = child.next_sibling();
    if (child.type() == pugi::node_element) set_right(child);
    child = next;
  }
}

void make_plain(pugi::xml_node table) {
  table.set_name("div");
  for (auto child = table.first_child(); child; child = child.next_sibling())
    if (is_one_of(name_of(child), {"tbody", "tr", "td", "th"})) make_plain(child);
}

void set_right(pugi::xml_node node) {
  const std::string name = node.name();
  if (const auto language = node.attribute("lang"))
    node.append_attribute("xml:lang").set_value(language.value());
  if (name == "table" && !is_sound_table(node)) make_plain(node);
  if (is_one_of(name, {"ul", "ol"}) && !holds_only(node, {"li"})) node.set_name("div");
  if (name == "dl" && !is_sound_definition_list(node)) node.set_name("div");
  const std::string above = node.parent().name();
  if (name == "li" && !is_one_of(above, {"ul", "ol"})) node.set_name("div");
  if (is_one_of(name, {"dt", "dd"}) && above != "dl") node.set_name("div");
  if (is_one_of(name, {"tr", "td", "th", "tbody"}) && !is_one_of(above, {"table", "tbody", "tr"}))
    node.set_name("div");
  if (name == "bdo" && !node.attribute("dir")) node.set_name("bdi");
  if (name == "dfn" && is_within(node, "dfn")) node.set_name("i");
  if (is_one_of(name, {"rt", "rp"}) && !is_within(node, "ruby")) node.set_name("span");
  if (name == "ruby" && !node.find_node([](const pugi::xml_node& one) {
        return std::string_view(one.name()) == "rt";
      }))
    node.set_name("span");
  set_right_below(node);
  if (is_one_of(name, {"rb", "rtc"})) unwrap(node);
}

std::string printed(const pugi::xml_node& node) {
  std::ostringstream out;
  node.print(out, "", pugi::format_raw | pugi::format_no_declaration);
  return std::move(out).str();
}

std::string inside(const pugi::xml_node& node) {
  std::string out;
  for (const auto& child : node.children()) out += printed(child);
  return out;
}

void add_words(const pugi::xml_node& node, std::string& words) {
  for (const auto& child : node.children()) {
    if (is_text(child)) words += child.value();
    if (name_of(child) == "br") words += ' ';
    add_words(child, words);
  }
}

bool is_heading(const pugi::xml_node& node) { return is_one_of(name_of(node), {"h2", "h3", "h4"}); }

// A section of the sample; its first heading is the chapter's.
Chapter chapter_of(pugi::xml_node section, std::string_view language, std::string_view direction) {
  set_right_below(section);
  Chapter chapter;
  if (auto heading = section.first_child(); is_heading(heading)) {
    std::string words;
    add_words(heading, words);
    chapter.title = std::string(utf8_prefix(one_line(words), kTitleBytesMax));
    if (!chapter.title.empty()) {
      chapter.title_html = inside(heading);
      section.remove_child(heading);
    }
  }
  std::string open = "<div";
  const std::string own = section.attribute("lang").value();
  if (const std::string lang = own.empty() ? std::string(language) : own; !lang.empty())
    open += " lang=\"" + lang + "\" xml:lang=\"" + lang + "\"";
  const std::string dir = section.attribute("dir").value();
  if (const std::string way = dir.empty() ? std::string(direction) : dir; !way.empty())
    open += " dir=\"" + way + "\"";
  chapter.html = open + ">" + inside(section) + "</div>\n";
  return chapter;
}

Chapter closing_page(const Manuscript& manuscript, std::string_view book_address) {
  const Words& words = words_for(manuscript.language);
  Chapter page;
  page.title = words.sample_end;
  page.title_html = escape_xml(words.sample_end);
  page.html = "<p>" + escape_xml(manuscript.title) + "</p>\n";
  if (!book_address.empty()) {
    const std::string address = escape_xml(book_address);
    page.html += "<p>" + escape_xml(words.sample_where) + " <a href=\"" + address + "\">" +
                 address + "</a></p>\n";
  }
  return page;
}

}  // namespace

Result<std::string> write_sample(const Manuscript& manuscript, std::string_view cover_jpeg,
                                 std::string_view book_address) {
  pugi::xml_document sample;
  const auto read = sample.load_buffer(manuscript.body.data(), manuscript.body.size(),
                                       pugi::parse_default | pugi::parse_ws_pcdata);
  const pugi::xml_node root = sample.document_element();
  if (!read || !root) return refuse(Errc::invalid, "press.sample", "The sample has no text.");
  Manuscript own = manuscript;
  // Programs that keep books take two of one title and author for the same book.
  own.title += " (" + std::string(words_for(own.language).sample) + ")";
  own.note = words_for(own.language).sample_note;
  std::vector<Chapter> chapters;
  for (const auto& section : root.children("section"))
    chapters.push_back(
        chapter_of(section, root.attribute("lang").value(), root.attribute("dir").value()));
  if (chapters.empty()) return refuse(Errc::invalid, "press.sample", "The sample has no text.");
  chapters.push_back(closing_page(manuscript, book_address));
  return bind_epub(own, chapters, cover_jpeg);
}

}  // namespace aan::worker::press
