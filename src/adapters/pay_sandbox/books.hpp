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
  std::string what;  ///< what was asked for; empty in books written before it was kept
  friend bool operator==(const Act&, const Act&) = default;
};

/// Money that went back.
struct Refund {
  std::string key;
  std::string ref;
  std::string network_ref;  ///< of the movement it is taken from
  std::int64_t amount = 0;
  friend bool operator==(const Refund&, const Refund&) = default;
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
  friend bool operator==(const Session&, const Session&) = default;
};

/// Does what a person asked for, once for each key; returns the act as it stands in the books.
/// Errors: conflict (half of the smallest amount is nothing; the key belongs to something else),
/// limited (too many acts or movements on one session).
Result<Act> carry_out(Session& session, ports::SandboxAct what, std::string_view key,
                      Timestamp now);

/// Takes `amount` of a movement back, once for each key; returns the name of the refund. Errors:
/// not_found (no such movement), conflict (more than is left of it; the key is used), limited.
Result<std::string> take_back(Session& session, std::string_view network_ref, std::int64_t amount,
                              std::string_view key);

/// Everything the bank would say about the session.
std::vector<ports::PaymentEvent> events_of(const Session& session);
/// What an act makes the bank say, as often as it says it.
std::vector<ports::PaymentEvent> reports_of(const Session& session, const Act& act);

std::int64_t received(const Session& session);
/// What is still to be paid; the whole amount again once it is covered: whoever pays twice, pays.
std::int64_t outstanding(const Session& session);

}  // namespace aan::pay_sandbox
