#include "testing/api_judge.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/codec.hpp"
#include "testing/temp_folder.hpp"

namespace aan::testing {

void ApiJudge::saw(std::string_view method, std::string_view path, int status,
                   std::string_view head, std::string_view body) {
  lines_ += std::string(method) + " " + std::string(path) + " " + std::to_string(status) + " " +
            base64url(head) + " " + base64url(body) + "\n";
}

std::string ApiJudge::verdict() const {
  const TempFolder folder;
  const std::string answers = folder.path() / "answers";
  std::ofstream(answers) << lines_;
  const char* const root = std::getenv("AAN_SOURCE_DIR");
  const std::string command = "python3 -B '" + std::string(root != nullptr ? root : ".") +
                              "/tests/functional/judge.py' '" + answers + "' 2>&1";
  FILE* const judge = ::popen(command.c_str(), "r");
  if (judge == nullptr) return "the judge cannot be started";
  std::string said;
  std::array<char, 4096> block{};
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), judge))
    said.append(block.data(), got);
  return ::pclose(judge) == 0 ? "" : "wrong answers:\n" + said;
}

}  // namespace aan::testing
