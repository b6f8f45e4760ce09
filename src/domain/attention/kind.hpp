#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace aan::attention {

/// What can be wrong. The order is that in which they are shown, within one urgency.
enum class Kind : std::uint8_t {
  ledger_unsound,
  dispute_open,
  inquiry_open,
  appeal_open,
  fraud_warned,
  refund_failed,
  refund_owed,
  payment_lost,
  disk_full,
  codes_guessed,
  method_rests,
  payouts_stopped,
  payout_failed,
  file_damaged,
  effect_stuck,
  message_unread,
  payment_unusable,
  refund_stuck,
  messages_missed,
  mail_stuck,
  keys_lost,
  dispute_lost,
  backup_old,
  disk_low,
  webhook_dead,
  webhook_given_up,
  beyond_limit,
  paid_late,
  underpaid,
  tax_doubted,
  letter_given_up,
  copy_unstamped,
  rates_old,
};

enum class Urgency : std::uint8_t {
  now,   ///< money or a buyer waits, or the shop cannot sell
  soon,  ///< it gets worse with days
  note,  ///< nothing is lost; somebody should know
};

/// Where the next step is taken.
enum class Place : std::uint8_t { order, book, queue, machine, webhook, person };

/// A row of the table. Sentences are for whoever runs the shop, in English as all of its desk.
struct KindRow {
  Kind kind;
  std::string_view name;  ///< stable word, stored and counted by
  Urgency urgency;
  Place place;
  /// Nothing in the shop shows that it was mended, or not always: a person may say so.
  bool is_settled_by_hand;
  std::string_view what;
  std::string_view next_step;
};

std::span<const KindRow> kinds();
const KindRow& row_of(Kind kind);
inline std::string_view name_of(Kind kind) { return row_of(kind).name; }
std::optional<Kind> parse_kind(std::string_view name);
std::string_view name_of(Urgency urgency);

}  // namespace aan::attention
