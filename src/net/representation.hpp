#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/compress.hpp"
#include "net/response.hpp"

namespace aan::net {

/// An answer after negotiation: which of its bytes go out, and what the head says about them.
struct Representation {
  enum class Source : std::uint8_t { none, owned, shared, file, stream };

  int status = 200;
  std::vector<Header> headers;  ///< of the handler
  Source source = Source::none;
  std::string owned;
  std::shared_ptr<const EncodedBody> shared;
  FileBody file;
  SharedStream stream;
  Coding coding = Coding::identity;
  std::uint64_t whole = 0;   ///< bytes of the file or of the chosen coding, of which it is a part
  std::uint64_t offset = 0;  ///< where among them the answer begins
  std::uint64_t length = 0;  ///< Content-Length, and of the body unless it is left out
  bool has_length = true;    ///< false: 204, 304 and streams carry none
  bool sends_body = true;    ///< false: HEAD
  bool is_part = false;      ///< 206 and 416 carry Content-Range
  bool varies = false;       ///< other codings exist: Vary: Accept-Encoding

  /// The bytes in memory that follow the head, of a part that part alone; empty for files.
  [[nodiscard]] std::string_view bytes() const;
  /// The entity tag of a shared or file body.
  [[nodiscard]] std::string_view etag() const;
};

/// What is left of one piece of a file from some byte on.
struct PieceRest {
  const char* bytes = nullptr;  ///< null: the part of the file at `offset`
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  ///< 0: there is nothing there
};
/// Where byte `position` of what is sent of a file lies.
PieceRest piece_at(const FileBody& file, std::uint64_t position);

/// Chooses coding, range and status. Compresses string bodies: not for I/O threads when large.
Representation represent(const Request& request, Response response);

}  // namespace aan::net
