#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "worker/epub/central_directory.hpp"

struct zip;
struct zip_file;
struct zip_source;

namespace aan::worker::epub {

/// A stranger's zip file, opened only when it keeps every rule of `limits.hpp`: safe and distinct
/// names, stored or deflated, not encrypted, entries that do not overlap, sizes that add up.
/// Nothing is ever unpacked to disk; `read` counts real bytes, not declared ones.
class Archive {
 public:
  /// Takes the descriptor over. Errors: invalid, too_large.
  static Result<Archive> from_descriptor(int fd);
  /// `bytes` must outlive the archive. Errors: as above.
  static Result<Archive> from_bytes(std::string_view bytes);

  [[nodiscard]] bool has(const std::string& name) const { return entries_.contains(name); }
  /// Name of the first entry: "mimetype" in a proper EPUB.
  [[nodiscard]] const std::string& first_name() const { return first_name_; }
  /// All names, in the order of their bytes.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Size of an entry as the table of contents states it; 0 for none of that name.
  [[nodiscard]] std::uint64_t declared_size(const std::string& name) const;
  /// An entry that lies there unpacked, open at its beginning and with a free position; nothing for
  /// one that is deflated. It must be closed before the archive.
  struct CloseEntry {
    void operator()(zip_file* file) const;
  };
  using OpenEntry = std::unique_ptr<zip_file, CloseEntry>;
  OpenEntry open_stored(const std::string& name);
  /// Errors: not_found, too_large (more real bytes than `bytes_max`), invalid (damaged).
  Result<std::string> read(const std::string& name, std::uint64_t bytes_max);
  /// Whether an entry unpacks to as many bytes as it states, with the check sum that it states.
  /// Counts towards no limit of reads: whoever asks keeps one by `declared_size`.
  bool is_whole(const std::string& name);

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  static Result<Archive> open(zip* archive, std::uint64_t file_bytes, const ReadAt& read_at);
  Result<> add_entry(std::uint64_t index);

  std::unique_ptr<zip, Discard> zip_;
  std::map<std::string, std::uint64_t> entries_;
  std::map<std::string, std::uint64_t> folded_;  ///< names ignoring case
  std::string first_name_;
  std::uint64_t declared_bytes_ = 0;
  std::uint64_t packed_bytes_ = 0;
  std::uint64_t read_bytes_ = 0;
};

}  // namespace aan::worker::epub
