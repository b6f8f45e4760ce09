#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace aan::cli {

/// Something that an import names: a file to be read, or, with `problem`, what cannot be.
struct FoundFile {
  std::filesystem::path path;  ///< absolute
  std::string problem;         ///< a sentence; empty for a file to be read
};

/// Every file named, and everything below the folders named that is called as a book is (epub,
/// pdf, cbz, zip, audio), in a stable order, lists of books before the books. A folder with several
/// tracks in it is one audiobook. A folder that cannot be read, or a name that is not UTF-8, is
/// found with its problem. Links to folders are not followed. Errors: not_found (a path that is not
/// there, or nothing found at all), too_large.
Result<std::vector<FoundFile>> find_books(const std::vector<std::string>& paths);

}  // namespace aan::cli
