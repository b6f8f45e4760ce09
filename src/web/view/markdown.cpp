#include "web/view/markdown.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace aan::web {
namespace {

constexpr int kNestingMax = 4;  // emphasis inside a link inside emphasis is enough

bool is_safe_target(std::string_view target) {
  for (const char c : target)
    if (static_cast<unsigned char>(c) <= ' ' || c == '\\') return false;
  if (target.starts_with("/") || target.starts_with("#")) return !target.starts_with("//");
  return target.starts_with("https://") || target.starts_with("http://") ||
         target.starts_with("mailto:");
}

std::string spans(std::string_view text, int depth);

// Text between two marks, for `**strong**`, `*emphasis*` and `code`; consumes it from `text`.
bool take_marked(std::string_view& text, std::string_view mark, std::string_view& inside) {
  if (!text.starts_with(mark)) return false;
  const auto close = text.find(mark, mark.size());
  if (close == text.npos || close == mark.size() || text[mark.size()] == ' ') return false;
  inside = text.substr(mark.size(), close - mark.size());
  text.remove_prefix(close + mark.size());
  return true;
}

bool take_link(std::string_view& text, std::string_view& label, std::string_view& target) {
  if (!text.starts_with("[")) return false;
  const auto middle = text.find("](");
  const auto close = middle == text.npos ? text.npos : text.find(')', middle);
  if (close == text.npos) return false;
  const std::string_view to = text.substr(middle + 2, close - middle - 2);
  if (!is_safe_target(to)) return false;
  label = text.substr(1, middle - 1);
  target = to;
  text.remove_prefix(close + 1);
  return true;
}

std::string spans(std::string_view text, int depth) {
  if (depth > kNestingMax) return escape_xml(text);
  std::string out;
  while (!text.empty()) {
    std::string_view inside;
    std::string_view target;
    if (take_marked(text, "`", inside)) {
      out += "<code>" + escape_xml(inside) + "</code>";
    } else if (take_marked(text, "**", inside)) {
      out += "<strong>" + spans(inside, depth + 1) + "</strong>";
    } else if (take_marked(text, "*", inside)) {
      out += "<em>" + spans(inside, depth + 1) + "</em>";
    } else if (take_link(text, inside, target)) {
      out += "<a href=\"" + escape_xml(target) + "\">" + spans(inside, depth + 1) + "</a>";
    } else {
      const auto next = text.find_first_of("`*[", 1);
      out += escape_xml(text.substr(0, next));
      text.remove_prefix(next == text.npos ? text.size() : next);
    }
  }
  return out;
}

enum class Kind { paragraph, heading, bullet, number, quote };

struct Line {
  Kind kind = Kind::paragraph;
  int level = 0;
  std::string_view text;
};

Line classify(std::string_view line) {
  line = trim(line);
  int level = 0;
  while (level < 3 && line.substr(static_cast<std::size_t>(level)).starts_with("#")) ++level;
  if (level > 0 && line.substr(static_cast<std::size_t>(level)).starts_with(" "))
    return {Kind::heading, level, trim(line.substr(static_cast<std::size_t>(level)))};
  if (line.starts_with("- ")) return {Kind::bullet, 0, trim(line.substr(2))};
  if (line.starts_with("> ")) return {Kind::quote, 0, trim(line.substr(2))};
  const auto digits = line.find_first_not_of("0123456789");
  if (digits != line.npos && digits > 0 && digits < 4 && line.substr(digits).starts_with(". "))
    return {Kind::number, 0, trim(line.substr(digits + 2))};
  return {Kind::paragraph, 0, line};
}

// Three or more of one sign, with blanks between them or none.
bool is_rule(std::string_view line) {
  line = trim(line);
  if (line.empty() || std::string_view("-*_").find(line.front()) == line.npos) return false;
  return std::ranges::count(line, line.front()) >= 3 &&
         std::ranges::all_of(line, [&](char c) { return c == line.front() || c == ' '; });
}

// What stands between the bars of a row; a bar behind a backslash is one of the text.
std::vector<std::string> cells_of(std::string_view row) {
  row = trim(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  if (row.ends_with('|') && !row.ends_with("\\|")) row.remove_suffix(1);
  std::vector<std::string> cells(1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\' && row.substr(i + 1).starts_with('|'))
      cells.back() += row[++i];
    else if (row[i] == '|')
      cells.emplace_back();
    else
      cells.back() += row[i];
  }
  for (std::string& cell : cells) cell = trim(cell);
  return cells;
}

constexpr std::size_t kColumnsMax = 20;

// To which side each column stands, of the row below a head; nothing: it is no such row.
std::optional<std::vector<std::string_view>> sides_of(std::string_view row) {
  if (row.find('|') == row.npos) return std::nullopt;
  std::vector<std::string_view> sides;
  for (const std::string& cell : cells_of(row)) {
    const auto dashes = std::ranges::count(cell, '-');
    const bool is_left = cell.starts_with(':');
    const bool is_right = cell.ends_with(':');
    if (dashes == 0 || cell.find_first_not_of("-:") != cell.npos ||
        std::size_t(dashes) + is_left + is_right != cell.size())
      return std::nullopt;
    sides.push_back(!is_right ? "" : is_left ? " class=\"middle\"" : " class=\"end\"");
  }
  return sides;
}

std::string row_of(std::string_view row, std::string_view tag,
                   const std::vector<std::string_view>& sides) {
  const std::vector<std::string> cells = cells_of(row);
  std::string out = "<tr>";
  for (std::size_t i = 0; i < std::min(cells.size(), sides.size()); ++i)
    out.append("<")
        .append(tag)
        .append(tag == "th" ? " scope=\"col\"" : "")
        .append(sides[i])
        .append(">") += spans(cells[i], 0) + "</" + std::string(tag) + ">";
  // One cell for all that a short row lacks: thousands of empty rows are no page of megabytes.
  if (cells.size() < sides.size())
    out += "<td colspan=\"" + std::to_string(sides.size() - cells.size()) + "\"></td>";
  return out + "</tr>\n";
}

// The words of a head in one line, as an attribute has them.
std::string label_of(std::string_view head) {
  std::string label;
  for (const std::string& cell : cells_of(head)) {
    bool is_in_tag = false;
    std::string words;
    for (const char c : spans(cell, 0)) {
      if (c == '<') is_in_tag = true;
      if (!is_in_tag) words += c;
      if (c == '>') is_in_tag = false;
    }
    if (!words.empty()) label += (label.empty() ? "" : ", ") + words;
  }
  return label;
}

// A wide table scrolls sideways, also by keyboard; a group without a name would say nothing.
std::string sideways(const std::string& label) {
  return "<div class=\"sideways\" tabindex=\"0\"" +
         (label.empty() ? "" : " role=\"group\" aria-label=\"" + label + "\"") + ">\n";
}

std::string with_breaks(std::string html) {
  constexpr std::string_view kBreak = "<br>\n";
  for (std::size_t at = 0; (at = html.find('\n', at)) != html.npos; at += kBreak.size())
    html.replace(at, 1, kBreak);
  return html;
}

class Writer {
 public:
  explicit Writer(MarkdownLines lines) : lines_(lines) {}

  void line(std::string_view raw) {
    if (raw.ends_with('\r')) raw.remove_suffix(1);
    if (trim(raw).empty()) return flush();
    const bool was_broken = is_broken_;
    is_broken_ = raw.ends_with("  ") || raw.ends_with('\\');
    if (raw.ends_with('\\')) raw.remove_suffix(1);
    const Line line = classify(raw);
    const bool goes_on = line.kind == Kind::paragraph && !text_.empty();
    if (!goes_on) flush_text();
    if (!goes_on && line.kind != open_) close_list();
    if (goes_on) {
      text_ += was_broken || lines_ == MarkdownLines::kept ? '\n' : ' ';
      text_ += line.text;
      return;
    }
    kind_ = line.kind;
    level_ = line.level;
    text_ = line.text;
    if (kind_ == Kind::heading) flush();
  }

  void rule() {
    flush();
    out_ += "<hr>\n";
  }

  // The table that begins with this line, and takes so many; 0: none does.
  std::size_t table(const std::vector<std::string_view>& lines, std::size_t from) {
    if (from + 1 == lines.size() || lines[from].find('|') == std::string_view::npos) return 0;
    const auto sides = sides_of(lines[from + 1]);
    if (!sides || sides->size() > kColumnsMax || cells_of(lines[from]).size() != sides->size())
      return 0;
    flush();
    out_ += sideways(label_of(lines[from])) + "<table>\n<thead>\n" +
            row_of(lines[from], "th", *sides) + "</thead>\n<tbody>\n";
    std::size_t at = from + 2;
    for (; at < lines.size() && lines[at].find('|') != std::string_view::npos; ++at)
      out_ += row_of(lines[at], "td", *sides);
    out_ += "</tbody>\n</table>\n</div>\n";
    return at - from;
  }

  std::string finish() {
    flush();
    return std::move(out_);
  }

 private:
  void flush() {
    flush_text();
    close_list();
  }

  void flush_text() {
    if (text_.empty()) return;
    const std::string body = with_breaks(spans(text_, 0));
    text_.clear();
    switch (kind_) {
      case Kind::heading: {
        const std::string tag = "h" + std::to_string(level_ + 1);
        out_ += "<" + tag + ">" + body + "</" + tag + ">\n";
        return;
      }
      case Kind::bullet:
      case Kind::number:
        if (open_ != kind_) out_ += kind_ == Kind::bullet ? "<ul>\n" : "<ol>\n";
        open_ = kind_;
        out_ += "<li>" + body + "</li>\n";
        return;
      case Kind::quote: out_ += "<blockquote><p>" + body + "</p></blockquote>\n"; return;
      case Kind::paragraph: out_ += "<p>" + body + "</p>\n"; return;
    }
  }

  void close_list() {
    if (open_ == Kind::bullet) out_ += "</ul>\n";
    if (open_ == Kind::number) out_ += "</ol>\n";
    open_ = Kind::paragraph;
  }

  MarkdownLines lines_;
  bool is_broken_ = false;  // the line before asked for a break
  std::string out_;
  std::string text_;  // of the block that is being read
  Kind kind_ = Kind::paragraph;
  Kind open_ = Kind::paragraph;  // bullet or number: inside such a list
  int level_ = 0;
};

}  // namespace

Html markdown(std::string_view text, MarkdownLines lines) {
  Writer writer(lines);
  const std::vector<std::string_view> all = split(text, '\n');
  for (std::size_t at = 0; at < all.size();) {
    if (const std::size_t taken = writer.table(all, at); taken > 0) {
      at += taken;
      continue;
    }
    if (is_rule(all[at]))
      writer.rule();
    else
      writer.line(all[at]);
    ++at;
  }
  return Html::trusted(writer.finish());
}

}  // namespace aan::web
