#pragma once
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "adapters/pay_stripe/objects.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "ports/payment_provider.hpp"

namespace aan::pay_stripe {

/// Three questions, three answers: can Stripe be reached, does it work, and may this
/// account take money. Reads of a frozen account go on answering 200, so the last is asked apart.
///
/// | seen | verdict |
/// |---|---|
/// | 3 calls in a row without an answer, or with 5xx or no JSON | rests: "unreachable" or "down" |
/// | 5 good ones, the last at least 5 minutes after the first | offered again |
/// | 429 | well: we are too fast |
/// | 401, 403 | rests at once: "key", "permission"; may read and not sell: the same way back |
/// | the account may not take charges | rests at once: "frozen"; the way back as well |
/// | 3 attempts refused for the account, none opened between | rests: "frozen"; half an hour back |
/// | the account was rejected | rests until the shop is started again: a person has to look |
///
/// While it rests for the key or the account, whoever waits costs no requests: one card page is
/// asked for every 5 minutes, whosever it is, and none at all while the account itself says no.
///
/// Whether the account pays out is told beside that: buyers are not kept from paying by it.
///
/// Thread-safe. Moments are `Clock::mono`, but for `since`, which is shown.
class StripeHealth {
 public:
  enum class Kind : std::uint8_t { well, unreachable, down, key, permission, frozen, rejected };

  /// What a call of any kind came to. Refusals of one request (4xx) say that the service works.
  void note_call(const Result<>& outcome, Duration mono, Timestamp now);
  /// Whether a card page may be asked for now. Never while the account itself says no; while it
  /// rests for the key, a right or refusals a yes is given once in 5 minutes, to whoever asks
  /// first.
  [[nodiscard]] bool may_open(Duration mono);
  /// What opening the card page of an attempt came to; like `note_call`, but for a refusal for the
  /// account: the first of each attempt has the account asked at once.
  void note_session(std::string_view attempt, const Result<>& outcome, Duration mono,
                    Timestamp now);
  void note_account(const StripeAccount& account, Duration mono, Timestamp now);
  /// Something may have changed: ask at the next chance.
  void doubt();

  [[nodiscard]] ports::ProviderHealth now() const;
  /// When Stripe is to be asked: every minute while it answers, every 4 seconds while it does not.
  [[nodiscard]] bool is_due(Duration mono) const;
  void note_asked(Duration mono);

 private:
  void count(const Result<>& outcome, Duration mono, Timestamp now);
  void refused(std::string_view attempt, Timestamp now);
  void bad(Kind kind, bool is_at_once, Timestamp now);
  void good(Duration mono);

  mutable std::mutex guard_;  // guards all below
  Kind kind_ = Kind::well;
  std::optional<Timestamp> since_;
  std::string payouts_why_;
  std::size_t bad_in_a_row_ = 0;
  int good_in_a_row_ = 0;
  Duration first_good_;
  std::optional<Duration> asked_;
  std::optional<Duration> opened_;  ///< a card page was let through, while it rested
  bool is_account_good_ = true;
  bool is_silent_ = false;  ///< the newest call had no usable answer, or a refusal of the key
  std::set<std::string, std::less<>>
      refused_;  ///< attempts, since a page was opened; three at most
};

}  // namespace aan::pay_stripe
