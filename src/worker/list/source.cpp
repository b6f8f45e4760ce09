#include "worker/list/source.hpp"

#include <lzma.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>

namespace aan::worker::list {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;

std::unexpected<Error> damaged(const char* what) {
  return refuse(Errc::invalid, "list.unpack",
                std::string("This ") + what +
                    " file is damaged or was cut off. Pack it again, or give it unpacked.");
}

}  // namespace

struct Source::Unpacker {
  enum class Kind { plain, xz, gzip };
  ~Unpacker() {
    if (kind == Kind::xz) lzma_end(&xz);
    if (kind == Kind::gzip) inflateEnd(&gz);
  }

  // Reads packed bytes; none: the end.
  Result<> take() {
    const ssize_t got = read(file, packed.data(), packed.size());
    if (got < 0) return fail(Errc::internal, "list.read", "read failed");
    packed_end = static_cast<std::size_t>(got);
    packed_at = 0;
    packed_sum += packed_end;
    is_over = got == 0;
    return {};
  }

  Result<> begin() {
    AAN_TRY(take());
    const std::string_view head(packed.data(), packed_end);
    if (head.starts_with(std::string_view("\xFD"
                                          "7zXZ\0",
                                          6))) {
      kind = Kind::xz;
      xz = LZMA_STREAM_INIT;
      if (lzma_stream_decoder(&xz, kUnpackMemoryMax, LZMA_CONCATENATED) != LZMA_OK)
        return fail(Errc::unavailable, "list.unpack", "liblzma did not start");
    } else if (head.starts_with("\x1f\x8b")) {
      kind = Kind::gzip;
      if (inflateInit2(&gz, 16 + MAX_WBITS) != Z_OK)
        return fail(Errc::unavailable, "list.unpack", "zlib did not start");
    }
    return {};
  }

  // Up to `bytes`; 0: the end.
  Result<std::size_t> unpack(char* into, std::size_t bytes) {
    switch (kind) {
      case Kind::plain: return plain(into, bytes);
      case Kind::xz: return unxz(into, bytes);
      case Kind::gzip: return gunzip(into, bytes);
    }
    return std::size_t{0};
  }

  Result<std::size_t> plain(char* into, std::size_t bytes) {
    if (packed_at == packed_end && !is_over) AAN_TRY(take());
    const std::size_t count = std::min(bytes, packed_end - packed_at);
    std::copy_n(packed.data() + packed_at, count, into);
    packed_at += count;
    return count;
  }

  Result<std::size_t> unxz(char* into, std::size_t bytes) {
    if (is_done) return std::size_t{0};
    xz.next_out = reinterpret_cast<std::uint8_t*>(into);
    xz.avail_out = bytes;
    while (xz.avail_out == bytes) {
      if (packed_at == packed_end && !is_over) AAN_TRY(take());
      xz.next_in = reinterpret_cast<const std::uint8_t*>(packed.data()) + packed_at;
      xz.avail_in = packed_end - packed_at;
      const lzma_ret said = lzma_code(&xz, is_over ? LZMA_FINISH : LZMA_RUN);
      packed_at = packed_end - xz.avail_in;
      if (said == LZMA_STREAM_END) {
        is_done = true;
        break;
      }
      if (said == LZMA_MEMLIMIT_ERROR)
        return refuse(Errc::too_large, "list.unpack",
                      "Unpacking this xz file takes more memory than a list may. Pack it with xz "
                      "-6, or give it unpacked.");
      if (said != LZMA_OK) return damaged("xz");
    }
    return bytes - xz.avail_out;
  }

  Result<std::size_t> gunzip(char* into, std::size_t bytes) {
    if (is_done) return std::size_t{0};
    gz.next_out = reinterpret_cast<Bytef*>(into);
    gz.avail_out = static_cast<uInt>(bytes);
    while (gz.avail_out == bytes) {
      if (packed_at == packed_end && !is_over) AAN_TRY(take());
      if (packed_at == packed_end) {
        if (is_between) {
          is_done = true;
          break;
        }
        return damaged("gzip");
      }
      is_between = false;
      gz.next_in = reinterpret_cast<Bytef*>(packed.data()) + packed_at;
      gz.avail_in = static_cast<uInt>(packed_end - packed_at);
      const int said = inflate(&gz, Z_NO_FLUSH);
      packed_at = packed_end - gz.avail_in;
      if (said == Z_STREAM_END) {
        is_between = true;
        if (inflateReset(&gz) != Z_OK) return damaged("gzip");
      } else if (said != Z_OK && said != Z_BUF_ERROR) {
        return damaged("gzip");
      }
    }
    return bytes - gz.avail_out;
  }

  int file = -1;
  Kind kind = Kind::plain;
  lzma_stream xz{};
  z_stream gz{};
  std::array<char, std::size_t{64} << 10> packed{};
  std::size_t packed_at = 0;
  std::size_t packed_end = 0;
  std::uint64_t packed_sum = 0;
  std::uint64_t unpacked = 0;
  bool is_over = false;     // no packed byte is left in the file
  bool is_done = false;     // no unpacked byte is left
  bool is_between = false;  // gzip: after a member
};

Source::Source() = default;
Source::~Source() = default;
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;

Result<Source> Source::open(int file) {
  Source source;
  source.unpacker_ = std::make_unique<Unpacker>();
  source.unpacker_->file = file;
  AAN_TRY(source.unpacker_->begin());
  return source;
}

Source Source::of(std::string text) {
  Source source;
  source.buffer_ = std::move(text);
  return source;
}

Result<bool> Source::fill() {
  if (!unpacker_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kChunkBytes);
  const auto got = unpacker_->unpack(buffer_.data() + before, kChunkBytes);
  buffer_.resize(before + got.value_or(0));
  if (!got) return std::unexpected(got.error());
  unpacker_->unpacked += *got;
  if (unpacker_->unpacked > kUnpackedBytesMax)
    return refuse(Errc::too_large, "list.unpack",
                  "The list is larger than 2 GB when it is unpacked. Bring it in in parts.");
  if (unpacker_->unpacked > std::max(kRatioFloor, unpacker_->packed_sum * kRatioMax))
    return refuse(Errc::too_large, kSwells,
                  "Unpacked, the list is more than 300 times as large as its file, which no list "
                  "of books is.");
  return *got > 0;
}

Result<bool> Source::line(std::string& into, std::size_t bytes_max, bool& is_cut) {
  into.clear();
  is_cut = false;
  bool is_any = false;
  for (;;) {
    const std::string_view here = view();
    const std::size_t end = here.find('\n');
    const std::string_view part = here.substr(0, end);
    const std::size_t room = bytes_max - into.size();
    into += part.substr(0, room);
    is_cut = is_cut || part.size() > room;
    is_any = is_any || !here.empty();
    consume(end == here.npos ? here.size() : end + 1);
    if (end != here.npos) break;
    if (!AAN_TRY(fill())) {
      if (!is_any) return false;
      break;
    }
  }
  if (into.ends_with('\r')) into.pop_back();
  return true;
}

}  // namespace aan::worker::list
