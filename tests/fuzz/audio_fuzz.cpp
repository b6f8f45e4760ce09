// A stranger's sound file and manifest, read as the worker reads them: reading ends, and every text
// is one that the border lets through.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "worker/audio/manifest_json.hpp"
#include "worker/audio/track.hpp"

namespace {

namespace audio = aan::worker::audio;

class Bytes final : public audio::TrackBytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  std::string read(std::uint64_t at, std::size_t bytes) override {
    return at >= bytes_.size() ? std::string() : std::string(bytes_.substr(at, bytes));
  }

 private:
  std::string_view bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Bytes bytes(text);
  audio::Track track;
  if (audio::read_track(bytes, track))
    for (const std::string& line : {track.title, track.album, track.publisher, track.language})
      AAN_CHECK(aan::catalog::is_clean_line(line));
  for (const std::string& chapter : track.chapters) AAN_CHECK(aan::catalog::is_clean_line(chapter));
  if (const auto manifest = audio::parse_manifest(text))
    AAN_CHECK(manifest->tracks.size() == manifest->titles.size());
  return 0;
}
