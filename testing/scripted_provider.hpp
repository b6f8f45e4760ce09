#pragma once
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ports/payment_provider.hpp"

namespace aan::testing {

/// A processor that says what a test wants said, of money that a test wants moved: in any order,
/// late, never, or of another kind than was asked for. Its messages are signed, are taken for
/// five minutes, and its books outlive the shop's process. Gives nothing back before
/// `set_refunds`. Thread-safe.
class ScriptedProvider final : public ports::PaymentProvider {
 public:
  explicit ScriptedProvider(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] ports::ProviderDescription describe() const override;
  Result<ports::PaymentPrompt> begin(const payment::PaymentIntent& intent) override;
  Result<> verify(std::string_view message, Timestamp now) const override;
  Result<ports::KeptMessage> keep_message(std::string_view message) const override;
  Result<ports::PaymentMessage> read_message(std::string_view message) const override;
  Result<std::vector<ports::PaymentEvent>> query(const payment::PaymentIntent& intent) override;
  Result<> cancel(const payment::PaymentIntent& intent) override;
  Result<ports::RefundAnswer> refund(const payment::Payment& payment,
                                     const payment::Refund& refund) override;
  Result<> probe() override;

  /// An event of the next free id about an attempt; written into the books, so `query` tells it.
  /// `network_ref` names the movement of money; empty for events that move none.
  ports::PaymentEvent happens(ports::PaymentEventKind kind, const std::string& provider_ref,
                              const std::string& network_ref, Money amount, Timestamp at);
  /// A refund, a fee or a dispute about the payment `about_ref`; written into the books. Its id and
  /// its provider are filled in.
  ports::PaymentEvent tells(ports::PaymentEvent event);
  /// From now on it gives money back, and answers so: at once, later, or never ("refused").
  enum class Refunds { settled, processing, refused };
  void set_refunds(Refunds how);
  /// How often `refund` was asked, and what was given back in all, in minor units.
  [[nodiscard]] int refund_count() const;
  [[nodiscard]] std::int64_t given_back() const;
  /// The event as the processor would send it.
  [[nodiscard]] std::string message(const ports::PaymentEvent& event) const;
  /// From now on its messages only say that there is something to look at.
  void send_hints();
  /// While it is down, whatever is asked of it fails: with `unavailable`, or as said.
  void set_down(bool is_down, Errc how = Errc::unavailable);
  /// From now on its key is of the test mode, or of the live one, as at first.
  void set_test_mode(bool is_test);
  /// While it is switched off it goes on with what was begun, and names no method.
  void set_switched_off(bool is_off);
  /// How often `query` was asked.
  [[nodiscard]] int query_count() const;
  /// While it rests, nothing new is begun with it.
  void set_resting(bool is_resting) { is_resting_ = is_resting; }
  [[nodiscard]] ports::ProviderHealth health() const override {
    const std::lock_guard lock(books_guard_);
    return {!is_resting_, is_resting_ ? "rests" : "", {}, {}, is_down_};
  }
  /// From now on `begin` does not come back before `let_go`.
  void hang();
  void let_go();
  /// How often `begin` was asked, whether or not it could answer.
  [[nodiscard]] int begin_count() const;
  /// Whether the shop has asked to take no money for this attempt any more.
  [[nodiscard]] bool is_cancelled(const std::string& provider_ref) const;

 private:
  [[nodiscard]] Result<ports::PaymentEvent> parse(std::string_view text) const;

  const std::string name_;
  mutable std::mutex books_guard_;  // guards all below
  std::map<std::string, std::vector<ports::PaymentEvent>> events_;
  std::set<std::string> cancelled_;
  std::optional<Refunds> refunds_how_;
  std::map<std::string, payment::Refund> refunds_;  // by their ids
  int refunds_asked_ = 0;
  std::condition_variable goes_on_;
  bool is_hanging_ = false;
  bool is_down_ = false;
  bool is_resting_ = false;
  bool is_test_ = false;
  bool is_off_ = false;
  int queried_ = 0;
  Errc down_how_ = Errc::unavailable;
  bool sends_hints_ = false;
  int begun_ = 0;
  int events_count_ = 0;
};

}  // namespace aan::testing
