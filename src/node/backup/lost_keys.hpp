#pragma once
#include <filesystem>

#include "crypto/keyring.hpp"
#include "ports/store.hpp"

namespace aan::node {

/// A shop without the keys that its orders were made with would hand out links that it cannot make
/// again and could read no name. Errors: conflict with reason "lost_keys", naming them.
Result<> refuse_lost_keys(ports::UnitOfWork& unit, const crypto::KeyRing& ring,
                          const std::filesystem::path& data_dir);
/// Notes the keys of orders that the shop goes on without, for whoever looks after it.
Result<> note_lost_keys(ports::UnitOfWork& unit, const crypto::KeyRing& ring);
/// Remembers which keys the shop works with, so that the orders are only looked through when one
/// of them is not there any more.
Result<> remember_keys(ports::RecordStore& records, const crypto::KeyRing& ring);

}  // namespace aan::node
