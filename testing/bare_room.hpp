#pragma once
#include "service/room.hpp"
#include "testing/manual_clock.hpp"
#include "testing/memory_blob_store.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::testing {

/// What every use case needs, around a store of a test's own choice.
template <class Store>
struct BareRoom {
  ManualClock clock;
  SeededRng rng;
  MemoryBlobStore blobs;
  Store store;
  IdSource ids{"test", clock, rng};
  crypto::LiveKeys keys{crypto::KeyRing::generate(rng, clock.wall())};
  crypto::Sealer sealer{keys, rng};
  service::Room room{store, blobs, clock, rng, ids, keys, sealer, *find_asset("USD")};
};

}  // namespace aan::testing
