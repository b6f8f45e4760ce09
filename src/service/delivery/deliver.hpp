#pragma once
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "ports/blob_store.hpp"
#include "service/delivery/stamps.hpp"
#include "service/idempotency.hpp"

namespace aan::service {

/// A file on its way to a buyer. `finish` says how many bytes went out; call it once.
struct Delivery {
  catalog::EditionFile file;
  FileDescriptor content;
  std::string token_digest;
  std::optional<catalog::StampedCopy> copy;  ///< what goes out in the place of the file
  std::string digest_hex;  ///< names the bytes that go out: the same bytes, the same digest
};

/// From a right to bytes. Thread-safe.
class Deliver {
 public:
  /// `stamps`: null: every file goes out as it is. All outlive this.
  explicit Deliver(const Room& room, Stamps* stamps = nullptr) : room_(room), stamps_(stamps) {}

  /// Takes one use of a grant, atomically, and gives the token of /download/{token}. The file is
  /// opened first, so a damaged one costs the buyer nothing. `order_token`: of an order, or of a
  /// gift by the link of whoever claimed it. Errors: not_found; forbidden, gone or limited with
  /// reason unpaid, given, expired, exhausted or withdrawn; unavailable "file_damaged", and
  /// "copy_being_made" (as of `Stamps::copy_of`), which take no use. The same key again gives the
  /// same token while that is good for a whole file; after that gone "address_expired" or limited
  /// "address_spent".
  /// `version`: of the file, from the one that was bought on; 0: the newest. Errors also: not_found
  /// "no_such_version".
  Result<std::string> start(const std::string& order_token, const sales::GrantId& grant,
                            const std::string& idempotency_key, std::int64_t version = 0);

  /// Gives a spent or expired grant its uses and time again. Errors: not_found; forbidden or gone
  /// with reason unpaid or withdrawn; those of `may_renew`.
  Result<> renew(const std::string& order_token, const sales::GrantId& grant,
                 const std::string& idempotency_key);

  /// What a download address stands for. A damaged file ends the address and gives its use back.
  /// Errors: not_found, gone with reason "address_expired", unavailable with reason
  /// "file_damaged", or "copy_being_made": the address stays good.
  Result<Delivery> open(const std::string& token);
  /// Reserves `bytes` of the allowance before sending; at most `kTransfersMax` at a time for one
  /// token. Waits, where that decides, for transfers of this token that are being written to the
  /// store. Errors: limited with reason "address_spent" or "busy"; those of the store.
  Result<> reserve(const std::string& token_digest, std::uint64_t bytes);
  /// What `reserve` would answer, and nothing is reserved.
  Result<> look(const std::string& token_digest, std::uint64_t bytes);
  /// Ends a transfer: of `reserved` bytes, `sent` went out; the rest is given back.
  void finish(const std::string& token_digest, std::uint64_t reserved, std::uint64_t sent);

  static constexpr int kTransfersMax = 4;

 private:
  // What one address has under way. `counted` says which looks at the store are out of date.
  struct InFlight {
    int askers = 0;              // calls of `reserve` that look at this
    int transfers = 0;           // may still send
    int ending = 0;              // have sent, and are being written to the store
    std::uint64_t counted = 0;   // how many have been written since this was made
    std::uint64_t reserved = 0;  // bytes that may be sent, or are not known to be written
  };
  // `reserve`, or `look` where it takes nothing.
  Result<> ask(const std::string& token_digest, std::uint64_t bytes, bool takes);
  // Whether `bytes` more may go out, at the moment at which this returns; `lock` is held then.
  Result<> may_send(std::unique_lock<std::mutex>& lock, const InFlight& now,
                    const std::string& token_digest, std::uint64_t bytes);
  // Writes what went out. Says whether the store knows of it.
  bool count_sent(const std::string& token_digest, std::uint64_t sent);
  // The lock is held.
  void forget_if_idle(const std::string& token_digest);
  // Bytes of one whole transfer of what a token stands for, as far as is known.
  Result<std::uint64_t> whole_of(const std::string& token_digest) const;
  Result<std::optional<catalog::StampedCopy>> copy_of(const sales::Order& order,
                                                      const catalog::EditionFile& file);
  const Room& room_;
  Stamps* stamps_;
  std::mutex in_flight_mutex_;       // guards in_flight_
  std::condition_variable counted_;  // a transfer is written
  std::map<std::string, InFlight> in_flight_;
};

}  // namespace aan::service
