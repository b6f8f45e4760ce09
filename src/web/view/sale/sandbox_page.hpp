#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// What the play-money processor can be told to do: value of the field `action`.
enum class SandboxAction : std::uint8_t {
  pay,
  pay_too_little,
  pay_late,
  pay_twice,
  fail,
  pay_report_twice,
  pay_never_report,
  refuse_refunds,
  dispute,
  win_dispute,
  lose_dispute,
};
/// "pay", "pay-too-little", "pay-late", "pay-twice", "fail", "pay-report-twice",
/// "pay-never-report", "refuse-refunds", "dispute", "win-dispute", "lose-dispute"
std::string_view name_of(SandboxAction action);
std::optional<SandboxAction> parse_sandbox_action(std::string_view name);

/// The play-money processor's own page.
struct SandboxPayPage {
  std::string reference;    ///< of the order, "7K2M-93QD"
  Money due;                ///< what paying now would pay
  Money received;           ///< by this attempt so far, less what was given back of a part
  std::string action_path;  ///< POST action, idempotency_key
  std::string order_path;   ///< back to the order; empty: unknown
  std::string idempotency_key;
  bool is_over = false;      ///< nothing more can happen here
  bool is_paid = false;      ///< all of it; going on is for people who try the shop out
  bool is_given_up = false;  ///< the order was cancelled; money brings it back
  bool is_known = false;     ///< the shop has heard of it: the order is delivered
  bool has_open_dispute = false;
  bool refuses_refunds = false;  ///< nothing of it is given back any more
};
std::string render(const SandboxPayPage& page, const Frame& frame);

}  // namespace aan::web
