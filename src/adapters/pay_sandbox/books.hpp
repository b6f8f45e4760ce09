#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/payment_provider.hpp"
#include "ports/sandbox_desk.hpp"

// The books of the play-money bank: what happened, and the rules of what may. No I/O.
namespace aan::pay_sandbox {

inline constexpr std::size_t kMovementsMax = 100;  ///< of one session, so that its record has room
inline constexpr std::size_t kActsMax = 100;
inline constexpr std::size_t kRefundsMax = 100;
inline constexpr std::size_t kDisputesMax = 20;
inline constexpr std::size_t kKeyBytesMax = 255;

/// Money that reached the shop's account.
struct Movement {
  std::string network_ref;
  std::int64_t amount = 0;
  Timestamp at;
  friend bool operator==(const Movement&, const Movement&) = default;
};

/// What a person did, by the key of the request, and what the shop is told of it.
struct Act {
  std::string key;
  std::int64_t first_movement = 0;
  std::int64_t movements = 0;
  std::int64_t reports = 0;  ///< how often each movement is reported
  bool is_failure = false;
  std::string what;          ///< what was asked for; empty in books written before it was kept
  std::int64_t dispute = 0;  ///< the number of the dispute it is about, from 1; 0: about none
  friend bool operator==(const Act&, const Act&) = default;
};

/// Money that went back.
struct Refund {
  std::string id;           ///< the shop's own, by which it is known
  std::string ref;          ///< the bank's name for it
  std::string network_ref;  ///< of the movement it is taken from
  std::int64_t amount = 0;
  Timestamp at;
  friend bool operator==(const Refund&, const Refund&) = default;
};

/// The payer wants the money of a movement back. The bank takes it when it is told, and returns it
/// when it decides for the shop.
struct Dispute {
  std::string network_ref;  ///< of the movement
  std::int64_t amount = 0;  ///< what had not gone back of it
  Timestamp opened_at;
  std::optional<Timestamp> closed_at;
  bool is_won = false;  ///< decided for the shop
  friend bool operator==(const Dispute&, const Dispute&) = default;
};

/// An attempt as the bank knows it.
struct Session {
  std::string ref;
  payment::IntentId intent_id;
  Money due;
  Timestamp expires_at;
  bool is_cancelled = false;
  std::optional<Timestamp> failed_at;
  std::vector<Movement> movements;
  std::vector<Act> acts;
  std::vector<Refund> refunds;
  std::vector<Dispute> disputes;
  bool refuses_refunds = false;  ///< a person told it to give nothing back of this attempt
  friend bool operator==(const Session&, const Session&) = default;
};

/// Does what a person asked for, once for each key; returns the act as it stands in the books.
/// Errors: conflict (half of the smallest amount is nothing; nothing to dispute, or no dispute to
/// decide; the key belongs to something else), limited (too much on one session).
Result<Act> carry_out(Session& session, ports::SandboxAct what, std::string_view key,
                      Timestamp now);

/// Gives `amount` of a movement back at `at`, once for each `id`; returns the bank's name of it.
/// Errors, all final: conflict (no such movement; more than is left of it; the id belongs to
/// another refund; the bank was told to refuse; the session is full).
Result<std::string> take_back(Session& session, std::string_view network_ref, std::int64_t amount,
                              std::string_view id, Timestamp at);

/// Everything the bank would say about the session.
std::vector<ports::PaymentEvent> events_of(const Session& session);
/// What an act makes the bank say, as often as it says it.
std::vector<ports::PaymentEvent> reports_of(const Session& session, const Act& act);

/// Once the whole was there: all that came, also what went back since. Before that: what is there
/// of it; a part that was given back is no part any more.
std::int64_t received(const Session& session);
/// Whether the whole amount was there at any time.
bool is_covered(const Session& session);
bool has_open_dispute(const Session& session);
/// What is still to be paid; the whole amount again once it is covered: whoever pays twice, pays.
std::int64_t outstanding(const Session& session);

}  // namespace aan::pay_sandbox
