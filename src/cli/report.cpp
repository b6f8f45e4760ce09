#include "cli/report.hpp"

#include <cstdio>

#include "cli/print_json.hpp"

namespace aan::cli {

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
                 sentence.empty() ? error.to_string().c_str() : sentence.c_str());
  return exit_code_of(error);
}

}  // namespace aan::cli
