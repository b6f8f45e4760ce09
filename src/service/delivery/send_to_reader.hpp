#pragma once
#include <string>

#include "domain/customer/reader_letter.hpp"
#include "service/delivery/stamps.hpp"
#include "service/letters/letter_pace.hpp"
#include "service/letters/recipient_pace.hpp"
#include "service/room.hpp"
#include "service/shop.hpp"

namespace aan::service {

/// A book to a reading device by mail, asked for by whoever holds the link of a paid order (or of a
/// gift that was claimed). It leaves by the queue of letters, with the file beside it, stamped
/// where downloads are, and counts as one download. Thread-safe.
class SendToReader {
 public:
  SendToReader(const Room& room, const Shop& shop, Stamps& stamps)
      : room_(room),
        shop_(shop),
        stamps_(stamps),
        pace_(room.clock, kAskEvery),
        recipients_(room.clock) {}

  /// Queues that letter and takes one use of the grant. The same key again changes nothing more.
  /// `typed`: the address of the device. Errors: not_found "no_such_download"; invalid
  /// "mail_not_offered" (the shop sends no letters), "mail_address" (its shape), "reader_too_large"
  /// (the file does not fit into a letter); forbidden, gone or limited as `Deliver::start`;
  /// unavailable "file_damaged"; limited "reader_letters_used_up" (five a day for one order),
  /// "letters_too_fast"; for orders that cost nothing also "reader_too_many" (that address had its
  /// letters for today).
  Result<> ask(const std::string& order_token, const sales::GrantId& grant,
               const std::string& typed, const std::string& idempotency_key);
  /// Largest file that is sent.
  [[nodiscard]] std::uint64_t file_bytes_max() const {
    return customer::attached_bytes_max(shop_.mail_bytes_max);
  }
  /// Forgets what is over. Returns how many rows.
  Result<std::int64_t> purge();

 private:
  static constexpr Duration kAskEvery = Duration::seconds(1);
  struct Asked;
  Result<> check_asked(const Asked& asked);
  const Room& room_;
  const Shop& shop_;
  Stamps& stamps_;
  LetterPace pace_;
  RecipientPace recipients_;
};

/// The address of the device, opened. Errors: corrupt when the key that sealed it is lost, or the
/// letter has ended.
Result<std::string> open_reader_address(const Room& room, const customer::ReaderLetter& letter);

}  // namespace aan::service
