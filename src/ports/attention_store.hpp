#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "domain/attention/item.hpp"
#include "domain/payment/payment_intent.hpp"
#include "ports/queue_store.hpp"

namespace aan::ports {

/// An order about which there is something to look at.
struct OrderInTrouble {
  sales::OrderId id;
  std::string reference;
  Money amount;      ///< of what it is about
  std::string word;  ///< a state, a reason, an event's kind: of what it is about
  Timestamp at;      ///< since when
  std::optional<Timestamp> due_at;
};
using OrdersInTrouble = std::vector<OrderInTrouble>;

/// A book's file that is damaged or away.
struct FileInTrouble {
  catalog::FileId id;
  std::string file_name;
  std::string slug;
};

/// How long refunds may take before they are a fault.
struct RefundPatience {
  Timestamp requested_before;   ///< asked for by then, and not taken by the processor yet
  Timestamp processing_before;  ///< taken by then, and still under way
};

/// Items that stand for a person to look at, and the questions about stored facts by which they are
/// found. Errors: unavailable, corrupt, internal, and those named.
class AttentionStore {
 public:
  virtual ~AttentionStore() = default;

  /// Every item that is not cleared, those that a person settled too; the oldest first.
  virtual Result<std::vector<attention::Item>> standing() const = 0;
  virtual Result<std::optional<attention::Item>> find_item(const attention::ItemId& id) const = 0;
  /// How often a plan was carried out: whoever carries one out checks that no other came between.
  virtual Result<std::int64_t> round() const = 0;

  // Questions, each at most `limit` rows, the oldest first. An order is there once at most, with
  // the newest of what it is about and the words of all.

  /// Refunds that failed, of payments for which no later one was asked.
  virtual Result<OrdersInTrouble> refunds_failed(std::int64_t limit) const = 0;
  virtual Result<OrdersInTrouble> refunds_stuck(const RefundPatience& patience,
                                                std::int64_t limit) const = 0;
  /// Owed by the journal, with no refund under way and no dispute open.
  virtual Result<OrdersInTrouble> owed_in_vain(std::int64_t limit) const = 0;
  virtual Result<OrdersInTrouble> disputes_open(std::int64_t limit) const = 0;
  virtual Result<OrdersInTrouble> disputes_lost(Timestamp since, std::int64_t limit) const = 0;
  virtual Result<OrdersInTrouble> payments_lost(std::int64_t limit) const = 0;
  /// Delivered orders of which an attempt was paid after its time.
  virtual Result<OrdersInTrouble> paid_late(Timestamp since, std::int64_t limit) const = 0;
  /// Orders that wait for the rest of their money.
  virtual Result<OrdersInTrouble> underpaid(std::int64_t limit) const = 0;
  /// Delivered orders with an event "coupon_overused" or "stock_oversold".
  virtual Result<OrdersInTrouble> beyond_limit(Timestamp since, std::int64_t limit) const = 0;
  /// Orders with an event "payment_unusable".
  virtual Result<OrdersInTrouble> payments_unusable(Timestamp since, std::int64_t limit) const = 0;
  /// Orders with an event "fraud_warned" that still have their money: delivered or paid, not
  /// disputed, and not given back.
  virtual Result<OrdersInTrouble> fraud_warned(Timestamp since, std::int64_t limit) const = 0;
  /// Paid orders that still have their money, whose evidence of where the buyer lives contradicts
  /// itself; the word is the country that they were taxed by.
  virtual Result<OrdersInTrouble> tax_doubted(Timestamp since, std::int64_t limit) const = 0;
  /// Jobs that will be tried again and were tried in vain at least so often.
  virtual Result<std::vector<QueuedJob>> jobs_in_vain(Queue queue, std::int64_t attempts_min,
                                                      std::int64_t limit) const = 0;
  virtual Result<std::vector<FileInTrouble>> files_damaged(std::int64_t limit) const = 0;

  /// Errors: conflict when an item of this kind and subject stands already.
  virtual Result<> add_item(const attention::Item& item) = 0;
  /// Label, detail, date, observer, sighting and whether it is settled. Cleared ones stay as they
  /// are.
  virtual Result<> change_item(const attention::Item& item) = 0;
  /// One that is cleared already stays as it is.
  virtual Result<> clear_item(const attention::ItemId& id, Timestamp now) = 0;
  /// Moves the round on. Errors: conflict when it is not `from` any more.
  virtual Result<> next_round(std::int64_t from) = 0;
  /// Forgets items that were cleared before; returns how many.
  virtual Result<std::int64_t> purge_cleared(Timestamp before) = 0;
};

}  // namespace aan::ports
