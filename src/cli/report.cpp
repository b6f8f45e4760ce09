#include "cli/report.hpp"

#include <cstdio>

#include "base/text.hpp"
#include "cli/print_json.hpp"

namespace aan::cli {
namespace {

// What was typed stands in it, and file names: nothing of them may steer the terminal.
std::string plain(std::string_view text) {
  std::string lines;
  for (const std::string_view line : split(text, '\n'))
    lines += (lines.empty() ? "" : "\n") + one_line(line);
  return lines;
}

}  // namespace

ExitCode report(const Common& common, const Error& error) {
  const std::string& sentence = error.safe.empty() ? error.detail : error.safe;
  if (common.is_json)
    std::fprintf(stderr, "%s\n",
                 json_object({{"error", std::string(name_of(error.code))},
                              {"reason", error.reason},
                              {"step", error.step},
                              {"detail", sentence}})
                     .c_str());
  else
    std::fprintf(stderr, "aan: %s\n",
                 plain(sentence.empty() ? error.to_string() : sentence).c_str());
  return exit_code_of(error);
}

}  // namespace aan::cli
