#include "service/keep_files.hpp"

#include "base/log.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kStep = 200;

// Errors that speak of the content; all others (a full table of files, a sick disk) may pass.
bool is_damage(const Error& error) {
  return error.code == Errc::corrupt || error.code == Errc::not_found;
}

// A note that cannot be written now is written at the next look.
void note_or_log(const Room& room, const catalog::EditionFile& file, bool is_damaged) {
  if (const auto noted = note_damaged(room, file.cid, is_damaged); !noted)
    log::error("file.not_noted", {{"file", file.id.value}, {"why", noted.error().to_string()}});
}

}  // namespace

Result<std::int64_t> note_damaged(const Room& room, const crypto::Cid& cid, bool is_damaged) {
  std::int64_t changed = 0;
  AAN_TRY(room.store.write("file.damaged", [&](ports::UnitOfWork& unit) -> Result<> {
    changed = AAN_TRY(unit.catalog().set_damaged(cid, is_damaged));
    return {};
  }));
  if (changed > 0 && is_damaged)
    log::error("file.damaged", {{"cid", cid.text()}, {"files", changed}});
  if (changed > 0 && !is_damaged)
    log::info("file.restored", {{"cid", cid.text()}, {"files", changed}});
  return changed;
}

Result<ports::OpenBlob> open_file(const Room& room, const catalog::EditionFile& file) {
  auto blob = room.blobs.open(file.cid);
  if (blob) {
    if (file.is_damaged) note_or_log(room, file, false);
    return blob;
  }
  if (!is_damage(blob.error())) return blob;
  if (!file.is_damaged) note_or_log(room, file, true);
  return fail(Errc::unavailable, "download", file.id.value + ": " + blob.error().to_string(),
              "The shop's copy of this file is damaged and is being restored. Your download is "
              "kept; please try again later.",
              "file_damaged");
}

Result<FileCheck> check_files(const Room& room, const std::function<bool()>& goes_on) {
  FileCheck check;
  for (catalog::FileId last; goes_on();) {
    std::vector<catalog::EditionFile> files;
    AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
      files = AAN_TRY(at.catalog().files_after(last, kStep));
      return {};
    }));
    if (files.empty()) break;
    last = files.back().id;
    for (catalog::EditionFile& file : files) {
      if (!goes_on()) return check;
      ++check.files;
      const auto opened = open_file(room, file);
      if (opened) continue;
      if (opened.error().reason != "file_damaged") return std::unexpected(opened.error());
      ++check.damaged_count;
      if (check.damaged.size() < kDamagedMax) check.damaged.push_back(std::move(file));
    }
  }
  return check;
}

}  // namespace aan::service
