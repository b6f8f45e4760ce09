#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/payment/payment_intent.hpp"

namespace aan::payment {

/// What a bank asks before it disputes a payment, and what the shop may do after it lost.
enum class MatterKind : std::uint8_t {
  inquiry,  ///< the bank asks; unanswered, it may become a dispute of the same name
  appeal,   ///< a lost dispute is looked at once more
};
std::string_view name_of(MatterKind kind);
std::optional<MatterKind> parse_matter_kind(std::string_view name);

/// It has a deadline and moves no money: neither postings nor downloads go by it. (provider,
/// network_ref, kind) is unique; the dispute before or after it has the same `network_ref`, and an
/// amount of its own.
struct BankMatter {
  std::string provider;
  std::string network_ref;
  MatterKind kind = MatterKind::inquiry;
  PaymentId payment_id;
  sales::OrderId order_id;
  Money amount;
  std::string reason;               ///< the bank's word, such as "fraudulent"
  std::optional<Timestamp> due_at;  ///< until when an answer is taken
  Timestamp opened_at;
  std::optional<Timestamp> answered_at;  ///< the bank looks at the shop's answer; nothing: it waits
  std::optional<Timestamp> closed_at;    ///< when the shop heard that it is over; nothing: open
};

}  // namespace aan::payment
