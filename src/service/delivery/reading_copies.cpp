#include "service/delivery/reading_copies.hpp"

#include "base/log.hpp"
#include "base/read_at.hpp"
#include "domain/catalog/on_pages.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/delivery/reading_record.hpp"

namespace aan::service {
namespace {

constexpr char kBetween = ' ';

std::unexpected<Error> not_readable() {
  return refuse(Errc::not_found, "reading",
                "This book cannot be read on these pages. Download it and read it in an app.",
                "not_readable_here");
}

// What an index promises is there.
Result<std::string> whole_at(const FileDescriptor& file, std::uint64_t offset,
                             std::uint64_t bytes) {
  std::string out = AAN_TRY(read_at(file, offset, bytes));
  if (out.size() < bytes) return fail(Errc::corrupt, "reading.copy", "shorter than its index says");
  return out;
}

Result<ReadingCopies::Copy> copy_in(ports::OpenBlob blob) {
  const std::size_t bytes = AAN_TRY(
      catalog::parse_reading_head(AAN_TRY(whole_at(blob.file, 0, catalog::kReadingHeadBytes))));
  if (bytes > blob.info.size) return fail(Errc::corrupt, "reading.copy", "an index beyond the end");
  auto index = AAN_TRY(catalog::parse_reading_index(
      AAN_TRY(whole_at(blob.file, catalog::kReadingHeadBytes, bytes))));
  if (index.bytes > blob.info.size) return fail(Errc::corrupt, "reading.copy", "it has no end");
  return ReadingCopies::Copy{std::move(blob.file), std::move(index)};
}

}  // namespace

Result<std::string> ReadingCopies::bytes_of(const Copy& copy, const catalog::ReadingSlice& slice) {
  return whole_at(copy.content, slice.offset, slice.length);
}

// Nothing: there is none, or not a whole one.
Result<std::optional<ReadingCopies::Copy>> ReadingCopies::open_kept(
    const catalog::EditionFile& file) {
  const auto kept = AAN_TRY(find_derived(room_, kReadingArea, file.id.value));
  if (!kept) return std::nullopt;
  if (is_left_out(*kept, room_.clock.wall())) return not_readable();
  if (kept->made_of != kReadingWay || !kept->content) return std::nullopt;
  auto blob = room_.blobs.open(*kept->content);
  if (!blob) {
    const bool is_lost = blob.error().code == Errc::not_found || blob.error().code == Errc::corrupt;
    return is_lost ? Result<std::optional<Copy>>(std::nullopt)
                   : std::unexpected(std::move(blob).error());
  }
  auto copy = copy_in(*std::move(blob));
  if (!copy) return std::nullopt;
  return std::optional<Copy>(*std::move(copy));
}

Result<ReadingCopies::Copy> ReadingCopies::open(const catalog::EditionFile& file) {
  if (catalog::on_pages(file.format, false) != catalog::OnPages::pages) return not_readable();
  if (auto kept = AAN_TRY(open_kept(file))) return *std::move(kept);
  const Makings::Making making =
      AAN_TRY(makings_.begin(std::string(kReadingArea) + kBetween + file.id.value));
  if (auto kept = AAN_TRY(open_kept(file))) return *std::move(kept);
  return make(file);
}

Result<ReadingCopies::Copy> ReadingCopies::make(const catalog::EditionFile& file) {
  const ports::OpenBlob blob = AAN_TRY(open_file(room_, file));
  const auto text = reader_.read_text(blob.file.get());
  if (!text) {
    // A worker that could not run says nothing about the book.
    if (text.error().code == Errc::unavailable || text.error().code == Errc::internal)
      return std::unexpected(text.error());
    AAN_TRY(note_left_out(file, text.error()));
    return not_readable();
  }
  const ports::BlobInfo made = AAN_TRY(room_.blobs.put_bytes(catalog::encode_reading_copy(*text)));
  AAN_TRY(keep_derived(room_, kReadingArea, file.id.value, {std::string(kReadingWay), made.cid}));
  return copy_in(AAN_TRY(room_.blobs.open(made.cid)));
}

Result<> ReadingCopies::note_left_out(const catalog::EditionFile& file, const Error& why) {
  const std::string& key = file.id.value;
  if (why.code != Errc::timeout) {
    log::info("reading.left_out", {{"file", key}, {"why", why.to_string()}});
    return keep_derived(room_, kReadingArea, key, {std::string(kReadingWay), std::nullopt});
  }
  const auto kept = AAN_TRY(find_derived(room_, kReadingArea, key));
  ReadingTries tries = (kept ? tries_in(*kept) : std::nullopt).value_or(ReadingTries{});
  ++tries.count;
  tries.last = room_.clock.wall();
  if (tries.count == 1) log::warn("reading.no_answer", {{"file", key}, {"why", why.to_string()}});
  return keep_derived(room_, kReadingArea, key, {text_of(tries), std::nullopt});
}

}  // namespace aan::service
