#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "domain/payment/payment_intent.hpp"

namespace aan::ports {

/// What a person can tell the play-money processor to do.
enum class SandboxAct : std::uint8_t {
  pay,
  underpay,
  pay_late,
  pay_twice,
  fail,
  pay_report_twice,
  pay_report_never,
  refuse_refunds,  ///< from now on it gives nothing back of this attempt
  dispute,         ///< the payer's bank takes the newest payment back and thinks about it
  win_dispute,     ///< it decides the last open dispute for the shop and returns the money
  lose_dispute,    ///< it decides it for the payer
};

/// An attempt as the play-money processor sees it.
struct SandboxSession {
  std::string ref;
  payment::IntentId intent_id;
  Money due;
  Money received;           ///< less what was given back before the whole was there
  Money outstanding;        ///< what paying now would pay
  bool is_covered = false;  ///< the whole was there at some time
  bool is_cancelled = false;
  bool has_open_dispute = false;
  bool refuses_refunds = false;
};

/// The counter of the play-money processor: the page on which a person pays, or does not. A real
/// processor has its own pages; this port exists because the sandbox's are served by the shop.
class SandboxDesk {
 public:
  virtual ~SandboxDesk() = default;
  /// Errors: not_found.
  virtual Result<SandboxSession> view(std::string_view ref) const = 0;
  /// Writes what happens into the processor's books, durably, and returns the messages that it
  /// sends to the shop: none, one, or one twice. The same `key` acts once. Errors: not_found.
  virtual Result<std::vector<std::string>> act(std::string_view ref, SandboxAct act,
                                               std::string_view key, Timestamp now) = 0;
};

}  // namespace aan::ports
