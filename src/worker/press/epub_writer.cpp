#include "worker/press/epub_writer.hpp"

#include <zip.h>

#include <vector>

#include "worker/press/package_document.hpp"
#include "worker/press/pages.hpp"
#include "worker/press/style_sheet.hpp"

namespace aan::worker::press {
namespace {

constexpr std::string_view kContainer =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

// 1980-01-01 00:00, the first moment a zip file can name.
constexpr zip_uint16_t kDosDate = 0x0021;
constexpr zip_uint16_t kDosTime = 0;
constexpr zip_uint32_t kBestCompression = 9;
constexpr std::size_t kChaptersMax = 2000;

enum class Packing : std::uint8_t { stored, deflated };

struct File {
  std::string name;
  std::string bytes;
  Packing packing = Packing::deflated;
};

std::unexpected<Error> failed(const char* what) { return fail(Errc::internal, "press.zip", what); }

// The archive grows in memory; the caller of the worker decides where it goes.
Result<std::string> zip_of(const std::vector<File>& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) return failed("no buffer");
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  const auto give_up = [&](const char* what) {
    if (archive != nullptr) zip_discard(archive);
    zip_source_free(target);
    return failed(what);
  };
  if (archive == nullptr) return give_up("open");
  for (const File& file : files) {
    zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) return give_up("add");
    const auto at = static_cast<zip_uint64_t>(index);
    const bool stored = file.packing == Packing::stored;
    if (zip_set_file_compression(archive, at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                 stored ? 0 : kBestCompression) != 0 ||
        zip_file_set_dostime(archive, at, kDosTime, kDosDate, 0) != 0)
      return give_up("attributes");
  }
  if (zip_close(archive) != 0) return give_up("close");
  archive = nullptr;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0) return give_up("reopen");
  std::string bytes(stat.size, '\0');
  const zip_int64_t got = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (got != static_cast<zip_int64_t>(bytes.size())) return give_up("read back");
  zip_source_free(target);
  return bytes;
}

}  // namespace

Result<std::string> write_epub(const Manuscript& manuscript, std::string_view cover_jpeg) {
  return bind_epub(manuscript, parse_markup(manuscript.body), cover_jpeg);
}

Result<std::string> bind_epub(const Manuscript& manuscript, const std::vector<Chapter>& chapters,
                              std::string_view cover_jpeg) {
  if (chapters.empty()) return refuse(Errc::invalid, "press.epub", "The manuscript has no text.");
  if (chapters.size() > kChaptersMax)
    return refuse(Errc::too_large, "press.epub", "The manuscript has more than 2,000 chapters.");
  std::vector<File> files = {
      {"mimetype", "application/epub+zip", Packing::stored},
      {"META-INF/container.xml", std::string(kContainer)},
      {"EPUB/package.opf", package_document(manuscript, chapters)},
      {"EPUB/nav.xhtml", navigation_page(manuscript, chapters)},
      {"EPUB/toc.ncx", ncx(manuscript, chapters)},
      {"EPUB/book.css", std::string(style_sheet())},
      {"EPUB/cover.xhtml", cover_page(manuscript)},
      {"EPUB/title.xhtml", title_page(manuscript)},
  };
  for (std::size_t i = 0; i < chapters.size(); ++i)
    files.push_back({"EPUB/" + chapter_file(i), chapter_page(manuscript, chapters[i])});
  files.push_back({"EPUB/cover.jpg", std::string(cover_jpeg), Packing::stored});
  return zip_of(files);
}

}  // namespace aan::worker::press
