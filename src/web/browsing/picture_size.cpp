#include "web/browsing/picture_size.hpp"

#include <algorithm>

#include "base/file.hpp"

namespace aan::web {
namespace {

constexpr std::uint64_t kLookBytes = 2048;
constexpr std::size_t kMarkerBytes = 2;
constexpr std::size_t kFrameBytes = 9;  // marker, length, precision, height, width

std::int64_t number_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) * 256 + static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace

std::optional<PictureSize> jpeg_size(std::string_view beginning) {
  if (!beginning.starts_with("\xff\xd8")) return std::nullopt;
  for (std::size_t at = kMarkerBytes; at + kFrameBytes <= beginning.size();) {
    if (beginning[at] != '\xff') return std::nullopt;
    const auto marker = static_cast<unsigned char>(beginning[at + 1]);
    if (marker >= 0xc0 && marker <= 0xc2) {  // baseline, extended, progressive
      const PictureSize size{number_at(beginning, at + 7), number_at(beginning, at + 5)};
      return size.width > 0 && size.height > 0 ? std::optional(size) : std::nullopt;
    }
    at += kMarkerBytes + static_cast<std::size_t>(number_at(beginning, at + kMarkerBytes));
  }
  return std::nullopt;
}

std::optional<PictureSize> size_of_picture(service::KeepPictures& pictures,
                                           const crypto::Cid& cid) {
  if (cid.empty()) return std::nullopt;
  const auto blob = pictures.open(cid);
  if (!blob) return std::nullopt;
  const auto beginning = read_all(blob->file, std::min(blob->info.size, kLookBytes));
  return beginning ? jpeg_size(*beginning) : std::nullopt;
}

}  // namespace aan::web
