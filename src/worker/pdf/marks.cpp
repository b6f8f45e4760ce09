#include "worker/pdf/marks.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "worker/pdf/limits.hpp"
#include "worker/pdf/syntax.hpp"

namespace aan::worker::pdf {
namespace {

constexpr std::uint64_t kWindowBytes = 1U << 20;
constexpr std::uint64_t kOverlapBytes = 8U << 10;  // a dictionary before its stream, a catalogue
constexpr std::size_t kNameBytesMax = 64;
constexpr std::size_t kNearBytes = 3U << 10;
constexpr std::size_t kChunkBytes = 64U << 10;

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool ends_name(char c) {
  return is_blank(c) || std::string_view("()<>[]{}/%").find(c) != std::string_view::npos;
}

std::string_view after_blanks(std::string_view text) {
  const auto* begin = std::ranges::find_if_not(text, is_blank);
  return text.substr(static_cast<std::size_t>(begin - text.begin()));
}

std::string_view before_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// A literal or hexadecimal string that a language may be; UTF-16 with its mark loses the zeros.
std::string string_at(std::string_view text) {
  text = after_blanks(text);
  std::string bytes;
  if (text.starts_with('(')) {
    bytes = text.substr(1, std::min(text.find(')'), kNameBytesMax) - 1);
  } else if (text.starts_with('<') && !text.starts_with("<<")) {
    const auto hex = parse_hex(lower_ascii(text.substr(1, std::min(text.find('>'), 141UL) - 1)));
    if (hex) bytes = *hex;
  }
  if (bytes.starts_with("\xfe\xff") || bytes.starts_with("\xff\xfe")) bytes.erase(0, 2);
  std::erase(bytes, '\0');
  return bytes;
}

// What stands near a place and belongs to the same object, as far as that can be told.
std::string_view near(std::string_view text, std::size_t at) {
  std::size_t begin = at < kNearBytes ? 0 : at - kNearBytes;
  if (const auto end = text.substr(begin, at - begin).rfind("endobj"); end != text.npos)
    begin += end;
  const std::string_view rest = text.substr(begin, at - begin + kNearBytes);
  const std::size_t end = rest.find("endobj", at - begin);
  return rest.substr(0, end);
}

class Scan {
 public:
  explicit Scan(const ReadAt& read_at, std::uint64_t file_bytes)
      : read_at_(read_at), file_bytes_(file_bytes) {}

  Marks whole_file() {
    std::string window;
    for (std::uint64_t at = 0; at < file_bytes_; at += kWindowBytes) {
      // With what lies before and behind it: a name belongs to the window that it begins in.
      const std::uint64_t begin = at < kOverlapBytes ? 0 : at - kOverlapBytes;
      const std::uint64_t end = std::min(file_bytes_, at + kWindowBytes + kOverlapBytes);
      window.resize(end - begin);
      if (!read_at_(begin, window.data(), window.size())) break;
      look(window, at - begin, std::min(kWindowBytes, file_bytes_ - at), begin);
    }
    return marks_;
  }

 private:
  static constexpr std::uint64_t kUnpacked = ~0ULL;

  // `offset`: of the text in the file; kUnpacked for what is inside an object stream.
  void look(std::string_view text, std::size_t begin, std::size_t length, std::uint64_t offset) {
    std::size_t at = begin;
    while ((at = text.find('/', at)) != std::string_view::npos && at < begin + length) {
      std::size_t end = at + 1;
      while (end < text.size() && end - at <= kNameBytesMax && !ends_name(text[end])) ++end;
      const std::string_view raw = text.substr(at + 1, end - at - 1);
      if (raw.find('#') == std::string_view::npos)
        name(raw, text, at, end, offset);
      else
        name(decoded_name(raw), text, at, end, offset);
      at = end;
    }
  }

  void name(std::string_view name, std::string_view text, std::size_t at, std::size_t end,
            std::uint64_t offset) {
    const std::string_view after = after_blanks(text.substr(end, kNearBytes));
    const std::string_view before = before_blanks(text.substr(0, at));
    if (name == "JavaScript") marks_.has_javascript = true;
    if (name == "Launch" && before.ends_with("/S")) marks_.has_launch = true;
    if (name == "EmbeddedFiles" || name == "EmbeddedFile") marks_.has_embedded_files = true;
    if (name == "RichMedia") marks_.has_rich_media = true;
    if (name == "ByteRange") marks_.has_signature = true;
    if (name == "Marked" && after.starts_with("true")) marks_.is_tagged = true;
    if (name == "DisplayDocTitle" && after.starts_with("true")) marks_.shows_title = true;
    if (name == "Encrypt" && offset != kUnpacked && !after.empty())
      marks_.is_encrypted |= after.starts_with("<<") || (after[0] >= '0' && after[0] <= '9');
    if (name == "Catalog" && marks_.language.empty()) {
      const std::string_view object = near(text, at);
      if (const auto lang = object.find("/Lang"); lang != std::string_view::npos)
        marks_.language = string_at(object.substr(lang + 5));
    }
    if (name == "ObjStm" && offset != kUnpacked) unpack(text.substr(end), offset + end);
  }

  // The stream behind a dictionary whose type was just read.
  void unpack(std::string_view after, std::uint64_t offset) {
    std::size_t at = after.substr(0, kNearBytes).find("stream");
    if (at == std::string_view::npos || unpacked_bytes_ >= kAllPackedObjectsMax) return;
    at += std::strlen("stream");
    if (after.substr(at).starts_with("\r\n"))
      at += 2;
    else if (after.substr(at).starts_with("\n") || after.substr(at).starts_with("\r"))
      at += 1;
    const std::string objects = inflated(offset + at);
    unpacked_bytes_ += objects.size() + kChunkBytes;
    look(objects, 0, objects.size(), kUnpacked);
  }

  std::string inflated(std::uint64_t at) {
    z_stream stream = {};
    if (inflateInit(&stream) != Z_OK) return {};
    std::string out, packed(kChunkBytes, '\0');
    int code = Z_OK;
    while (code == Z_OK && at < file_bytes_ && out.size() < kPackedObjectsMax) {
      const std::size_t wanted = std::min<std::uint64_t>(kChunkBytes, file_bytes_ - at);
      if (!read_at_(at, packed.data(), wanted)) break;
      at += wanted;
      stream.next_in = reinterpret_cast<Bytef*>(packed.data());
      stream.avail_in = static_cast<uInt>(wanted);
      while (code == Z_OK && stream.avail_in > 0 && out.size() < kPackedObjectsMax) {
        const std::size_t before = out.size();
        out.resize(before + kChunkBytes);
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        stream.avail_out = static_cast<uInt>(kChunkBytes);
        code = inflate(&stream, Z_NO_FLUSH);
        out.resize(before + kChunkBytes - stream.avail_out);
        if (stream.avail_out > 0 && stream.avail_in > 0 && code == Z_OK) break;
      }
    }
    inflateEnd(&stream);
    return out;
  }

  const ReadAt& read_at_;
  std::uint64_t file_bytes_;
  std::size_t unpacked_bytes_ = 0;
  Marks marks_;
};

}  // namespace

Marks find_marks(const ReadAt& read_at, std::uint64_t file_bytes) {
  return Scan(read_at, file_bytes).whole_file();
}

}  // namespace aan::worker::pdf
