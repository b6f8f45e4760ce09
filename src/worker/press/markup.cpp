#include "worker/press/markup.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::worker::press {
namespace {

constexpr int kEmphasisDepthMax = 3;

bool is_blank_at(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ';
}

// Where the mark that opened before `from` closes: not after a blank, not doubled for a single one.
std::size_t closing(std::string_view text, std::size_t from, std::string_view mark) {
  for (std::size_t at = text.find(mark, from); at != std::string_view::npos;
       at = text.find(mark, at + 1)) {
    const bool after_text = at > from && text[at - 1] != ' ' && text[at - 1] != '\\';
    const bool is_double = text.substr(at).starts_with("**");
    if (after_text && (mark.size() == 2 || !is_double)) return at;
    if (mark.size() == 1 && is_double) ++at;
  }
  return std::string_view::npos;
}

std::string render(std::string_view text, bool as_html, int depth) {
  std::string out;
  const auto literal = [&](std::string_view part) { out += as_html ? escape_xml(part) : part; };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '*') {
      literal("*");
      at += 2;
      continue;
    }
    if (text[at] == '*' && depth < kEmphasisDepthMax) {
      const std::string_view mark = text.substr(at).starts_with("**") ? "**" : "*";
      const std::size_t start = at + mark.size();
      const std::size_t end =
          is_blank_at(text, start) ? std::string_view::npos : closing(text, start, mark);
      if (end != std::string_view::npos) {
        const std::string inside = render(text.substr(start, end - start), as_html, depth + 1);
        const std::string name = mark.size() == 2 ? "strong" : "em";
        out += as_html ? "<" + name + ">" + inside + "</" + name + ">" : inside;
        at = end + mark.size();
        continue;
      }
    }
    const std::size_t next = std::min(text.find_first_of("*\\", at + 1), text.size());
    literal(text.substr(at, next - at));
    at = next;
  }
  return out;
}

// Collects lines into blocks and blocks into chapters.
class Reader {
 public:
  void line(std::string_view raw) {
    const std::string_view text = trim(raw);
    if (text.starts_with("# ")) return chapter(text.substr(2));
    if (text.starts_with("## ")) return section(text.substr(3));
    if (text == "***") return thematic_break();
    if (text.empty()) return end_block();
    if (text.starts_with("- ")) return item(text.substr(2));
    if (text == ">" || text.starts_with("> ")) return quotation(trim(text.substr(1)));
    if (kind_ == Kind::list && !items_.empty()) {
      items_.back() += ' ';
      items_.back() += text;
      return;
    }
    if (kind_ != Kind::paragraph) end_block();
    kind_ = Kind::paragraph;
    add(paragraph_, text);
  }

  std::vector<Chapter> take() {
    end_block();
    std::erase_if(chapters_, [](const Chapter& c) { return c.title.empty() && c.html.empty(); });
    return std::move(chapters_);
  }

 private:
  enum class Kind : std::uint8_t { none, paragraph, list, quotation };

  static void add(std::string& paragraph, std::string_view text) {
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += text;
  }

  std::string& html() {
    if (chapters_.empty()) chapters_.emplace_back();
    return chapters_.back().html;
  }

  void chapter(std::string_view title) {
    end_block();
    chapters_.emplace_back();
    chapters_.back().title = inline_plain(trim(title));
    chapters_.back().title_html = inline_html(trim(title));
  }

  void section(std::string_view title) {
    end_block();
    std::string& out = html();
    Chapter& chapter = chapters_.back();
    const std::string id = "s" + std::to_string(chapter.sections.size() + 1);
    chapter.sections.push_back({id, inline_plain(trim(title))});
    out += "<h2 id=\"" + id + "\">" + inline_html(trim(title)) + "</h2>\n";
  }

  void thematic_break() {
    end_block();
    html() += "<hr/>\n";
  }

  void item(std::string_view text) {
    if (kind_ != Kind::list) end_block();
    kind_ = Kind::list;
    items_.emplace_back(text);
  }

  void quotation(std::string_view text) {
    if (kind_ != Kind::quotation) end_block();
    kind_ = Kind::quotation;
    if (text.empty() || items_.empty()) items_.emplace_back();
    add(items_.back(), text);
  }

  void end_block() {
    if (kind_ == Kind::paragraph) html() += "<p>" + inline_html(paragraph_) + "</p>\n";
    if (kind_ == Kind::list || kind_ == Kind::quotation) {
      const bool is_list = kind_ == Kind::list;
      std::string& out = html();
      out += is_list ? "<ul>\n" : "<blockquote>\n";
      for (const std::string& text : items_)
        if (!text.empty())
          out += (is_list ? "<li>" : "<p>") + inline_html(text) + (is_list ? "</li>\n" : "</p>\n");
      out += is_list ? "</ul>\n" : "</blockquote>\n";
    }
    paragraph_.clear();
    items_.clear();
    kind_ = Kind::none;
  }

  std::vector<Chapter> chapters_;
  Kind kind_ = Kind::none;
  std::string paragraph_;
  std::vector<std::string> items_;
};

}  // namespace

std::vector<Chapter> parse_markup(std::string_view body) {
  Reader reader;
  for (const std::string_view line : split(body, '\n')) reader.line(line);
  return reader.take();
}

std::string inline_html(std::string_view text) { return render(text, /*as_html=*/true, 0); }
std::string inline_plain(std::string_view text) { return render(text, /*as_html=*/false, 0); }

}  // namespace aan::worker::press
