#include "service/delivery/download_right.hpp"

#include "base/codec.hpp"
#include "service/books/file_versions.hpp"

namespace aan::service {

std::unexpected<Error> download_refused(sales::DownloadRefusal why) {
  const std::string reason{name_of(why)};
  switch (why) {
    case sales::DownloadRefusal::unpaid:
      return refuse(Errc::forbidden, "download", "This order is not paid yet.", reason);
    case sales::DownloadRefusal::expired:
      return refuse(Errc::gone, "download",
                    "The time for this download is over. Renew it on the order page.", reason);
    case sales::DownloadRefusal::exhausted:
      return refuse(Errc::limited, "download",
                    "Every download of this file was used. Renew it on the order page.", reason);
    case sales::DownloadRefusal::given:
      return refuse(Errc::forbidden, "download",
                    "This order is a gift: whoever claims it downloads it.", reason);
    case sales::DownloadRefusal::file_damaged:
      return refuse(Errc::unavailable, "download",
                    "The shop's copy of this file is damaged and is being restored. Your download "
                    "is kept; please try again later.",
                    reason);
    case sales::DownloadRefusal::withdrawn: break;
  }
  return refuse(Errc::gone, "download", "This order was paid back or disputed.", reason);
}

std::unexpected<Error> download_refused(sales::DownloadRefusal why,
                                        const sales::DownloadGrant& grant) {
  if (grant.renewals_left > 0) return download_refused(why);
  if (why == sales::DownloadRefusal::expired)
    return refuse(Errc::gone, "download",
                  "The time for this download is over, and it was renewed as often as the shop "
                  "allows. Ask the shop.",
                  "expired_for_good");
  if (why == sales::DownloadRefusal::exhausted)
    return refuse(Errc::limited, "download",
                  "Every download of this file was used, and it was renewed as often as the shop "
                  "allows. Ask the shop.",
                  "exhausted_for_good");
  return download_refused(why);
}

Result<catalog::EditionFile> version_to_send(const ports::CatalogStore& catalog,
                                             const sales::DownloadGrant& grant,
                                             std::int64_t number) {
  const auto versions = AAN_TRY(file_versions_of(catalog, grant));
  if (number == 0) return versions.back().file;
  for (const catalog::FileVersion& one : versions)
    if (one.number == number) return one.file;
  return refuse(Errc::not_found, "download", "There is no such version of this file.",
                "no_such_version");
}

std::string what_goes_out(const sales::GrantId& grant,
                          const std::optional<catalog::EditionFile>& file) {
  return grant.value + (file ? " " + hex(file->sha256) : "");
}

}  // namespace aan::service
