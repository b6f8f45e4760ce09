#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/find_books.hpp"

namespace aan::cli {

/// An import's report, for a person: a line for each file, and under it what is said of it. A
/// warning or remark that was said before is not said again, but counted; a refusal always is.
class ImportText {
 public:
  std::string line(const std::string& answer);
  /// Lines "24 files: sentence: a.epub, b.epub and 22 more" for what was said of more than one
  /// file, so that each has its reason.
  [[nodiscard]] std::string repeated() const;

 private:
  std::map<std::string, std::vector<std::string>> said_;  ///< the files, by what was said of them
};

/// "ok", "warned", "refused", "known" or "restored" of an import's answer.
std::string verdict_of(const std::string& answer);
/// An import's answer for a file that was not even tried.
std::string refused_entry(const std::string& file, const std::string& why);
/// "2 files of another kind were passed over: notes.txt, cover.jpg" as a line; empty for none.
std::string passed_over_text(const PassedOver& passed);
/// The error of an import that found nothing to bring in, with the files of another kind.
std::string nothing_found_json(const Error& error, const PassedOver& passed);
/// {"files": [answers...], "lists": [entries...], "passed_over": {"count", "names"}, "summary":
/// {...}} of an import; without lists there is no "lists", and "names" are the first thousand.
std::string import_report(const std::vector<std::string>& answers,
                          const std::vector<std::string>& lists, const PassedOver& passed);

}  // namespace aan::cli
