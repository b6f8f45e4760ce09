#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/rng.hpp"
#include "crypto/live_keys.hpp"
#include "crypto/seal.hpp"
#include "domain/sales/hold.hpp"
#include "ports/blob_store.hpp"
#include "ports/store.hpp"
#include "service/attention_bell.hpp"
#include "service/customer/ages.hpp"

namespace aan::service {

/// What nearly every use case needs, made once by `node/` and outliving all of them. Not a place
/// for anything that only one use case needs.
struct Room {
  ports::Store& store;
  ports::BlobStore& blobs;
  const Clock& clock;
  Rng& rng;
  const IdSource& ids;
  const crypto::LiveKeys& keys;
  const crypto::Sealer& sealer;
  Asset currency;                 ///< the shop's own: every offer is priced in it first of all
  AttentionBell* bell = nullptr;  ///< null: nobody listens
  std::vector<Asset> other_currencies;  ///< in which offers may have prices too, by rising code
  Ages ages{};                          ///< how long what is kept
  /// The time that others go by, where the shop's own is one that is moved; null: the same.
  const Clock* others_clock = nullptr;
  Duration hold_for = sales::kHoldFor;  ///< so long an unpaid order holds what there is little of
  /// The time of programs and telephones outside: for what they check against their own clock.
  [[nodiscard]] Timestamp time_outside() const {
    return others_clock != nullptr ? others_clock->wall() : clock.wall();
  }
  /// A fact about money was taken.
  void ring() const {
    if (bell != nullptr) bell->ring();
  }
};

}  // namespace aan::service
