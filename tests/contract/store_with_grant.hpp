#pragma once
#include "tests/contract/store_contract.hpp"

namespace aan::contract {

/// A store that holds an order of one book with the grant of its file.
class StoreWithGrant : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (IsSkipped()) return;
    book_ = sample_book(ids, "a");
    order_ = sample_order(ids, {book_});
    sales::Entitlement right;
    right.id = ids.make<sales::EntitlementId>();
    right.order_id = order_.id;
    right.line_id = order_.lines.front().id;
    right.edition_id = book_.edition.id;
    right.edition_version = 1;
    right.granted_at = clock.wall();
    grant_.id = ids.make<sales::GrantId>();
    grant_.entitlement_id = right.id;
    grant_.order_id = order_.id;
    grant_.file_id = book_.files.front().id;
    grant_.expires_at = clock.wall() + sales::kGrantFor;
    grant_.renewed_at = clock.wall();
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(book_.add(u));
      AAN_TRY(u.sales().add_order(order_));
      AAN_TRY(u.sales().add_entitlement(right));
      return u.sales().add_grant(grant_);
    });
  }
  SampleBook book_;
  sales::Order order_;
  sales::DownloadGrant grant_;
};

}  // namespace aan::contract
