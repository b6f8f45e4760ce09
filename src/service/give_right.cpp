#include "service/give_right.hpp"

namespace aan::service {

Result<bool> give_right(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                        const sales::OrderLine& line, Timestamp now) {
  sales::Entitlement entitlement;
  entitlement.id = room.ids.make<sales::EntitlementId>();
  entitlement.order_id = order;
  entitlement.line_id = line.id;
  entitlement.edition_id = line.quoted.edition_id;
  entitlement.edition_version = line.quoted.edition_version;
  entitlement.granted_at = now;
  if (!AAN_TRY(unit.sales().add_entitlement(entitlement))) return false;
  for (const catalog::FileId& file : line.quoted.files) {
    sales::DownloadGrant grant;
    grant.id = room.ids.make<sales::GrantId>();
    grant.entitlement_id = entitlement.id;
    grant.order_id = order;
    grant.file_id = file;
    grant.expires_at = now + sales::kGrantFor;
    grant.renewed_at = {};  // the first renewal need not wait
    AAN_TRY(unit.sales().add_grant(grant));
  }
  return true;
}

}  // namespace aan::service
