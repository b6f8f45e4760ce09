#include "worker/epub/central_directory.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace aan::worker::epub {
namespace {

// PKWARE APPNOTE 6.3: 4.3.12 central header, 4.3.14 and 4.3.15 zip64 end, 4.3.16 end.
constexpr std::string_view kHeader("PK\x01\x02", 4);
constexpr std::string_view kEnd("PK\x05\x06", 4);
constexpr std::string_view kEnd64("PK\x06\x06", 4);
constexpr std::string_view kLocator64("PK\x06\x07", 4);
constexpr std::size_t kHeaderBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocator64Bytes = 20;
constexpr std::size_t kCommentBytesMax = 65'535;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t out = 0;
  for (std::size_t i = size; i > 0; --i)
    out = out << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return out;
}

struct Table {
  std::uint64_t entries;
  std::uint64_t offset;
};

std::optional<Table> table64(const ReadAt& read_at, std::uint64_t end_at) {
  std::array<char, kLocator64Bytes> locator{};
  std::array<char, kEnd64Bytes> end{};
  const std::string_view located(locator.data(), locator.size());
  const std::string_view found(end.data(), end.size());
  if (end_at < kLocator64Bytes ||
      !read_at(end_at - kLocator64Bytes, locator.data(), locator.size()) ||
      !located.starts_with(kLocator64) || !read_at(number(located, 8, 8), end.data(), end.size()) ||
      !found.starts_with(kEnd64))
    return std::nullopt;
  return Table{number(found, 32, 8), number(found, 48, 8)};
}

// Of the end record in `tail` at `at`; `tail` begins at `tail_at` of the file.
std::optional<Table> table_of(const ReadAt& read_at, std::string_view tail, std::size_t at,
                              std::uint64_t tail_at) {
  const Table table{number(tail, at + 10, 2), number(tail, at + 16, 4)};
  const bool is_64 = table.entries == 0xffff || table.offset == 0xffffffff;
  if (!is_64) return table;
  const auto larger = table64(read_at, tail_at + at);
  return larger ? larger : table;
}

RawNames look_at_table(const ReadAt& read_at, const Table& table) {
  std::array<char, kHeaderBytes> header{};
  const std::string_view seen(header.data(), header.size());
  std::string name;
  bool has_nul = false;
  std::uint64_t at = table.offset;
  for (std::uint64_t i = 0; i < table.entries; ++i) {
    if (!read_at(at, header.data(), header.size()) || !seen.starts_with(kHeader))
      return RawNames::unreadable;
    name.resize(number(seen, 28, 2));
    if (!read_at(at + kHeaderBytes, name.data(), name.size())) return RawNames::unreadable;
    has_nul |= name.find('\0') != std::string::npos;
    at += kHeaderBytes + name.size() + number(seen, 30, 2) + number(seen, 32, 2);
  }
  return has_nul ? RawNames::with_nul : RawNames::plain;
}

}  // namespace

RawNames look_at_names(const ReadAt& read_at, std::uint64_t file_bytes, std::uint64_t entries) {
  std::string tail(std::min<std::uint64_t>(file_bytes, kEndBytes + kCommentBytesMax), '\0');
  const std::uint64_t tail_at = file_bytes - tail.size();
  if (tail.size() < kEndBytes || !read_at(tail_at, tail.data(), tail.size()))
    return RawNames::unreadable;
  // From the end: a comment may hold what looks like the end record.
  for (std::size_t at = tail.rfind(kEnd, tail.size() - kEndBytes); at != std::string::npos;
       at = at == 0 ? std::string::npos : tail.rfind(kEnd, at - 1)) {
    const auto table = table_of(read_at, tail, at, tail_at);
    if (!table || table->entries != entries) continue;
    const RawNames names = look_at_table(read_at, *table);
    if (names != RawNames::unreadable) return names;
  }
  return RawNames::unreadable;
}

std::optional<Directory> read_plain_directory(const ReadAt& read_at, std::uint64_t file_bytes) {
  constexpr std::uint64_t kDirectoryBytesMax = std::uint64_t{2} << 20U;
  constexpr std::uint64_t kFour = 0xffff'ffff;
  std::string tail(std::min<std::uint64_t>(file_bytes, kEndBytes + kCommentBytesMax), '\0');
  const std::uint64_t tail_at = file_bytes - tail.size();
  if (tail.size() < kEndBytes || !read_at(tail_at, tail.data(), tail.size())) return std::nullopt;
  // The end record is the one whose comment ends the file.
  std::size_t at = tail.rfind(kEnd, tail.size() - kEndBytes);
  while (at != std::string::npos && at + kEndBytes + number(tail, at + 20, 2) != tail.size())
    at = at == 0 ? std::string::npos : tail.rfind(kEnd, at - 1);
  if (at == std::string::npos) return std::nullopt;
  const std::uint64_t count = number(tail, at + 10, 2);
  const std::uint64_t size = number(tail, at + 12, 4);
  Directory directory;
  directory.begin = number(tail, at + 16, 4);
  directory.comment = tail.substr(at + kEndBytes);
  if (number(tail, at + 4, 4) != 0 || number(tail, at + 8, 2) != count || count == 0xffff ||
      size > kDirectoryBytesMax || directory.begin + size != tail_at + at)
    return std::nullopt;
  std::string table(size, '\0');
  if (!read_at(directory.begin, table.data(), table.size())) return std::nullopt;
  std::size_t here = 0;
  std::uint64_t first = kFour;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (table.size() - here < kHeaderBytes || table.compare(here, kHeader.size(), kHeader) != 0)
      return std::nullopt;
    const std::size_t name_bytes = number(table, here + 28, 2);
    const std::size_t bytes =
        kHeaderBytes + name_bytes + number(table, here + 30, 2) + number(table, here + 32, 2);
    if (table.size() - here < bytes) return std::nullopt;
    DirectoryEntry& entry = directory.entries.emplace_back();
    entry.header = table.substr(here, bytes);
    entry.name = entry.header.substr(kHeaderBytes, name_bytes);
    entry.flags = number(table, here + 8, 2);
    entry.method = number(table, here + 10, 2);
    entry.packed_bytes = number(table, here + 20, 4);
    entry.offset = number(table, here + 42, 4);
    if (entry.packed_bytes == kFour || number(table, here + 24, 4) == kFour ||
        number(table, here + 34, 2) != 0 || entry.offset >= directory.begin)
      return std::nullopt;
    first = std::min(first, entry.offset);
    here += bytes;
  }
  if (here != table.size() || first != 0) return std::nullopt;
  return directory;
}

}  // namespace aan::worker::epub
