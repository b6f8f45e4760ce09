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

/// Files of another kind in the folders named: said, so that nobody looks for them in the shop.
struct PassedOver {
  std::size_t count = 0;
  std::vector<std::string> names;  ///< of the first ones in order, below the folder as it was typed
};

struct FoundBooks {
  std::vector<FoundFile> files;
  PassedOver passed_over;
};

/// Every file named, and everything below the folders named that is called as a book is (epub,
/// pdf, cbz, zip, audio), in a stable order, lists of books before the books. The tracks of
/// a folder that has several are one audiobook, found as that folder, with the pictures and the
/// manifest beside them; each M4B is a book by itself unless there is a manifest. A folder that
/// cannot be read, or a name that is not UTF-8, is found with its problem. Links to folders are not
/// followed. Everything else in a folder is passed over, and named unless it is hidden; that may be
/// all there is. Errors: not_found (a path that is not there), too_large.
Result<FoundBooks> find_books(const std::vector<std::string>& paths);

}  // namespace aan::cli
