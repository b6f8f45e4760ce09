#include "service/books/list_report.hpp"

#include <algorithm>
#include <utility>

namespace aan::service {
namespace {

constexpr std::int64_t kRefusedTold = 20;
constexpr std::int64_t kChangesTold = 20;
constexpr std::size_t kNotesTold = 10;
constexpr std::size_t kNotesCounted = 1000;
constexpr std::size_t kLinesNamed = 5;

// What was left out of rows that came in: each sentence once, with the lines that it is about.
void tell_notes(const std::vector<RowReport>& rows, std::vector<std::string>& notes) {
  std::vector<std::pair<std::string, std::vector<std::uint64_t>>> said;
  for (const RowReport& row : rows) {
    if (row.verdict == RowVerdict::refused) continue;
    for (const std::string& note : row.notes) {
      const auto known =
          std::ranges::find(said, note, &std::pair<std::string, std::vector<std::uint64_t>>::first);
      if (known != said.end())
        known->second.push_back(row.line);
      else if (said.size() < kNotesCounted)
        said.push_back({note, {row.line}});
    }
  }
  for (std::size_t i = 0; i < std::min(said.size(), kNotesTold); ++i) {
    const auto& [note, lines] = said[i];
    std::string where = lines.size() == 1 ? "Line " : "Lines ";
    for (std::size_t at = 0; at < std::min(lines.size(), kLinesNamed); ++at)
      where += (at == 0 ? "" : ", ") + std::to_string(lines[at]);
    if (lines.size() > kLinesNamed)
      where += " and " + std::to_string(lines.size() - kLinesNamed) + " more";
    notes.push_back(where + ": " + note);
  }
  if (said.size() > kNotesTold)
    notes.push_back(std::to_string(said.size() - kNotesTold) + " more kinds of remarks.");
}

// What is sold under another price or name now.
void tell_changes(const std::vector<RowReport>& rows, std::vector<std::string>& notes) {
  std::int64_t told = 0;
  for (const RowReport& row : rows)
    for (const FieldChange& change : row.changes)
      if (++told <= kChangesTold) notes.push_back(in_words(row, change));
  if (told > kChangesTold)
    notes.push_back(std::to_string(told - kChangesTold) +
                    " more values of books with a file changed: Lists of books names them.");
}

}  // namespace

bool is_of_list(const Error& error) {
  return error.code == Errc::invalid || error.code == Errc::too_large ||
         error.code == Errc::timeout;
}

IngestReport report_of(const std::string& file_name, const Result<ListStep>& step) {
  IngestReport report;
  report.file_name = file_name;
  report.verdict = IngestVerdict::refused;
  if (!step) {
    report.notes.push_back(step.error().safe.empty() ? std::string(name_of(step.error().code))
                                                     : step.error().safe);
    return report;
  }
  const RowCounts& counts = step->counts;
  const bool is_nothing_new = counts.added + counts.merged + counts.matched + counts.changed +
                                  counts.withdrawn + counts.refused ==
                              0;
  const bool is_warned =
      counts.refused > 0 || counts.price_not_set > 0 || counts.prices_left_out > 0;
  report.verdict = is_warned        ? IngestVerdict::warned
                   : is_nothing_new ? IngestVerdict::known
                                    : IngestVerdict::ok;
  report.notes.push_back(in_words(counts) + ".");
  std::int64_t told = 0;
  for (const RowReport& row : step->reports) {
    if (row.verdict != RowVerdict::refused || ++told > kRefusedTold) continue;
    report.notes.push_back("Line " + std::to_string(row.line) + ": " +
                           (row.notes.empty() ? std::string() : row.notes.front()));
  }
  if (counts.refused > kRefusedTold)
    report.notes.push_back(std::to_string(counts.refused - kRefusedTold) +
                           " more rows were refused: Lists of books names them.");
  tell_changes(step->reports, report.notes);
  tell_notes(step->reports, report.notes);
  // Whoever uploads has a page, not a command line.
  if (const std::int64_t count = counts.price_not_set; count > 0)
    report.notes.push_back(
        (count == 1 ? "1 title is" : std::to_string(count) + " titles are") +
        " listed with price not set and cannot be bought. Send the list again with a price, or "
        "set it on each book's page.");
  report.notes.insert(report.notes.end(), step->notes.begin(), step->notes.end());
  return report;
}

}  // namespace aan::service
