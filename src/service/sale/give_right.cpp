#include "service/sale/give_right.hpp"

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
  if (const auto seats = AAN_TRY(unit.catalog().licence_seats_of(line.quoted.offer_id))) {
    sales::Licence licence;
    licence.id = room.ids.make<sales::LicenceId>();
    licence.entitlement_id = entitlement.id;
    licence.order_id = order;
    licence.line_id = line.id;
    licence.work_id = line.quoted.work_id;
    licence.seats = *seats;
    // What is signed says seconds.
    licence.issued_at = Timestamp::from_unix_seconds(now.unix_seconds());
    AAN_TRY(unit.licences().add_licence(licence));
  }
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
