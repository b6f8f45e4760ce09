#include "service/delivery/keep_pictures.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kNotedMax = 10'000;
constexpr std::int64_t kBooksOfAPictureMax = 100;

std::unexpected<Error> no_such_picture() {
  return refuse(Errc::not_found, "picture", "There is no such picture.", "no_such_picture");
}

constexpr std::string_view kPicture = "picture";

std::string key_of(const crypto::Key& links, const crypto::Cid& cid) {
  return crypto::derive_link_token(links, kPicture, cid.text(), /*generation=*/0);
}

// Also of a page that was made before the keys were turned.
bool is_key_of(const crypto::KeyRing& keys, const crypto::Cid& cid, std::string_view key) {
  return crypto::looks_like_token(key) &&
         std::ranges::any_of(keys.keys(), [&](const crypto::Key& one) {
           return one.purpose == crypto::KeyPurpose::links &&
                  crypto::equal_constant_time(key_of(one, cid), key);
         });
}

}  // namespace

std::string picture_path(const crypto::KeyRing& keys, const crypto::Cid& cid, bool is_listed) {
  if (cid.empty()) return "";
  std::string path = "/covers/" + cid.text() + ".jpg";
  if (is_listed) return path;
  return path + "?key=" + key_of(keys.current(crypto::KeyPurpose::links), cid);
}

Result<ports::OpenBlob> KeepPictures::open(const crypto::Cid& cid, std::string_view key) {
  const bool has_key = !key.empty() && is_key_of(room_.keys.ring(), cid, key);
  bool is_shown = false;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_shown = has_key ? AAN_TRY(at.catalog().is_public_blob(cid))
                       : AAN_TRY(at.catalog().is_shown_blob(cid));
    return {};
  }));
  if (!is_shown) return no_such_picture();
  auto blob = room_.blobs.open(cid);
  if (blob) return blob;
  if (blob.error().code != Errc::corrupt && blob.error().code != Errc::not_found) return blob;
  note(cid, blob.error().detail);
  return no_such_picture();
}

void KeepPictures::note(const crypto::Cid& cid, std::string_view why) {
  {
    const std::scoped_lock lock(noted_guard_);
    if (noted_.size() >= kNotedMax || !noted_.insert(cid).second) return;
    waiting_.push_back(cid);
  }
  log::error("picture.damaged", {{"cid", cid.text()}, {"why", why}});
}

void KeepPictures::forget() {
  const std::scoped_lock lock(noted_guard_);
  noted_ = {waiting_.begin(), waiting_.end()};
}

Result<bool> KeepPictures::restore_one() {
  crypto::Cid cid;
  {
    const std::scoped_lock lock(noted_guard_);
    if (waiting_.empty()) return false;
    cid = waiting_.front();
    waiting_.pop_front();
  }
  AAN_TRY(restore(cid));
  const std::scoped_lock lock(noted_guard_);
  return !waiting_.empty();
}

Result<> KeepPictures::restore(const crypto::Cid& cid) {
  std::vector<catalog::EditionFile> files;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    files = AAN_TRY(at.catalog().files_behind(cid, kBooksOfAPictureMax));
    return {};
  }));
  bool is_whole = true;
  for (const catalog::EditionFile& file : files) {
    // Another copy of the same book, or an import, may have brought it back.
    if (AAN_TRY(state_of(room_, cid)) == CopyState::whole) break;
    if (const auto made = ingest_.make_pictures_again(file)) {
      log::info("pictures.restored", {{"file", file.file_name}});
    } else {
      is_whole = false;
      log::warn("pictures.not_restored", {{"file", file.file_name},
                                          {"why", made.error().to_string()},
                                          {"remedy", "import the same file again"}});
    }
  }
  if (!is_whole) return {};
  const std::scoped_lock lock(noted_guard_);
  noted_.erase(cid);
  return {};
}

}  // namespace aan::service
