#include "service/delivery/sweep_blobs.hpp"

#include "base/log.hpp"
#include "service/delivery/derived_content.hpp"

namespace aan::service {

Result<bool> sweep_blob(const Room& room, const crypto::Cid& cid) {
  bool is_used = true;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_used = AAN_TRY(at.catalog().find_file_by_cid(cid)).has_value() ||
              AAN_TRY(at.catalog().is_public_blob(cid)) || AAN_TRY(is_derived_content(at, cid));
    return {};
  }));
  // An import that begins after this look dates the content anew, and so keeps it.
  if (is_used || !AAN_TRY(room.blobs.remove(cid, kUnusedBlobKeptFor))) return false;
  log::info("blob.swept", {{"cid", cid.text()}});
  return true;
}

}  // namespace aan::service
