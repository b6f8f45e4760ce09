#include "worker/epub/archive.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <array>

#include "base/file.hpp"
#include "base/text.hpp"
#include "worker/epub/case_fold.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/path.hpp"

namespace aan::worker::epub {
namespace {

// Least bytes of an entry beside its name and content: the local header.
constexpr std::uint64_t kLocalHeaderBytes = 30;
constexpr std::size_t kChunkBytes = 64U << 10;

std::unexpected<Error> refused(Errc code, const std::string& sentence) {
  return refuse(code, "epub.archive", sentence);
}

// The sentence for a bookseller; libzip's own words would not help one.
std::unexpected<Error> not_opened(int code) {
  switch (code) {
    case ZIP_ER_NOZIP:
      return refused(Errc::invalid,
                     "This file is not an EPUB, PDF, CBZ or audiobook (MP3, M4A, M4B, Ogg, Opus, "
                     "FLAC, or a zip of such tracks), or it is cut off.");
    case ZIP_ER_INCONS:
      return refused(Errc::invalid,
                     "This file is damaged: its table of contents and its entries disagree.");
    default: return refused(Errc::invalid, "This file is damaged: its archive cannot be opened.");
  }
}

std::string shown(std::string_view name) {
  return "\"" + one_line(utf8_prefix(is_utf8(name) ? name : "?", 80)) + "\"";
}

Result<> check_stat(const zip_stat_t& stat, std::string_view name) {
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
    return refused(Errc::invalid, "This file is encrypted: its entry " + shown(name) +
                                      " needs a password. Only books without DRM can be sold.");
  if (!(stat.valid & ZIP_STAT_COMP_METHOD) ||
      (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE))
    return refused(Errc::invalid, "This file is not an EPUB: " + shown(name) +
                                      " is packed in a way EPUB forbids.");
  if (!(stat.valid & ZIP_STAT_SIZE) || !(stat.valid & ZIP_STAT_COMP_SIZE))
    return refused(Errc::invalid,
                   "This file is damaged: the size of " + shown(name) + " is not stated.");
  if (stat.size > kEntryBytesMax)
    return refused(Errc::too_large,
                   "This file is too large: " + shown(name) + " alone is larger than 256 MB.");
  const std::uint64_t packed = stat.comp_size == 0 ? 1 : stat.comp_size;
  if (stat.size > kRatioFloor && stat.size / packed > kRatioMax)
    return refused(Errc::invalid, "This file looks like a zip bomb: " + shown(name) +
                                      " unpacks to more than 300 times its size.");
  return {};
}

}  // namespace

void Archive::Discard::operator()(zip* archive) const { zip_discard(archive); }

Result<Archive> Archive::from_descriptor(int fd) {
  struct stat status{};
  if (fstat(fd, &status) != 0) {
    close(fd);
    return fail(Errc::internal, "epub.archive", "fstat failed");
  }
  const FileDescriptor own(dup(fd));  // libzip closes the one that it is given
  const ReadAt read_at = [&own](std::uint64_t offset, char* into, std::size_t bytes) {
    std::size_t done = 0;
    while (done < bytes) {
      const ssize_t got =
          pread(own.get(), into + done, bytes - done, static_cast<off_t>(offset + done));
      if (got <= 0) return false;
      done += static_cast<std::size_t>(got);
    }
    return true;
  };
  int code = 0;
  zip_t* archive = zip_fdopen(fd, ZIP_CHECKCONS, &code);
  if (archive == nullptr) {
    close(fd);
    return not_opened(code);
  }
  return open(archive, static_cast<std::uint64_t>(status.st_size), read_at);
}

Result<Archive> Archive::from_bytes(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr
                       ? nullptr
                       : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  const int code = zip_error_code_zip(&error);
  zip_error_fini(&error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    return not_opened(code);
  }
  return open(archive, bytes.size(), [bytes](std::uint64_t offset, char* into, std::size_t wanted) {
    if (offset > bytes.size() || bytes.size() - offset < wanted) return false;
    bytes.copy(into, wanted, offset);
    return true;
  });
}

Result<Archive> Archive::open(zip* archive, std::uint64_t file_bytes, const ReadAt& read_at) {
  Archive opened;
  opened.zip_.reset(archive);
  if (file_bytes > kArchiveBytesMax)
    return refused(Errc::too_large, "This file is larger than 1 GB.");
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count <= 0) return refused(Errc::invalid, "This file is not an EPUB: the archive is empty.");
  if (static_cast<std::uint64_t>(count) > kEntriesMax)
    return refused(Errc::too_large, "This file has more than 20,000 entries.");
  switch (look_at_names(read_at, file_bytes, static_cast<std::uint64_t>(count))) {
    case RawNames::plain: break;
    case RawNames::with_nul:
      return refused(Errc::invalid, "This file is not safe: the name of an entry holds a NUL.");
    case RawNames::unreadable:
      return refused(Errc::invalid, "This file is damaged: its table of contents cannot be read.");
  }
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i)
    AAN_TRY(opened.add_entry(i));
  // Entries that lie one inside another (Fifield's bomb) need more room together than there is.
  if (opened.packed_bytes_ > file_bytes)
    return refused(Errc::invalid, "This file looks like a zip bomb: its entries overlap.");
  return opened;
}

Result<> Archive::add_entry(std::uint64_t index) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(zip_.get(), index, 0, &stat) != 0 || stat.name == nullptr)
    return refused(Errc::invalid, "This file is damaged: an entry cannot be read.");
  const std::string name = stat.name;
  if (const std::string_view fault = fault_of_entry_name(name); !fault.empty())
    return refused(Errc::invalid,
                   "This file is not safe: the name " + shown(name) + " " + std::string(fault));
  if (!folded_.emplace(fold_case(name), index).second)
    return refused(Errc::invalid,
                   "This file is damaged: the name " + shown(name) + " appears twice.");
  AAN_TRY(check_stat(stat, name));
  declared_bytes_ += stat.size;
  packed_bytes_ += stat.comp_size + name.size() + kLocalHeaderBytes;
  if (declared_bytes_ > kUnpackedBytesMax)
    return refused(Errc::too_large, "This file unpacks to more than 1 GB.");
  if (index == 0) first_name_ = name;
  entries_.emplace(name, index);
  return {};
}

std::vector<std::string> Archive::names() const {
  std::vector<std::string> names;
  names.reserve(entries_.size());
  for (const auto& [name, index] : entries_) names.push_back(name);
  return names;
}

std::uint64_t Archive::declared_size(const std::string& name) const {
  const auto entry = entries_.find(name);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (entry == entries_.end() || zip_stat_index(zip_.get(), entry->second, 0, &stat) != 0) return 0;
  return stat.size;
}

void Archive::CloseEntry::operator()(zip_file* file) const { zip_fclose(file); }

Archive::OpenEntry Archive::open_stored(const std::string& name) {
  const auto entry = entries_.find(name);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (entry == entries_.end() || zip_stat_index(zip_.get(), entry->second, 0, &stat) != 0 ||
      stat.comp_method != ZIP_CM_STORE)
    return nullptr;
  return OpenEntry(zip_fopen_index(zip_.get(), entry->second, 0));
}

Result<std::string> Archive::read(const std::string& name, std::uint64_t bytes_max) {
  const auto entry = entries_.find(name);
  if (entry == entries_.end())
    return fail(Errc::not_found, "epub.archive", name + " is not in the archive");
  zip_file_t* file = zip_fopen_index(zip_.get(), entry->second, 0);
  const auto damaged = [&] {
    return refused(Errc::invalid, "This file is damaged: " + shown(name) + " cannot be unpacked.");
  };
  if (file == nullptr) return damaged();
  std::string content;
  std::array<char, kChunkBytes> chunk;
  zip_int64_t got = 0;
  while ((got = zip_fread(file, chunk.data(), chunk.size())) > 0) {
    read_bytes_ += static_cast<std::uint64_t>(got);
    if (content.size() + static_cast<std::uint64_t>(got) > bytes_max ||
        read_bytes_ > kUnpackedBytesMax) {
      zip_fclose(file);
      return refused(Errc::too_large, "This file is too large to read: " + shown(name) +
                                          " unpacks to more than is allowed.");
    }
    content.append(chunk.data(), static_cast<std::size_t>(got));
  }
  // A wrong check sum shows at the last read.
  if (zip_fclose(file) != 0 || got < 0) return damaged();
  return content;
}

bool Archive::is_whole(const std::string& name) {
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return false;
  zip_file_t* file = zip_fopen_index(zip_.get(), entry->second, 0);
  if (file == nullptr) return false;
  const std::uint64_t stated = declared_size(name);
  std::uint64_t bytes = 0;
  std::array<char, kChunkBytes> chunk;
  zip_int64_t got = 0;
  while (bytes <= stated && (got = zip_fread(file, chunk.data(), chunk.size())) > 0)
    bytes += static_cast<std::uint64_t>(got);
  return zip_fclose(file) == 0 && got == 0 && bytes == stated;
}

}  // namespace aan::worker::epub
