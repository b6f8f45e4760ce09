#pragma once
#include <initializer_list>
#include <string_view>

namespace aan::catalog {

/// A kind of file that the shop sells: what its downloads are sent as and end in.
struct BookFormat {
  std::string_view name;        ///< "epub": in the store, the API and the key `format.epub`
  std::string_view media_type;  ///< as registered with IANA, where it is
  std::string_view ending;      ///< of a file's name, without the dot
  bool goes_by_mail;            ///< reading devices take it by letter (Send to Kindle's list)
};

/// Every kind, by the name that the reader gives it. An audiobook of several tracks is one zip
/// file, with a manifest of W3C's (LPF) or of Readium's, or with none.
inline constexpr BookFormat kBookFormats[] = {
    {"epub", "application/epub+zip", "epub", true},
    {"pdf", "application/pdf", "pdf", true},
    {"cbz", "application/vnd.comicbook+zip", "cbz", false},
    {"audiobook", "application/zip", "zip", false},
    {"audiobook", "application/lpf+zip", "lpf", false},
    {"audiobook", "application/audiobook+zip", "audiobook", false},
    {"mp3", "audio/mpeg", "mp3", false},
    {"m4b", "audio/mp4", "m4b", false},
    {"ogg", "audio/ogg", "ogg", false},
    {"flac", "audio/flac", "flac", false},
};

/// The kind of this name and media type; nothing for one that the shop does not sell.
[[nodiscard]] constexpr const BookFormat* find_book_format(std::string_view name,
                                                           std::string_view media_type) {
  for (const BookFormat& one : kBookFormats)
    if (one.name == name && one.media_type == media_type) return &one;
  return nullptr;
}

/// Whether reading devices take a file of this kind by letter.
[[nodiscard]] constexpr bool goes_by_mail(std::string_view name) {
  for (const BookFormat& one : kBookFormats)
    if (one.name == name) return one.goes_by_mail;
  return false;
}

/// Whether a file of this name, in small letters, is a track of an audiobook.
[[nodiscard]] constexpr bool is_track_name(std::string_view name) {
  for (const std::string_view ending : {".mp3", ".m4a", ".m4b", ".ogg", ".oga", ".opus", ".flac"})
    if (name.size() > ending.size() && name.ends_with(ending)) return true;
  return false;
}

/// Whether a file of this name, in small letters, is a whole audiobook by itself wherever it lies.
[[nodiscard]] constexpr bool is_whole_audiobook_name(std::string_view name) {
  return name.size() > 4 && name.ends_with(".m4b");
}

/// Whether a file of this name says of the tracks beside it in which order they are one audiobook.
[[nodiscard]] constexpr bool is_audiobook_manifest_name(std::string_view name) {
  return name == "manifest.json" || name == "publication.json";
}

/// Whether it is pictures, one after the other.
[[nodiscard]] constexpr bool is_comic(std::string_view name) { return name == "cbz"; }

/// Whether it is listened to.
[[nodiscard]] constexpr bool is_audio(std::string_view name) {
  return name == "audiobook" || name == "mp3" || name == "m4b" || name == "ogg" || name == "flac";
}

}  // namespace aan::catalog
