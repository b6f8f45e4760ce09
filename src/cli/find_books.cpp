#include "cli/find_books.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "base/shown_bytes.hpp"
#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "service/books/import_list.hpp"

namespace aan::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kFilesMax = 100'000;
constexpr int kDepthMax = 64;
constexpr std::size_t kPassedOverNamesMax = 1000;

// What lies below one folder that was named.
struct Inside {
  std::vector<FoundFile> found;
  std::vector<fs::path> others;
};

bool is_track(const fs::path& path) {
  return catalog::is_track_name(lower_ascii(path.filename().string()));
}

// By its ending, which only says that it is worth a look: what it is, its content tells.
bool is_book(const fs::path& path) {
  constexpr std::array kEndings = {".epub", ".pdf", ".cbz", ".zip", ".lpf", ".audiobook"};
  const std::string ending = lower_ascii(path.extension().string());
  return is_track(path) ||
         std::ranges::any_of(kEndings, [&](const char* one) { return ending == one; });
}

// A list of books, packed or not. A pack of something else is none here, where nobody named it, nor
// what an unpacked EPUB says of itself.
bool is_list(const fs::path& path) {
  std::string name = lower_ascii(path.filename().string());
  if (name.starts_with('.') || path.parent_path().filename() == "META-INF") return false;
  for (const std::string_view packed : {".xz", ".gz"})
    if (name.ends_with(packed)) name.resize(name.size() - packed.size());
  return service::is_list_name(name);
}

bool is_manifest(const fs::path& path) {
  return catalog::is_audiobook_manifest_name(lower_ascii(path.filename().string()));
}

// What beside it makes an audiobook of a folder of tracks.
struct Tracks {
  bool is_one_book = false;
  bool has_manifest = false;
};

// Whether the audiobook of a folder takes in what lies at this path. A list beside tracks is one.
bool is_part(const Tracks& tracks, const fs::path& path) {
  constexpr std::array kPictures = {".jpg", ".jpeg", ".png", ".webp"};
  if (!tracks.is_one_book) return false;
  if (is_track(path))
    return tracks.has_manifest || !catalog::is_whole_audiobook_name(lower_ascii(path.string()));
  const std::string ending = lower_ascii(path.extension().string());
  return is_manifest(path) ||
         std::ranges::any_of(kPictures, [&](const char* one) { return ending == one; });
}

// Several tracks in one folder are one audiobook; a single one is a book by itself, and so is each
// M4B unless a manifest says of what it is a part.
Tracks tracks_of(const fs::path& folder) {
  std::error_code error;
  int all = 0;
  int whole = 0;
  Tracks tracks;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator{};
       entry.increment(error)) {
    std::error_code unknown;
    if (!fs::is_regular_file(entry->symlink_status(unknown))) continue;
    tracks.has_manifest = tracks.has_manifest || is_manifest(entry->path());
    if (!is_track(entry->path())) continue;
    ++all;
    if (catalog::is_whole_audiobook_name(lower_ascii(entry->path().string()))) ++whole;
  }
  tracks.is_one_book = (tracks.has_manifest ? all : all - whole) >= 2;
  return tracks;
}

constexpr const char* kUnpackedEpub =
    "It is an unpacked EPUB, a folder instead of a file. Pack it, in this folder: zip -X0 "
    "../book.epub mimetype, then zip -Xr9D ../book.epub . -x mimetype.";

// A track is a part of some EPUBs; another book is a part of none.
bool holds_whole_book(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator{};
       entry.increment(error)) {
    std::error_code unknown;
    if (is_book(entry->path()) && !is_track(entry->path()) &&
        fs::is_regular_file(entry->symlink_status(unknown)))
      return true;
  }
  return false;
}

// What every EPUB has, whatever its folder is called. One of these files alone, left behind by
// something that was unpacked, makes none of a folder of books.
bool is_unpacked_epub(const fs::path& folder) {
  constexpr std::size_t kTypeBytesMax = 64;
  std::error_code error;
  const auto is_file = [&](const fs::path& path) {
    return fs::is_regular_file(fs::symlink_status(path, error));
  };
  if (!is_file(folder / "META-INF" / "container.xml") || !is_file(folder / "mimetype"))
    return false;
  std::string type(kTypeBytesMax, '\0');
  std::ifstream in(folder / "mimetype", std::ios::binary);
  in.read(type.data(), static_cast<std::streamsize>(type.size()));
  type.resize(static_cast<std::size_t>(in.gcount()));
  return trim(type) == "application/epub+zip" && !holds_whole_book(folder);
}

void walk(const fs::path& folder, int depth, Inside& inside);

// One that is called like a book and holds none is told of.
void walk_inner(const fs::path& folder, int depth, Inside& inside) {
  const std::size_t before = inside.found.size();
  walk(folder, depth, inside);
  if (inside.found.size() == before && is_book(folder))
    inside.found.push_back(
        {folder, "It is a folder that is called like a book, and no book is in it."});
}

// Errors are found things, never exceptions: a folder may vanish while it is read.
void walk(const fs::path& folder, int depth, Inside& inside) {
  std::vector<FoundFile>& found = inside.found;
  if (is_unpacked_epub(folder)) {
    found.push_back({folder, kUnpackedEpub});
    return;
  }
  std::error_code error;
  const Tracks tracks = tracks_of(folder);
  if (tracks.is_one_book) found.push_back({folder, ""});
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    if (found.size() + inside.others.size() > kFilesMax) return;
    std::error_code unknown;
    if (fs::is_directory(entry->symlink_status(unknown))) {
      if (depth < kDepthMax) walk_inner(entry->path(), depth + 1, inside);
    } else if (is_part(tracks, entry->path())) {
      continue;
    } else if (is_book(entry->path()) || is_list(entry->path())) {
      found.push_back({entry->path(), ""});
    } else if (!entry->path().filename().string().starts_with('.')) {
      inside.others.push_back(entry->path());
    }
  }
  if (error) found.push_back({folder, "This folder cannot be read: " + error.message() + "."});
}

// `named`: the folder as it was typed, so that files of several folders are told apart.
void pass_over(std::vector<fs::path> others, const fs::path& folder, const fs::path& named,
               PassedOver& passed) {
  std::ranges::sort(others);
  passed.count += others.size();
  for (const fs::path& one : others) {
    if (passed.names.size() == kPassedOverNamesMax) return;
    const fs::path name = named / one.lexically_relative(folder);
    passed.names.push_back(with_bytes_shown(name.lexically_normal().string()));
  }
}

}  // namespace

Result<FoundBooks> find_books(const std::vector<std::string>& paths) {
  FoundBooks books;
  std::vector<FoundFile>& found = books.files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error);
    const fs::file_status status = fs::status(whole, error);
    if (status.type() == fs::file_type::not_found)
      return refuse(Errc::not_found, "import", "There is no file or folder " + path + ".");
    if (fs::is_directory(status)) {
      Inside inside;
      walk(whole, 0, inside);
      // Lists first: a file that comes after its row is the file of that book.
      std::ranges::sort(inside.found, {}, [](const FoundFile& one) {
        return std::pair(!is_list(one.path), one.path);
      });
      std::ranges::move(inside.found, std::back_inserter(found));
      pass_over(std::move(inside.others), whole, path, books.passed_over);
    } else {
      found.push_back({whole, ""});
    }
    if (found.size() + books.passed_over.count > kFilesMax)
      return refuse(Errc::too_large, "import", "More than 100,000 files; import in parts.");
  }
  for (FoundFile& file : found)
    if (file.problem.empty() && !is_utf8(file.path.string()))
      file.problem = "Its name is not UTF-8. Rename it.";
  return books;
}

}  // namespace aan::cli
