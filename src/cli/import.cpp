#include "cli/import.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/text.hpp"
#include "cli/print_json.hpp"
#include "cli/report.hpp"

namespace aan::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kFilesMax = 100'000;

// Every file named, and every book file below the folders named, in a stable order.
Result<std::vector<fs::path>> find_files(const std::vector<std::string>& paths) {
  std::vector<fs::path> files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || !fs::exists(status))
      return refuse(Errc::not_found, "import", "There is no file or folder " + path + ".");
    if (!fs::is_directory(status)) {
      files.push_back(fs::absolute(path));
      continue;
    }
    std::vector<fs::path> inside;
    for (const auto& entry : fs::recursive_directory_iterator(
             path, fs::directory_options::skip_permission_denied, error)) {
      if (entry.is_regular_file(error) && lower_ascii(entry.path().extension().string()) == ".epub")
        inside.push_back(fs::absolute(entry.path()));
      if (files.size() + inside.size() > kFilesMax)
        return refuse(Errc::too_large, "import", "More than 100,000 files; import in parts.");
    }
    std::ranges::sort(inside);
    files.insert(files.end(), inside.begin(), inside.end());
  }
  if (files.empty())
    return refuse(Errc::not_found, "import", "There are no .epub files in what was named.");
  return files;
}

}  // namespace

ExitCode import(const Common& common, const ImportOptions& options) {
  const auto files = find_files(options.paths);
  if (!files) return report(common, files.error());
  auto shop = Shop::open(common, Shop::Missing::create);
  if (!shop) return report(common, shop.error());
  const bool shows_progress = isatty(STDERR_FILENO) != 0 && !common.is_json;
  std::vector<std::string> answers;
  std::size_t refused = 0;
  for (std::size_t i = 0; i < files->size(); ++i) {
    const fs::path& file = (*files)[i];
    if (shows_progress)
      std::fprintf(stderr, "\r\033[K%zu of %zu  %s", i + 1, files->size(), file.filename().c_str());
    auto answer = (*shop)->run("ingest", json_object({{"path", file.string()},
                                                      {"price", options.price},
                                                      {"currency", options.currency}}));
    if (!answer) {
      if (shows_progress) std::fputc('\n', stderr);
      return report(common, answer.error());
    }
    if (verdict_of(*answer) == "refused") ++refused;
    if (shows_progress) std::fprintf(stderr, "\r\033[K");
    if (!common.is_json) std::printf("%s\n", import_line(*answer).c_str());
    answers.push_back(std::move(*answer));
  }
  if (common.is_json)
    std::printf("%s\n", import_report(answers).c_str());
  else
    std::printf("%zu files: %zu in the shop, %zu refused.\n", answers.size(),
                answers.size() - refused, refused);
  return refused == 0 ? ExitCode::ok : ExitCode::partly;
}

}  // namespace aan::cli
