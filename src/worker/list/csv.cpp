#include "worker/list/csv.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::worker::list {
namespace {

constexpr std::size_t kHeadBytes = std::size_t{64} << 10;

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

// What a spreadsheet saves as plain CSV is in the letters of its machine, such as Windows-1252.
std::unexpected<Error> not_utf8(const std::string& found) {
  return refuse(Errc::invalid, "list.csv", found + "Save it as CSV UTF-8 and send it again.");
}

}  // namespace

// The separator is the one that the first line has most of, outside of quotes.
Result<> CsvReader::begin() {
  is_begun_ = true;
  while (source_.view().size() < kHeadBytes && AAN_TRY(source_.fill())) {
  }
  if (source_.view().starts_with("\xEF\xBB\xBF")) source_.consume(3);
  const std::string_view head = source_.view();
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
    return refuse(Errc::invalid, "list.csv",
                  "This file is UTF-16. Save it as CSV in UTF-8 and try again.");
  // A letter may be cut where the head ends.
  std::string_view whole = head.substr(0, kHeadBytes);
  if (whole.size() == kHeadBytes) whole = whole.substr(0, whole.rfind('\n') + 1);
  if (!is_utf8(whole)) return not_utf8("This file is not UTF-8. ");
  std::size_t counts[3] = {};
  constexpr char kSeparators[3] = {',', ';', '\t'};
  bool is_quoted = false;
  for (const char c : head) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (is_line_end(c)) break;
    for (int i = 0; i < 3; ++i)
      if (c == kSeparators[i]) ++counts[i];
  }
  separator_ = kSeparators[std::ranges::max_element(counts) - counts];
  return {};
}

Result<bool> CsvReader::ensure() {
  if (!source_.view().empty()) return true;
  return source_.fill();
}

Result<> CsvReader::skip_line() {
  while (AAN_TRY(ensure())) {
    const std::string_view here = source_.view();
    const std::size_t end = here.find('\n');
    source_.consume(end == here.npos ? here.size() : end + 1);
    if (end == here.npos) continue;
    ++line_;
    return {};
  }
  return {};
}

void CsvReader::put(CsvRow& row, std::string_view part) {
  row_bytes_ += part.size();
  if (row.fields.back().size() + part.size() > kCsvFieldBytesMax)
    row.problem = "A field of it is larger than 256 KB.";
  else if (row_bytes_ > kCsvRowBytesMax)
    row.problem = "It is larger than 1 MB.";
  else
    row.fields.back() += part;
}

// After the opening quote; ends after the closing one.
Result<> CsvReader::quoted(CsvRow& row) {
  while (AAN_TRY(ensure())) {
    const std::string_view here = source_.view();
    const std::size_t end = here.find('"');
    const std::string_view part = here.substr(0, end);
    line_ += static_cast<std::uint64_t>(std::ranges::count(part, '\n'));
    put(row, part);
    if (!row.problem.empty()) return {};
    source_.consume(part.size());
    if (end == here.npos) continue;
    source_.consume(1);
    if (!AAN_TRY(ensure()) || source_.view().front() != '"') return {};
    put(row, "\"");
    source_.consume(1);
  }
  row.problem = "A quote is opened and never closed.";
  return {};
}

Result<> CsvReader::plain(CsvRow& row) {
  while (AAN_TRY(ensure())) {
    const std::string_view here = source_.view();
    const auto end =
        std::ranges::find_if(here, [this](char c) { return c == separator_ || is_line_end(c); });
    const auto count = static_cast<std::size_t>(end - here.begin());
    put(row, here.substr(0, count));
    source_.consume(count);
    if (end != here.end() || !row.problem.empty()) return {};
  }
  return {};
}

Result<bool> CsvReader::next(CsvRow& row) {
  if (!is_begun_) AAN_TRY(begin());
  while (AAN_TRY(ensure()) && is_line_end(source_.view().front())) {
    if (source_.view().front() == '\n') ++line_;
    source_.consume(1);
  }
  if (!AAN_TRY(ensure())) return false;
  row.line = line_;
  row.fields.clear();
  row.problem.clear();
  row_bytes_ = 0;
  for (;;) {
    if (row.fields.size() == kCsvFieldsMax) {
      row.problem = "It has more than 512 fields.";
      break;
    }
    row.fields.emplace_back();
    if (AAN_TRY(ensure()) && source_.view().front() == '"') {
      source_.consume(1);
      AAN_TRY(quoted(row));
    } else {
      AAN_TRY(plain(row));
    }
    if (!row.problem.empty() || !AAN_TRY(ensure())) break;
    const char c = source_.view().front();
    if (is_line_end(c)) {
      source_.consume(1);
      if (c == '\r' && AAN_TRY(ensure()) && source_.view().front() == '\n') source_.consume(1);
      ++line_;
      break;
    }
    if (c != separator_) {
      row.problem = "There is text after a closing quote.";
      break;
    }
    source_.consume(1);
  }
  if (!row.problem.empty()) {
    AAN_TRY(skip_line());
    return true;
  }
  // One such row speaks of the whole file: the others that have letters beyond A to Z would be
  // missed too, and nobody sees which.
  if (!std::ranges::all_of(row.fields, [](const std::string& field) { return is_utf8(field); }))
    return not_utf8("Line " + std::to_string(row.line) + " is not UTF-8. ");
  return true;
}

}  // namespace aan::worker::list
