#pragma once
#include <cstdint>

#include "service/room.hpp"

namespace aan::service {

/// Kinds of letters: what `QueuedJob::kind` says, and what its payload is the id of.
inline constexpr std::string_view kReceiptMail = "mail.receipt";  ///< an order
inline constexpr std::string_view kReleaseMail = "mail.release";  ///< an order, and a line of it
inline constexpr std::string_view kGiftMail =
    "mail.gift";  ///< a gift, and from the second one on the generation of its link
inline constexpr std::string_view kAttentionMail = "mail.attention";  ///< all that stands
inline constexpr std::string_view kLibraryMail = "mail.library";  ///< a letter that opens a library

inline constexpr std::string_view kVersionMail =
    "mail.version";  ///< broadcasts, then a customer; a blank between

inline constexpr std::string_view kNewAddressMail =
    "mail.new_address";  ///< a change: to the new one
inline constexpr std::string_view kReaderMail =
    "mail.reader";  ///< a book to a reading device: the id of a reader letter

inline constexpr std::string_view kOldAddressMail =
    "mail.old_address";  ///< a change: to the old one

inline constexpr std::string_view kAddressOffMail =
    "mail.address_off";  ///< an order, and a customer whose address it has no more

inline constexpr std::string_view kLinkMail = "mail.link";  ///< an order: its link was made anew

/// Queues one letter in the caller's unit. The same `dedupe_key` again queues nothing. `rank`: what
/// was paid for, and what somebody asked for and waits for, goes before what cost its sender
/// nothing and what is large or for many (`RunJobs::run_mail`).
Result<> queue_letter(const Room& room, ports::UnitOfWork& unit, std::string_view kind,
                      const std::string& about, const std::string& dedupe_key, Timestamp now,
                      ports::JobRank rank = ports::JobRank::first);

/// Queues the receipt of an order in the caller's unit, if the order has an address: `number` 0 for
/// the one that follows the delivery, then 1, 2, ... for those that were asked for. The same number
/// again queues nothing.
Result<> queue_receipt(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                       std::int64_t number, Timestamp now);

/// Queues the letter with the new link of an order, if the order has an address. The same
/// generation of the link again queues nothing.
Result<> queue_new_link(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                        std::int64_t generation, Timestamp now);

/// Queues the letter of a gift for its day, if there is an address. The same generation of its link
/// again queues nothing; letters of an earlier one that have not left go nowhere.
Result<> queue_gift(const Room& room, ports::UnitOfWork& unit, const sales::Gift& gift,
                    Timestamp now);

/// Queues the letter that says that what was bought before its day is there, if the order has an
/// address. The same line again queues nothing.
Result<> queue_release(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                       const sales::OrderLineId& line, Timestamp now);

/// Kinds of events on an order's time line: a letter was due while the order was closed and did not
/// leave; it was queued again.
inline constexpr std::string_view kLetterHeld = "letter_held";
inline constexpr std::string_view kLetterFreed = "letter_freed";
/// Which letter, in both of them.
std::string held_gift(const sales::Gift& gift);
std::string held_release(const sales::OrderLineId& line);
/// Queues the letters of a gift and of releases that were held while the order was closed, in the
/// unit that opens it again; each once, however often that happens.
Result<> queue_held(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                    Timestamp now);

/// Queues one letter about all that needs a person, to whoever runs the shop: it leaves when the
/// current five minutes are over, so that a flood of faults is one letter and none waits longer.
Result<> queue_attention(const Room& room, ports::UnitOfWork& unit, Timestamp now);

}  // namespace aan::service
