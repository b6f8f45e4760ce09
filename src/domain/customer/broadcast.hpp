#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/timestamp.hpp"
#include "domain/customer/customer.hpp"

namespace aan::customer {

using BroadcastId = Id<struct BroadcastTag>;

/// One letter to everybody who has an earlier version of a file: that there is a new one. Letters
/// are queued a few at a time, so that a receipt never waits behind thousands of them.
struct Broadcast {
  BroadcastId id;
  std::string work_id;
  std::string file_id;  ///< of the version that it tells of: there is one broadcast for each
  std::int64_t version = 0;
  std::string note;  ///< what changed
  std::string created_by;
  Timestamp created_at;
  CustomerId after;         ///< everybody up to here was written to
  std::int64_t queued = 0;  ///< letters so far
  bool is_stopped = false;  ///< a person ended it before everybody was written to
  std::optional<Timestamp> ended_at;
};

/// The way out of such letters, one for each customer: a secret link of which a digest is kept.
struct LetterLink {
  CustomerId customer_id;
  std::string link_key_id;
  std::string token_digest;
  std::optional<Timestamp> opted_out_at;
};

}  // namespace aan::customer
