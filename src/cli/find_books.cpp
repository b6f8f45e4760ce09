#include "cli/find_books.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kFilesMax = 100'000;
constexpr int kDepthMax = 64;

bool is_book(const fs::path& path) { return lower_ascii(path.extension().string()) == ".epub"; }

// Errors are found things, never exceptions: a folder may vanish while it is read.
void walk(const fs::path& folder, int depth, std::vector<FoundFile>& found) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    if (found.size() > kFilesMax) return;
    std::error_code unknown;
    if (is_book(entry->path()))
      found.push_back({entry->path(), ""});
    else if (fs::is_directory(entry->symlink_status(unknown)) && depth < kDepthMax)
      walk(entry->path(), depth + 1, found);
  }
  if (error) found.push_back({folder, "This folder cannot be read: " + error.message() + "."});
}

}  // namespace

Result<std::vector<FoundFile>> find_books(const std::vector<std::string>& paths) {
  std::vector<FoundFile> found;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error);
    const fs::file_status status = fs::status(whole, error);
    if (status.type() == fs::file_type::not_found)
      return refuse(Errc::not_found, "import", "There is no file or folder " + path + ".");
    if (fs::is_directory(status)) {
      std::vector<FoundFile> inside;
      walk(whole, 0, inside);
      std::ranges::sort(inside, {}, &FoundFile::path);
      std::ranges::move(inside, std::back_inserter(found));
    } else {
      found.push_back({whole, ""});
    }
    if (found.size() > kFilesMax)
      return refuse(Errc::too_large, "import", "More than 100,000 files; import in parts.");
  }
  for (FoundFile& file : found)
    if (file.problem.empty() && !is_utf8(file.path.string()))
      file.problem = "Its name is not UTF-8. Rename it.";
  if (found.empty())
    return refuse(Errc::not_found, "import", "There are no .epub files in what was named.");
  return found;
}

}  // namespace aan::cli
