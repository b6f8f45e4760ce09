#include "worker/audio/audiobook.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/isbn.hpp"
#include "worker/audio/manifest_json.hpp"
#include "worker/audio/track.hpp"
#include "worker/comic/natural_order.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"

namespace aan::worker::audio {
namespace {

using catalog::ContributorRole;

constexpr std::size_t kWarningsMax = 20;
constexpr std::size_t kAlbumSaidBytes = 100;

class FileBytes final : public TrackBytes {
 public:
  FileBytes(int fd, std::uint64_t size) : fd_(fd), size_(size) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  std::string read(std::uint64_t at, std::size_t bytes) override {
    std::string out(at >= size_ ? 0 : std::min<std::uint64_t>(bytes, size_ - at), '\0');
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t got =
          pread(fd_, out.data() + done, out.size() - done, static_cast<off_t>(at + done));
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    out.resize(done);
    return out;
  }

 private:
  int fd_;
  std::uint64_t size_;
};

// An entry that lies unpacked in its archive.
class StoredBytes final : public TrackBytes {
 public:
  StoredBytes(epub::Archive::OpenEntry entry, std::uint64_t size)
      : entry_(std::move(entry)), size_(size) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  std::string read(std::uint64_t at, std::size_t bytes) override {
    std::string out(at >= size_ ? 0 : std::min<std::uint64_t>(bytes, size_ - at), '\0');
    if (out.empty() || zip_fseek(entry_.get(), static_cast<zip_int64_t>(at), SEEK_SET) != 0)
      return {};
    const zip_int64_t got = zip_fread(entry_.get(), out.data(), out.size());
    out.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return out;
  }

 private:
  epub::Archive::OpenEntry entry_;
  std::uint64_t size_;
};

class MemoryBytes final : public TrackBytes {
 public:
  explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  std::string read(std::uint64_t at, std::size_t bytes) override {
    return at >= bytes_.size() ? std::string() : bytes_.substr(at, bytes);
  }

 private:
  std::string bytes_;
};

void add_people(const std::vector<std::string>& names, ContributorRole role,
                catalog::BookRecord& record) {
  for (const std::string& name : names) {
    const bool known = std::ranges::any_of(
        record.contributors, [&](const auto& one) { return one.name == name && one.role == role; });
    if (!known && record.contributors.size() < catalog::kListMax)
      record.contributors.push_back({name, "", role});
  }
}

bool has_role(const catalog::BookRecord& record, ContributorRole role) {
  return std::ranges::any_of(record.contributors,
                             [role](const auto& one) { return one.role == role; });
}

void fill(std::string& field, const std::string& from) {
  if (field.empty()) field = from;
}

// What a track says of the book; a manifest was before it.
void add_facts(const Track& track, catalog::BookRecord& record) {
  if (!has_role(record, ContributorRole::author))
    add_people(track.authors, ContributorRole::author, record);
  if (!has_role(record, ContributorRole::narrator) && track.narrators != track.authors)
    add_people(track.narrators, ContributorRole::narrator, record);
  if (record.language.empty() || record.language == "und") record.language = track.language;
  fill(record.publisher, track.publisher);
  fill(record.published, track.published);
  fill(record.rights, track.rights);
  fill(record.series, track.series);
  fill(record.series_position, track.series_position);
  if (record.description.empty())
    record.description = epub::plain_description(track.description, catalog::kDescriptionReadMax);
  if (const auto isbn = catalog::canonical_isbn(track.isbn); isbn && record.isbn13.empty())
    record.isbn13 = *isbn;
  const std::string genre = lower_ascii(track.genre);
  if (record.subjects.empty() && !genre.empty() && genre != "audiobook" && genre != "audiobooks" &&
      genre != "speech" && genre != "books & spoken")
    record.subjects.push_back(track.genre);
}

// Sound files state nothing of accessibility, so nothing is said: what is shown is the publisher's.
void finish(AudioFacts& facts, std::uint64_t milliseconds) {
  facts.record.play_seconds = std::min((milliseconds + 500) / 1000, catalog::kPlaySecondsMax);
  if (facts.record.language.empty()) facts.record.language = "und";
  if (facts.record.language == "und")
    facts.warnings.emplace_back("The book does not state its language.");
  facts.remarks.emplace_back("There is no sample: sound is not cut here.");
  if (facts.warnings.size() > kWarningsMax) facts.warnings.resize(kWarningsMax);
}

void add_contents(const Track& track, const std::string& title, catalog::BookRecord& record) {
  const auto add = [&](const std::string& text, int depth) {
    if (!text.empty() && record.contents.size() < catalog::kContentsMax)
      record.contents.push_back({text, depth});
  };
  add(title, 0);
  for (const std::string& chapter : track.chapters) add(chapter, title.empty() ? 0 : 1);
}

// "01 - The Pond.mp3" -> "The Pond"; what is only a number stays.
std::string title_from(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const std::string stem = epub::clean_line(name.substr(0, name.rfind('.')), 500);
  const std::size_t begin = stem.find_first_not_of("0123456789 ._-");
  return begin == std::string::npos ? stem : stem.substr(begin);
}

bool is_word_of_parts(const std::string& word) {
  constexpr std::array kWords = {"cd",   "disc",   "disk",  "disque", "disco", "part",
                                 "side", "partie", "parte", "teil",   "tape"};
  return std::ranges::any_of(kWords, [&](const char* one) { return word == one; });
}

// An album without what tells its parts: "Emma (Disc 2)" -> "emma", "Emma 2" -> "emma 2".
std::string without_part(std::string_view album) {
  std::vector<std::string> words;
  bool is_number = false;
  for (const char c : lower_ascii(album)) {
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (!is_digit && !is_letter) {
      words.emplace_back();
    } else {
      if (words.empty() || (!words.back().empty() && is_digit != is_number)) words.emplace_back();
      words.back() += c;
      is_number = is_digit;
    }
  }
  std::erase(words, "");
  std::string left;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_part = i + 1 < words.size() && is_word_of_parts(words[i]) &&
                         words[i + 1].find_first_not_of("0123456789") == std::string::npos;
    if (is_part) ++i;
    if (!is_part) left += words[i] + ' ';
  }
  return left;
}

class Book {
 public:
  explicit Book(epub::Archive& archive) : archive_(archive), names_(archive.names()) {}

  Result<AudioFacts> read() {
    facts_.record.format = "audiobook";
    facts_.record.media_type = "application/zip";
    const std::vector<std::string> tracks = read_manifest();
    if (tracks.size() > kTracksMax)
      return refuse(Errc::too_large, "audio.read", "This audiobook has more than 2,000 tracks.");
    for (const std::string& name : tracks) read_one(name);
    if (good_ == 0)
      return refuse(Errc::invalid, "audio.read",
                    "This archive holds no track that can be played: its sound files are damaged "
                    "or of a kind that is not sold here.");
    if (!manifest_ && !other_album_.empty())
      return refuse(
          Errc::invalid, "audio.read",
          "Its tracks name two albums, \"" + one_line(utf8_prefix(album_, kAlbumSaidBytes)) +
              "\" and \"" + one_line(utf8_prefix(other_album_, kAlbumSaidBytes)) +
              "\". Put the tracks of each book into a folder or zip of their own. If they "
              "are one book, give all the same album, or lay a publication.json beside "
              "them.");
    fill(facts_.record.title, album_);
    // Without every length there is none.
    const std::uint64_t stated = manifest_ ? manifest_->seconds * 1000 : 0;
    if (!has_all_lengths_ && stated == 0)
      facts_.warnings.emplace_back("The playing time is not known: a track does not tell its own.");
    find_picture();
    finish(facts_, has_all_lengths_ ? milliseconds_ : stated);
    return std::move(facts_);
  }

 private:
  // The tracks in order: the manifest's, or all there are.
  std::vector<std::string> read_manifest() {
    for (const auto& [name, media_type] :
         {std::pair{"publication.json", "application/lpf+zip"},
          std::pair{"manifest.json", "application/audiobook+zip"}}) {
      const auto bytes = archive_.read(name, kManifestBytesMax);
      if (!bytes) continue;
      manifest_ = parse_manifest(*bytes);
      if (!manifest_) {
        facts_.warnings.push_back("Its " + std::string(name) + " is no manifest of an audiobook.");
        continue;
      }
      facts_.record = manifest_->record;
      facts_.record.format = "audiobook";
      facts_.record.media_type = media_type;
      return resolved();
    }
    return tracks_in(names_);
  }

  std::vector<std::string> resolved() {
    std::vector<std::string> tracks;
    for (std::size_t i = 0; i < manifest_->tracks.size(); ++i) {
      const auto name = epub::resolve("", manifest_->tracks[i]);
      if (!name || !archive_.has(*name)) {
        facts_.warnings.emplace_back("Its manifest names a track that is not in the file.");
        has_all_lengths_ = false;
        continue;
      }
      tracks.push_back(*name);
      if (!manifest_->titles[i].empty()) titles_[*name] = manifest_->titles[i];
    }
    return tracks;
  }

  void read_one(const std::string& name) {
    Track track;
    if (!read_bytes(name, track)) {
      has_all_lengths_ = false;
      facts_.warnings.push_back("The track " + one_line(utf8_prefix(name, 100)) +
                                " cannot be read.");
      return;
    }
    ++good_;
    has_all_lengths_ = has_all_lengths_ && track.milliseconds > 0;
    milliseconds_ += track.milliseconds;
    add_facts(track, facts_.record);
    if (album_.empty()) album_ = track.album;
    if (other_album_.empty() && without_part(track.album) != without_part(album_) &&
        !track.album.empty())
      other_album_ = track.album;
    if (facts_picture_.empty()) facts_picture_ = track.picture;
    const auto stated = titles_.find(name);
    add_contents(track,
                 stated != titles_.end() ? stated->second
                 : !track.title.empty()  ? track.title
                                         : title_from(name),
                 facts_.record);
  }

  bool read_bytes(const std::string& name, Track& track) {
    const std::uint64_t size = archive_.declared_size(name);
    if (auto entry = archive_.open_stored(name)) {
      StoredBytes bytes(std::move(entry), size);
      return read_track(bytes, track);
    }
    if (size > kTrackBytesInMemoryMax || unpacked_ + size > kUnpackedTracksBytesMax) return false;
    unpacked_ += size;
    auto content = archive_.read(name, kTrackBytesInMemoryMax);
    if (!content) return false;
    MemoryBytes bytes(*std::move(content));
    return read_track(bytes, track);
  }

  // The manifest's, cover.jpg and the like, the only picture, the one inside a track.
  void find_picture() {
    std::vector<std::string> candidates;
    if (manifest_ && !manifest_->cover.empty())
      if (const auto name = epub::resolve("", manifest_->cover)) candidates.push_back(*name);
    std::vector<std::string> pictures;
    for (const std::string& name : names_) {
      const std::string low = lower_ascii(name.substr(name.rfind('/') + 1));
      const bool is_picture = low.ends_with(".jpg") || low.ends_with(".jpeg") ||
                              low.ends_with(".png") || low.ends_with(".webp");
      if (!is_picture || low.starts_with('.')) continue;
      pictures.push_back(name);
      const std::string stem = low.substr(0, low.rfind('.'));
      if (stem == "cover" || stem == "folder" || stem == "front") candidates.push_back(name);
    }
    if (candidates.empty() && pictures.size() == 1) candidates = pictures;
    for (const std::string& name : candidates)
      if (auto bytes = archive_.read(name, epub::kImageBytesMax)) {
        facts_.picture = *std::move(bytes);
        return;
      }
    facts_.picture = facts_picture_;
  }

  epub::Archive& archive_;
  std::vector<std::string> names_;
  std::optional<Manifest> manifest_;
  std::map<std::string, std::string> titles_;
  AudioFacts facts_;
  std::string album_;
  std::string other_album_;  // of another book, as it seems
  std::string facts_picture_;
  std::uint64_t milliseconds_ = 0;
  std::uint64_t unpacked_ = 0;
  std::size_t good_ = 0;
  bool has_all_lengths_ = true;
};

}  // namespace

std::vector<std::string> tracks_in(const std::vector<std::string>& names) {
  std::vector<std::string> tracks;
  for (const std::string& name : names)
    if (catalog::is_track_name(lower_ascii(name)) && !name.starts_with("__MACOSX/") &&
        name.find("/.") == std::string::npos && !name.starts_with('.'))
      tracks.push_back(name);
  std::ranges::sort(tracks, comes_before);
  return tracks;
}

Result<AudioFacts> read_audiobook(epub::Archive& archive) { return Book(archive).read(); }

Result<AudioFacts> read_single(int fd) {
  struct stat status{};
  if (fstat(fd, &status) != 0) return fail(Errc::internal, "audio.read", "fstat failed");
  if (static_cast<std::uint64_t>(status.st_size) > epub::kArchiveBytesMax)
    return refuse(Errc::too_large, "audio.read", "This file is larger than 1 GB.");
  FileBytes bytes(fd, static_cast<std::uint64_t>(status.st_size));
  Track track;
  if (!read_track(bytes, track))
    return refuse(Errc::invalid, "audio.read",
                  "This file is damaged: it begins as sound and cannot be read.");
  AudioFacts facts;
  facts.record.format = track.kind;
  for (const catalog::BookFormat& one : catalog::kBookFormats)
    if (one.name == track.kind) facts.record.media_type = one.media_type;
  facts.record.title = track.album.empty() ? track.title : track.album;
  add_facts(track, facts.record);
  add_contents(track, "", facts.record);
  facts.picture = track.picture;
  if (track.milliseconds == 0)
    facts.warnings.emplace_back("The playing time is not known: the file does not tell it.");
  finish(facts, track.milliseconds);
  return facts;
}

}  // namespace aan::worker::audio
