#include "service/delivery/keep_files.hpp"

#include <optional>
#include <utility>

#include "base/log.hpp"

namespace aan::service {
namespace {

// A note that cannot be written now is written at the next look.
void note_or_log(const Room& room, const catalog::EditionFile& file, bool is_damaged) {
  if (const auto noted = note_damaged(room, file.cid, is_damaged); !noted)
    log::error("file.not_noted", {{"file", file.id.value}, {"why", noted.error().to_string()}});
}

// Errors that speak of the content; all others (a full table of files, a sick disk) may pass.
Result<CopyState> state_of(const Error& error) {
  if (error.code == Errc::corrupt) return CopyState::damaged;
  if (error.code == Errc::not_found) return CopyState::missing;
  return std::unexpected(error);
}

Result<> check_one(const Room& room, const catalog::EditionFile& file, Look look,
                   FileCheck& check) {
  const CopyState state = AAN_TRY(state_of(room, file.cid, look));
  if ((state != CopyState::whole) != file.is_damaged)
    note_or_log(room, file, state != CopyState::whole);
  ++check.files;
  if (state != CopyState::whole) check.bad.push_back({"file", file, file.cid, state});
  if (!file.is_current) return {};  // pictures are those of the newest version
  std::optional<catalog::Edition> edition;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
    return {};
  }));
  if (!edition) return {};
  for (BadCopy& one : AAN_TRY(check_pictures(room, *edition, file, look)))
    check.bad.push_back(std::move(one));
  return {};
}

}  // namespace

std::string_view name_of(CopyState state) {
  switch (state) {
    case CopyState::whole: return "whole";
    case CopyState::damaged: return "damaged";
    case CopyState::missing: return "missing";
  }
  return "damaged";
}

Result<std::int64_t> note_damaged(const Room& room, const crypto::Cid& cid, bool is_damaged) {
  std::int64_t changed = 0;
  AAN_TRY(room.store.write("file.damaged", [&](ports::UnitOfWork& unit) -> Result<> {
    changed = AAN_TRY(unit.catalog().set_damaged(cid, is_damaged));
    return {};
  }));
  if (changed > 0) room.ring();
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
  if (!state_of(blob.error())) return blob;
  if (!file.is_damaged) note_or_log(room, file, true);
  return fail(Errc::unavailable, "download", file.id.value + ": " + blob.error().to_string(),
              "The shop's copy of this file is damaged and is being restored. Your download is "
              "kept; please try again later.",
              "file_damaged");
}

Result<CopyState> state_of(const Room& room, const crypto::Cid& cid, Look look) {
  if (look == Look::read) {
    const auto read = room.blobs.verify(cid);
    return read ? Result<CopyState>(CopyState::whole) : state_of(read.error());
  }
  const auto opened = room.blobs.open(cid);
  return opened ? Result<CopyState>(CopyState::whole) : state_of(opened.error());
}

Result<std::vector<BadCopy>> check_pictures(const Room& room, const catalog::Pictures& pictures,
                                            const catalog::EditionFile& file, Look look) {
  std::vector<std::pair<std::string_view, crypto::Cid>> all = {{"cover", pictures.cover},
                                                               {"thumbnail", pictures.thumb_160},
                                                               {"thumbnail", pictures.thumb_320},
                                                               {"thumbnail", pictures.thumb_640}};
  if (pictures.sample) all.emplace_back("sample", *pictures.sample);
  for (const crypto::Cid& cid : pictures.sample_pictures) all.emplace_back("sample", cid);
  std::vector<BadCopy> bad;
  for (const auto& [kind, cid] : all) {
    if (cid.empty()) continue;  // a list brought it: there is none
    const CopyState state = AAN_TRY(state_of(room, cid, look));
    if (state != CopyState::whole) bad.push_back({kind, file, cid, state});
  }
  return bad;
}

Result<FileCheck> check_files(const Room& room, const catalog::FileId& after, Look look,
                              const std::function<bool(const FileCheck&)>& goes_on) {
  std::vector<catalog::EditionFile> files;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    files = AAN_TRY(at.catalog().files_after(after, kFilesAStep));
    return {};
  }));
  FileCheck check;
  check.last = after;
  for (const catalog::EditionFile& file : files) {
    AAN_TRY(check_one(room, file, look, check));
    check.last = file.id;
    if (!goes_on(check)) return check;
  }
  check.is_done = std::ssize(files) < kFilesAStep;
  return check;
}

}  // namespace aan::service
