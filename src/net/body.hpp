#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/timestamp.hpp"

namespace aan::net {

enum class Compress : std::uint8_t {
  none,  ///< identity only: images, archives, secrets
  fast,  ///< when made once for few answers
  best,  ///< when made once for very many answers (assets, cached pages)
};

/// Immutable bytes with their compressed variants, shared by any number of answers at once.
/// Entity tags are strong, made of the content, and differ by variant.
struct EncodedBody {
  std::string content_type;
  std::string identity;
  std::string gzip;    ///< empty: no such variant
  std::string brotli;  ///< empty: no such variant
  std::string etag;    ///< quoted, of the identity bytes
  std::string etag_gzip;
  std::string etag_brotli;
};

using SharedBody = std::shared_ptr<const EncodedBody>;

/// Compresses text-like content types (a variant that is not smaller is left out). Thread-safe.
SharedBody encode_body(std::string bytes, std::string content_type, Compress level);
/// Strong quoted entity tag of some bytes (128-bit FNV-1a): the same bytes, the same tag.
std::string content_etag(std::string_view bytes);

using SharedFile = std::shared_ptr<const FileDescriptor>;
/// Gives a descriptor to the answers that will send it.
SharedFile share(FileDescriptor file);

/// What goes out in the place of a whole file: a part of it, or bytes of our own.
struct FilePiece {
  std::uint64_t offset = 0;  ///< in the file
  std::uint64_t length = 0;  ///< of the part, or of `bytes`
  std::string bytes;         ///< empty: the part of the file
};
using FilePieces = std::vector<FilePiece>;

/// An open regular file, sent by the kernel without passing through this process. Answers
/// conditional and single-range requests; several ranges in one request get the whole file.
struct FileBody {
  SharedFile file;
  std::uint64_t size = 0;  ///< of what is sent: of the file, or of its pieces together
  /// Null: the whole file. Else what stands for it, in this order; ranges are of these.
  std::shared_ptr<const FilePieces> pieces;
  std::string etag;  ///< quoted and strong; a digest of the content, never inode or time
  std::string content_type = "application/octet-stream";
  std::string disposition;  ///< Content-Disposition; empty: none. See `attachment`.
  std::optional<Timestamp> modified;
  /// Called once when the answer has ended, however it ended, with the bytes of the file that the
  /// client acknowledged (on a socket file: that were handed over). Runs on the interactive pool.
  /// 0 for HEAD, 304, 412 and 416.
  std::function<void(std::uint64_t bytes_sent)> on_done;
};

/// Content-Disposition "attachment" with an ASCII name and the full name (RFC 6266, RFC 8187).
std::string attachment(std::string_view file_name);

}  // namespace aan::net
