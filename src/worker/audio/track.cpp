#include "worker/audio/track.hpp"

#include <taglib/attachedpictureframe.h>
#include <taglib/chapterframe.h>
#include <taglib/flacfile.h>
#include <taglib/flacpicture.h>
#include <taglib/id3v2framefactory.h>
#include <taglib/id3v2tag.h>
#include <taglib/mp4file.h>
#include <taglib/mpegfile.h>
#include <taglib/oggflacfile.h>
#include <taglib/opusfile.h>
#include <taglib/tiostream.h>
#include <taglib/tpropertymap.h>
#include <taglib/vorbisfile.h>
#include <taglib/xiphcomment.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "worker/epub/fact_shapes.hpp"
#include "worker/epub/plain_text.hpp"

namespace aan::worker::audio {
namespace {

using catalog::kLineBytesMax;
using catalog::kParagraphBytesMax;

constexpr std::size_t kHeadBytes = 512;
constexpr std::size_t kChaptersAtomBytesMax = 1U << 20;
constexpr int kAtomsMax = 10'000;  // looked at on one level

// What TagLib reads from. Nothing is ever written.
class Stream final : public TagLib::IOStream {
 public:
  explicit Stream(TrackBytes& bytes) : bytes_(bytes) {}
  [[nodiscard]] TagLib::FileName name() const override { return ""; }
  TagLib::ByteVector readBlock(unsigned long length) override {
    // A length that a tag states may be of any size.
    const std::uint64_t left = at_ < bytes_.size() ? bytes_.size() - at_ : 0;
    const std::string got = bytes_.read(
        at_,
        static_cast<std::size_t>(std::min<std::uint64_t>({length, left, kPictureBytesMax * 2})));
    at_ += got.size();
    return {got.data(), static_cast<unsigned int>(got.size())};
  }
  void writeBlock(const TagLib::ByteVector&) override {}
  void insert(const TagLib::ByteVector&, unsigned long, unsigned long) override {}
  void removeBlock(unsigned long, unsigned long) override {}
  [[nodiscard]] bool readOnly() const override { return true; }
  [[nodiscard]] bool isOpen() const override { return true; }
  void seek(long offset, Position from) override {
    const auto base = from == Beginning ? 0L
                      : from == Current ? static_cast<long>(at_)
                                        : static_cast<long>(bytes_.size());
    at_ = static_cast<std::uint64_t>(std::max(0L, base + offset));
  }
  void clear() override {}
  [[nodiscard]] long tell() const override { return static_cast<long>(at_); }
  long length() override { return static_cast<long>(bytes_.size()); }
  void truncate(long) override {}

 private:
  TrackBytes& bytes_;
  std::uint64_t at_ = 0;
};

std::string line(const TagLib::String& text, std::size_t bytes_max = kLineBytesMax) {
  return epub::clean_line(text.to8Bit(/*unicode=*/true), bytes_max);
}

std::string bytes_of(const TagLib::ByteVector& bytes) {
  if (bytes.size() > kPictureBytesMax) return {};
  return {bytes.data(), bytes.size()};
}

class Tags {
 public:
  explicit Tags(const TagLib::PropertyMap& map) : map_(map) {}
  [[nodiscard]] std::string first(std::initializer_list<const char*> names,
                                  std::size_t bytes_max = kLineBytesMax) const {
    for (const char* name : names)
      for (const TagLib::String& value : map_[name])
        if (std::string text = line(value, bytes_max); !text.empty()) return text;
    return {};
  }
  // Several people in one tag stand between semicolons, slashes or "; ".
  [[nodiscard]] std::vector<std::string> people(std::initializer_list<const char*> names) const {
    std::vector<std::string> found;
    for (const char* name : names) {
      for (const TagLib::String& value : map_[name]) {
        const std::string all = line(value);
        for (const std::string_view one : split(all, all.find(';') == all.npos ? '/' : ';'))
          if (std::string person(trim(one)); !person.empty() && found.size() < catalog::kListMax)
            found.push_back(std::move(person));
      }
      if (!found.empty()) break;
    }
    return found;
  }

 private:
  TagLib::PropertyMap map_;
};

void read_tags(const TagLib::PropertyMap& map, Track& track) {
  const Tags tags(map);
  track.title = tags.first({"TITLE"});
  track.album = tags.first({"ALBUM"});
  track.authors = tags.people({"AUTHOR", "ALBUMARTIST", "ARTIST"});
  track.narrators = tags.people({"NARRATOR", "READER", "COMPOSER"});
  track.language = epub::shaped_language(tags.first({"LANGUAGE"}));
  track.publisher = tags.first({"PUBLISHER", "LABEL", "ORGANIZATION"});
  track.published = epub::partial_date(tags.first({"RELEASEDATE", "DATE"}));
  track.isbn = tags.first({"ISBN"});
  track.description =
      tags.first({"DESCRIPTION", "PODCASTDESC", "COMMENT"}, 4 * catalog::kDescriptionReadMax);
  track.rights = tags.first({"COPYRIGHT"}, kParagraphBytesMax);
  track.series = tags.first({"SERIES", "MVNM", "MOVEMENTNAME"});
  track.series_position = tags.first({"SERIES-PART", "SERIESPART", "MOVEMENTNUMBER"}, 20);
  track.genre = tags.first({"GENRE"});
}

void read_length(const TagLib::AudioProperties* properties, Track& track) {
  if (properties == nullptr) return;
  const int milliseconds = properties->lengthInMilliseconds();
  track.milliseconds = milliseconds > 0 ? static_cast<std::uint64_t>(milliseconds) : 0;
}

template <class Pictures>
void read_pictures(const Pictures& pictures, Track& track) {
  for (const TagLib::FLAC::Picture* picture : pictures)
    if (track.picture.empty() || picture->type() == TagLib::FLAC::Picture::FrontCover)
      track.picture = bytes_of(picture->data());
}

void read_id3v2(TagLib::ID3v2::Tag* tag, Track& track) {
  if (tag == nullptr) return;
  for (TagLib::ID3v2::Frame* frame : tag->frameListMap()["APIC"]) {
    const auto* picture = dynamic_cast<TagLib::ID3v2::AttachedPictureFrame*>(frame);
    if (picture != nullptr && (track.picture.empty() ||
                               picture->type() == TagLib::ID3v2::AttachedPictureFrame::FrontCover))
      track.picture = bytes_of(picture->picture());
  }
  std::multimap<unsigned, std::string> chapters;  // by their start
  for (TagLib::ID3v2::Frame* frame : tag->frameListMap()["CHAP"]) {
    const auto* chapter = dynamic_cast<TagLib::ID3v2::ChapterFrame*>(frame);
    if (chapter == nullptr || chapters.size() == kChaptersMax) continue;
    const TagLib::ID3v2::FrameList titles = chapter->embeddedFrameList("TIT2");
    if (!titles.isEmpty()) chapters.emplace(chapter->startTime(), line(titles.front()->toString()));
  }
  for (auto& [start, title] : chapters) track.chapters.push_back(std::move(title));
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

// The content of the first atom of this kind between two places (ISO 14496-12, 4.2): sizes of 32
// and of 64 bits, and 0 for "to the end".
struct AtomPlace {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};
std::optional<AtomPlace> find_atom(TrackBytes& bytes, AtomPlace in, std::string_view kind) {
  for (int seen = 0; seen < kAtomsMax && in.begin + 8 <= in.end; ++seen) {
    const std::string head = bytes.read(in.begin, 16);
    if (head.size() < 8) return std::nullopt;
    std::uint64_t size = big_endian(std::string_view(head).substr(0, 4)), skip = 8;
    if (size == 1 && head.size() == 16) {
      size = big_endian(std::string_view(head).substr(8));
      skip = 16;
    }
    if (size == 0) size = in.end - in.begin;
    if (size < skip || size > in.end - in.begin) return std::nullopt;
    if (std::string_view(head).substr(4, 4) == kind)
      return AtomPlace{in.begin + skip, in.begin + size};
    in.begin += size;
  }
  return std::nullopt;
}

// moov/udta/chpl: version, flags, four bytes more in version 1, a count, then for each chapter when
// it begins (8 bytes) and its title behind its length (1 byte).
void read_chapters(TrackBytes& from, Track& track) {
  std::optional<AtomPlace> place = AtomPlace{0, from.size()};
  for (const char* kind : {"moov", "udta", "chpl"})
    if (!(place = find_atom(from, *place, kind))) return;
  const std::string bytes = from.read(
      place->begin, std::min<std::uint64_t>(place->end - place->begin, kChaptersAtomBytesMax));
  std::size_t at = bytes.empty() || bytes[0] == 0 ? 4 : 8;
  if (at >= bytes.size()) return;
  const auto count = static_cast<unsigned char>(bytes[at++]);
  for (unsigned i = 0; i < count && at + 9 <= bytes.size(); ++i) {
    const auto length = static_cast<unsigned char>(bytes[at + 8]);
    at += 9;
    if (at + length > bytes.size()) return;
    track.chapters.push_back(
        epub::clean_line(std::string_view(bytes).substr(at, length), kLineBytesMax));
    at += length;
  }
}

bool read_mp3(Stream& stream, Track& track) {
  TagLib::MPEG::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), true,
                          TagLib::AudioProperties::Average);
  if (!file.isValid() || file.audioProperties() == nullptr) return false;
  // A length needs a frame that is one.
  if (file.audioProperties()->sampleRate() <= 0) return false;
  read_tags(file.properties(), track);
  read_length(file.audioProperties(), track);
  read_id3v2(file.ID3v2Tag(), track);
  return true;
}

bool read_mp4(Stream& stream, Track& track) {
  TagLib::MP4::File file(&stream, true, TagLib::AudioProperties::Average);
  if (!file.isValid() || file.audioProperties() == nullptr) return false;
  if (file.audioProperties()->codec() == TagLib::MP4::Properties::Unknown) return false;
  read_tags(file.properties(), track);
  read_length(file.audioProperties(), track);
  if (file.tag() != nullptr && file.tag()->contains("covr")) {
    const TagLib::MP4::CoverArtList covers = file.tag()->item("covr").toCoverArtList();
    if (!covers.isEmpty()) track.picture = bytes_of(covers.front().data());
  }
  return true;
}

template <class OggFile>
bool read_ogg(Stream& stream, Track& track) {
  stream.seek(0, TagLib::IOStream::Beginning);
  OggFile file(&stream, true, TagLib::AudioProperties::Average);
  if (!file.isValid() || file.audioProperties() == nullptr || file.tag() == nullptr) return false;
  read_tags(file.properties(), track);
  read_length(file.audioProperties(), track);
  read_pictures(file.tag()->pictureList(), track);
  return true;
}

bool read_flac(Stream& stream, Track& track) {
  TagLib::FLAC::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), true,
                          TagLib::AudioProperties::Average);
  if (!file.isValid() || file.audioProperties() == nullptr) return false;
  read_tags(file.properties(), track);
  read_length(file.audioProperties(), track);
  read_pictures(file.pictureList(), track);
  return true;
}

}  // namespace

std::string_view kind_of(std::string_view first) {
  if (first.starts_with("fLaC")) return "flac";
  if (first.starts_with("OggS")) return "ogg";
  if (first.size() > 12 && first.substr(4, 4) == "ftyp") return "m4b";
  if (first.starts_with("ID3")) return "mp3";
  // A frame of MPEG 1, 2 or 2.5, layer III, whose bit rate and sample rate exist.
  if (first.size() >= 4) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(first[i]); };
    if (byte(0) == 0xff && (byte(1) & 0xe6) == 0xe2 && (byte(1) & 0x18) != 0x08 &&
        (byte(2) & 0xf0) != 0xf0 && (byte(2) & 0xf0) != 0 && (byte(2) & 0x0c) != 0x0c)
      return "mp3";
  }
  return {};
}

bool read_track(TrackBytes& bytes, Track& track) {
  track.kind = kind_of(bytes.read(0, kHeadBytes));
  Stream stream(bytes);
  if (track.kind == "mp3") return read_mp3(stream, track);
  if (track.kind == "m4b") {
    if (!read_mp4(stream, track)) return false;
    read_chapters(bytes, track);
    return true;
  }
  if (track.kind == "flac") return read_flac(stream, track);
  if (track.kind != "ogg") return false;
  return read_ogg<TagLib::Ogg::Opus::File>(stream, track) ||
         read_ogg<TagLib::Ogg::Vorbis::File>(stream, track) ||
         read_ogg<TagLib::Ogg::FLAC::File>(stream, track);
}

}  // namespace aan::worker::audio
