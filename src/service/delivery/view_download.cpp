#include "service/delivery/view_download.hpp"

#include "crypto/token.hpp"

namespace aan::service {

Result<Timestamp> download_expiry(const Room& room, const std::string& token) {
  Timestamp expires_at;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto found = AAN_TRY(at.sales().find_download(crypto::token_digest(token)));
    if (!found)
      return refuse(Errc::not_found, "download", "There is no such download.", "no_such_download");
    expires_at = found->expires_at;
    return {};
  }));
  return expires_at;
}

}  // namespace aan::service
