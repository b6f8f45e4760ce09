#include "service/list_report.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kRefusedTold = 20;

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
  report.verdict = counts.refused > 0 ? IngestVerdict::warned
                   : is_nothing_new   ? IngestVerdict::known
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
                           " more rows were refused.");
  report.notes.insert(report.notes.end(), step->notes.begin(), step->notes.end());
  return report;
}

}  // namespace aan::service
