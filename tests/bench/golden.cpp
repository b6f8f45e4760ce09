#include "tests/bench/golden.hpp"

#include <algorithm>
#include <fstream>

#include "base/check.hpp"
#include "base/text.hpp"
#include "base/words.hpp"

namespace aan::bench {
namespace {

constexpr std::size_t kWordsMax = 200;

std::string comparable(std::string_view text) { return " " + folded(text, kWordsMax) + " "; }

// "tolkien" of "J.R.R. Tolkien", and "bront" of "Brontë", who has marks in one list and not in
// another.
bool holds(const std::string& whole, const std::string& part) {
  return whole.contains(std::string_view(part).substr(0, part.size() - 1));
}

}  // namespace

FoldedRow folded_row(const TitleRow& row) {
  FoldedRow folded;
  folded.title = comparable(row.title);
  folded.main_title = comparable(row.title.substr(0, row.title.find_first_of(":;(")));
  folded.author = comparable(row.author);
  for (const std::string& subject : row.subjects) folded.subjects += comparable(subject);
  return folded;
}

Expected::Expected(std::string_view text) {
  text = trim(text);
  AAN_CHECK(!text.empty());
  switch (text.front()) {
    case '@': kind_ = Kind::author; break;
    case '#': kind_ = Kind::subject; break;
    case '~': kind_ = Kind::title_words; break;
    default: break;
  }
  if (kind_ != Kind::title) {
    words_ = comparable(text.substr(1));
    return;
  }
  const auto at = text.find(" @ ");
  std::string_view title = text.substr(0, at);
  if (at != text.npos) author_ = comparable(text.substr(at + 3));
  may_go_on_ = title.ends_with('*');
  words_ = comparable(title);
}

bool Expected::is_met_by(const FoldedRow& row) const {
  switch (kind_) {
    case Kind::author: return holds(row.author, words_);
    case Kind::subject: return holds(row.subjects, words_);
    case Kind::title_words: return holds(row.title, words_);
    case Kind::title: break;
  }
  const bool is_title = row.title == words_ || row.main_title == words_ ||
                        (may_go_on_ && row.title.starts_with(words_));
  return is_title && (author_.empty() || holds(row.author, author_));
}

std::vector<GoldenQuery> read_golden(const std::string& path) {
  std::ifstream file(path);
  AAN_CHECK(file.is_open());
  std::vector<GoldenQuery> queries;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto fields = split(line, '\t');
    AAN_CHECK(fields.size() == 3);
    GoldenQuery& query = queries.emplace_back();
    query.kind = fields[0];
    query.text = fields[1];
    for (std::string_view rest = fields[2]; !rest.empty();) {
      const auto end = rest.find(" | ");
      query.expected.emplace_back(rest.substr(0, end));
      rest.remove_prefix(end == rest.npos ? rest.size() : end + 3);
    }
  }
  return queries;
}

}  // namespace aan::bench
