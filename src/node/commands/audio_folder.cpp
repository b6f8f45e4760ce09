#include "node/commands/audio_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/nameless_file.hpp"
#include "base/shown_bytes.hpp"
#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"

namespace aan::node {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFolderBytesMax = (1ULL << 30) - (4ULL << 20);  // with its table, 1 GB
constexpr std::size_t kChunkBytes = 256U << 10;
constexpr std::uint16_t kFirstOf1980 = 0x0021;
constexpr std::uint16_t kUtf8Names = 0x0800;

std::unexpected<Error> refused(Errc code, std::string sentence) {
  return refuse(code, "import.folder", std::move(sentence));
}
std::unexpected<Error> disk_refuses(const char* what) {
  return fail(Errc::unavailable, "import.folder", std::string(what) + ": " + std::strerror(errno),
              "The folder cannot be packed: its disk, or the shop's, reports an error.");
}

// CRC-32 of ISO 3309, as a zip has it.
constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (value & 1 ? 0xedb88320U : 0U);
    table[i] = value;
  }
  return table;
}();
std::uint32_t crc_of(std::uint32_t crc, std::string_view bytes) {
  crc = ~crc;
  for (const char byte : bytes)
    crc = kCrcTable[(crc ^ static_cast<unsigned char>(byte)) & 0xff] ^ (crc >> 8);
  return ~crc;
}

struct Member {
  fs::path path;
  std::string name;
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::uint64_t offset = 0;
};

std::string number(std::uint64_t value, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
  return out;
}

// What both headers of an entry say: version, flags, stored, time, date, sum, sizes, name.
std::string head_of(const Member& it) {
  return number(20, 2) + number(kUtf8Names, 2) + number(0, 2) + number(0, 2) +
         number(kFirstOf1980, 2) + number(it.crc, 4) + number(it.size, 4) + number(it.size, 4) +
         number(it.name.size(), 2) + number(0, 2);
}

Result<> write_at(int file, std::string_view bytes, std::uint64_t at) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return disk_refuses("write");
    at += static_cast<std::uint64_t>(put);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

bool is_wanted(const std::string& name) {
  const std::string low = lower_ascii(name);
  return catalog::is_track_name(low) || catalog::is_audiobook_manifest_name(low) ||
         low.ends_with(".jpg") || low.ends_with(".jpeg") || low.ends_with(".png") ||
         low.ends_with(".webp");
}

Result<std::vector<Member>> members_of(const fs::path& folder) {
  std::vector<Member> members;
  std::error_code error;
  bool has_manifest = false;
  const auto is_track = [](const Member& one) {
    return catalog::is_track_name(lower_ascii(one.name));
  };
  const auto is_whole = [](const Member& one) {
    return catalog::is_whole_audiobook_name(lower_ascii(one.name));
  };
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator{};
       at.increment(error)) {
    std::error_code unknown;
    const std::string name = at->path().filename().string();
    if (!fs::is_regular_file(at->symlink_status(unknown)) || !is_wanted(name)) continue;
    if (!is_utf8(name))
      return refused(Errc::invalid, "The name of its file " + with_bytes_shown(name) +
                                        " is not UTF-8. Rename it.");
    if (members.size() == kAudioFolderFilesMax)
      return refused(Errc::invalid, "It holds more than 2,000 tracks and pictures.");
    members.push_back({at->path(), name});
    has_manifest = has_manifest || catalog::is_audiobook_manifest_name(lower_ascii(name));
  }
  if (error) return refused(Errc::invalid, "This folder cannot be read: " + error.message() + ".");
  // Beside tracks an M4B is another book, unless a manifest says which are parts.
  if (!has_manifest &&
      std::ranges::count_if(members, is_track) > std::ranges::count_if(members, is_whole))
    std::erase_if(members, is_whole);
  if (std::ranges::none_of(members, is_track))
    return refused(Errc::invalid, "It is a folder without tracks (MP3, M4A, M4B, Ogg, FLAC).");
  std::ranges::sort(members, {}, &Member::name);
  return members;
}

// The content behind its header; the header is written when the sum is known.
Result<> copy_in(Member& it, int zip, std::uint64_t& at) {
  const FileDescriptor file(::open(it.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.valid())
    return refused(Errc::invalid, "\"" + one_line(it.name) + "\" cannot be opened: " +
                                      std::string(std::strerror(errno)) + ".");
  it.offset = at;
  const std::uint64_t content = at + 30 + it.name.size();
  std::string chunk(kChunkBytes, '\0');
  for (;;) {
    const ssize_t got = ::read(file.get(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return disk_refuses("read");
    if (got == 0) break;
    const std::string_view bytes(chunk.data(), static_cast<std::size_t>(got));
    if (content + it.size + bytes.size() > kFolderBytesMax)
      return refused(Errc::too_large, "Its tracks are larger than 1 GB together.");
    AAN_TRY(write_at(zip, bytes, content + it.size));
    it.crc = crc_of(it.crc, bytes);
    it.size += bytes.size();
  }
  AAN_TRY(write_at(zip, "PK\x03\x04" + head_of(it) + it.name, it.offset));
  at = content + it.size;
  return {};
}

}  // namespace

Result<FileDescriptor> pack_audio_folder(const fs::path& folder, const fs::path& scratch) {
  std::vector<Member> members = AAN_TRY(members_of(folder));
  FileDescriptor zip = AAN_TRY(nameless_file(scratch));
  std::uint64_t at = 0;
  for (Member& one : members) AAN_TRY(copy_in(one, zip.get(), at));
  std::string table;
  for (const Member& one : members)
    table += "PK\x01\x02" + number(20, 2) + head_of(one) + number(0, 2) + number(0, 2) +
             number(0, 2) + number(0, 4) + number(one.offset, 4) + one.name;
  const std::string end = "PK\x05\x06" + number(0, 4) + number(members.size(), 2) +
                          number(members.size(), 2) + number(table.size(), 4) + number(at, 4) +
                          number(0, 2);
  AAN_TRY(write_at(zip.get(), table + end, at));
  return zip;
}

}  // namespace aan::node
