#include "worker/list/row_maker.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/isbn.hpp"
#include "domain/catalog/match_key.hpp"

namespace aan::worker::list {
namespace {

constexpr std::size_t kSubjectBytesMax = 200;
constexpr std::size_t kKeyBytesMax = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string cut(std::string_view text, std::size_t bytes) {
  return std::string(trim(utf8_prefix(text, bytes)));
}

// Elements go; those that end a line leave a line's end, the named entities of XML their character.
std::string without_markup(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '<') {
      const std::size_t end = text.find('>', at);
      if (end != text.npos && at + 1 < text.size() &&
          (text[at + 1] == '/' || text[at + 1] == '!' ||
           (lower_ascii(text.substr(at + 1, 1))[0] >= 'a' &&
            lower_ascii(text.substr(at + 1, 1))[0] <= 'z'))) {
        const std::string name =
            lower_ascii(text.substr(at + 1, std::min<std::size_t>(end - at, 4)));
        if (name.starts_with("br") || name.starts_with("/p") || name.starts_with("/li") ||
            name.starts_with("/h") || name.starts_with("/div"))
          out += name.starts_with("br") || name.starts_with("/li") ? "\n" : "\n\n";
        at = end + 1;
        continue;
      }
    }
    if (text[at] == '&') {
      constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
          {"&lt;", "<"},    {"&gt;", ">"},    {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"},
          {"&nbsp;", " "},  {"&ndash;", "–"}, {"&mdash;", "—"}, {"&amp;", "&"},  {"&hellip;", "…"},
          {"&rsquo;", "’"}, {"&lsquo;", "‘"}, {"&ldquo;", "“"}, {"&rdquo;", "”"}};
      bool is_known = false;
      for (const auto& [entity, character] : kEntities) {
        if (!text.substr(at).starts_with(entity)) continue;
        out += character;
        at += entity.size();
        is_known = true;
        break;
      }
      if (is_known) continue;
    }
    out += text[at++];
  }
  return out;
}

}  // namespace

std::string clean_line(std::string_view text) {
  // One line of more than four times what is kept is not looked at to its end.
  return cut(one_line(utf8_prefix(text, 4 * catalog::kLineBytesMax)), catalog::kLineBytesMax);
}

std::string clean_paragraphs(std::string_view text, std::size_t bytes_max) {
  const bool is_markup = text.find("</") != text.npos || text.find("<br") != text.npos ||
                         text.find("<p>") != text.npos || text.find("&amp;") != text.npos ||
                         text.find("&lt;p") != text.npos;
  const std::string plain = is_markup ? without_markup(text) : std::string(text);
  std::string out;
  std::string paragraph;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) out += (out.empty() ? "" : "\n\n") + paragraph;
    paragraph.clear();
  };
  for (const std::string_view line : split(plain, '\n')) {
    const std::string words = one_line(line);
    if (words.empty())
      end_paragraph();
    else
      paragraph += (paragraph.empty() ? "" : " ") + words;
  }
  end_paragraph();
  return cut(out, bytes_max);
}

std::string partial_date(std::string_view text) {
  const std::string_view it = trim(text);
  const auto digits = [&](std::size_t at, std::size_t count) {
    if (at + count > it.size()) return false;
    return std::ranges::all_of(it.substr(at, count), is_digit);
  };
  const auto in_range = [](std::string_view two, int most) {
    const int number = (two[0] - '0') * 10 + (two[1] - '0');
    return number >= 1 && number <= most;
  };
  const auto whole = [&](std::string_view year, std::string_view month, std::string_view day) {
    std::string date(year);
    if (month.empty() || !in_range(month, 12)) return date;
    date += "-" + std::string(month);
    if (day.empty() || !in_range(day, 31)) return date;
    return date + "-" + std::string(day);
  };
  if (digits(0, 4) && !digits(0, 5)) {
    if (it.size() >= 10 && it[4] == '-' && digits(5, 2) && it[7] == '-' && digits(8, 2))
      return whole(it.substr(0, 4), it.substr(5, 2), it.substr(8, 2));
    if (it.size() >= 7 && it[4] == '-' && digits(5, 2))
      return whole(it.substr(0, 4), it.substr(5, 2), {});
    return std::string(it.substr(0, 4));
  }
  if (it.size() >= 8 && digits(0, 8))
    return whole(it.substr(0, 4), it.substr(4, 2), it.substr(6, 2));
  if (it.size() == 6 && digits(0, 6)) return whole(it.substr(0, 4), it.substr(4, 2), {});
  for (std::size_t at = 0; at + 4 <= it.size(); ++at)
    if (digits(at, 4) && !digits(at, 5) && (at == 0 || !is_digit(it[at - 1])))
      return std::string(it.substr(at, 4));
  return {};
}

void set_published(catalog::ListRow& row, std::string_view written, std::string_view where) {
  row.record.published = partial_date(written);
  const std::string given = clean_line(written);
  if (row.record.published.empty() && !given.empty())
    add_note(row, "“" + cut(given, 60) + "” in " + cut(where, 60) +
                      " holds no year of four digits and was left out.");
}

void set_isbn(catalog::ListRow& row, std::string_view written) {
  const std::string given = clean_line(written);
  if (given.empty()) return;
  if (const auto isbn = catalog::canonical_isbn(given)) {
    row.record.isbn13 = *isbn;
    row.isbn_given.clear();
  } else if (row.record.isbn13.empty()) {
    row.isbn_given = given;
    add_note(row, cut(given, 60) + " is no valid ISBN and was left out.");
  }
}

void set_language(catalog::ListRow& row, std::string_view written) {
  row.record.language = catalog::canonical_language(written);
  const std::string given = clean_line(written);
  const std::string tongue = lower_ascii(given.substr(0, given.find_first_of("-_")));
  const bool is_none =
      tongue.empty() || tongue == "und" || tongue == "mul" || tongue == "mis" || tongue == "zxx";
  if (row.record.language == "und" && !is_none)
    add_note(row, "The language “" + cut(given, 60) +
                      "” is no tag such as en or pt-BR and was left out.");
}

void add_contributor(catalog::ListRow& row, std::string_view name, std::string_view sort_name,
                     catalog::ContributorRole role) {
  std::string clean = clean_line(name);
  if (clean.empty()) return;
  auto& all = row.record.contributors;
  if (all.size() >= catalog::kListMax) return;
  for (const catalog::ContributorFact& one : all)
    if (one.name == clean && one.role == role) return;
  all.push_back({std::move(clean), clean_line(sort_name), role});
}

void add_subject(catalog::ListRow& row, std::string_view name, std::string_view scheme,
                 std::string_view code) {
  std::string words = cut(clean_line(name), kSubjectBytesMax);
  const std::string mark = cut(clean_line(code), kSubjectBytesMax);
  if (words.empty()) words = mark;
  if (words.empty() || row.subjects.size() >= catalog::kListMax) return;
  for (const catalog::ListSubject& one : row.subjects)
    if (one.scheme == scheme && (mark.empty() ? one.name == words : one.code == mark)) return;
  row.subjects.push_back({words, std::string(scheme), mark, ""});
}

void add_note(catalog::ListRow& row, std::string_view note) {
  if (row.notes.size() < catalog::kListNotesMax) row.notes.push_back(cut(clean_line(note), 400));
}

void note_no_amount(catalog::ListRow& row, std::string_view what, std::string_view written) {
  add_note(row, "Its " + std::string(what) + " is no amount: " + cut(one_line(written), 40) + ".");
}

void Keys::give(catalog::ListRow& row, std::string_view source) {
  if (row.source.empty()) row.source = source;
  if (!row.key.empty()) return;
  std::string key = row.record.isbn13;
  if (key.empty()) {
    std::string said = row.record.title;
    for (const catalog::ContributorFact& one : row.record.contributors) said += " " + one.name;
    key = slug(said, kKeyBytesMax);
  }
  // Counted for each key: a list of one book a million times is read in one go.
  std::string candidate = key;
  for (int& number = next_[key]; !given_.insert(candidate).second;)
    candidate = key + " " + std::to_string(number = std::max(number + 1, 2));
  row.key = candidate;
}

}  // namespace aan::worker::list
