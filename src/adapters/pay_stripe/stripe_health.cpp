#include "adapters/pay_stripe/stripe_health.hpp"

namespace aan::pay_stripe {
namespace {

constexpr std::size_t kBadForOff = 3;
constexpr int kGoodForOn = 5;
constexpr Duration kGoodFor = Duration::minutes(5);
// While somebody waits for a card page, one is asked for every few minutes, which begins it anew.
constexpr Duration kGoodAfterRefusals = Duration::minutes(30);
constexpr Duration kOpensWhenRefusedEvery = Duration::minutes(5);
constexpr Duration kAskWhenWell = Duration::seconds(60);
constexpr Duration kAskWhenAway = Duration::seconds(4);

// It does not answer, or not usably, which passes by itself; all else somebody has to mend.
bool is_away(StripeHealth::Kind kind) {
  return kind == StripeHealth::Kind::unreachable || kind == StripeHealth::Kind::down;
}

std::string_view word_of(StripeHealth::Kind kind) {
  switch (kind) {
    case StripeHealth::Kind::well: return "";
    case StripeHealth::Kind::unreachable: return "unreachable";
    case StripeHealth::Kind::down: return "down";
    case StripeHealth::Kind::key: return "key";
    case StripeHealth::Kind::permission: return "permission";
    case StripeHealth::Kind::frozen: return "frozen";
    case StripeHealth::Kind::rejected: return "rejected";
  }
  return "";
}

std::string payouts_why_of(const StripeAccount& account) {
  if (!account.payouts_enabled)
    return account.disabled_reason.empty() ? "no payouts"
                                           : "no payouts: " + account.disabled_reason;
  return account.past_due.empty() ? "" : "past due: " + account.past_due.front();
}

}  // namespace

void StripeHealth::note_call(const Result<>& outcome, Duration mono, Timestamp now) {
  const std::scoped_lock lock(guard_);
  count(outcome, mono, now);
}

bool StripeHealth::may_open(Duration mono) {
  const std::scoped_lock lock(guard_);
  if (kind_ == Kind::well || is_away(kind_)) return true;
  if (kind_ == Kind::rejected || !is_account_good_) return false;
  if (opened_ && mono - *opened_ < kOpensWhenRefusedEvery) return false;
  opened_ = mono;
  return true;
}

void StripeHealth::note_session(std::string_view attempt, const Result<>& outcome, Duration mono,
                                Timestamp now) {
  const std::scoped_lock lock(guard_);
  if (!outcome && outcome.error().reason == "account") return refused(attempt, now);
  if (outcome) refused_.clear();
  count(outcome, mono, now);
}

void StripeHealth::count(const Result<>& outcome, Duration mono, Timestamp now) {
  is_silent_ = false;
  if (outcome) return good(mono);
  switch (outcome.error().code) {
    case Errc::unauthenticated: is_silent_ = true; return bad(Kind::key, true, now);
    case Errc::forbidden: return bad(Kind::permission, true, now);
    case Errc::unavailable:
      is_silent_ = true;
      return bad(outcome.error().reason == "down" ? Kind::down : Kind::unreachable, false, now);
    case Errc::upstream_malformed: is_silent_ = true; return bad(Kind::down, false, now);
    default: return good(mono);
  }
}

void StripeHealth::note_account(const StripeAccount& account, Duration mono, Timestamp now) {
  const std::scoped_lock lock(guard_);
  const bool has_cards = account.card_payments.empty() || account.card_payments == "active";
  is_silent_ = false;
  payouts_why_ = payouts_why_of(account);
  is_account_good_ = account.charges_enabled && has_cards;
  if (is_account_good_) return good(mono);
  bad(account.disabled_reason.starts_with("rejected.") ? Kind::rejected : Kind::frozen, true, now);
}

void StripeHealth::doubt() {
  const std::scoped_lock lock(guard_);
  asked_.reset();
}

ports::ProviderHealth StripeHealth::now() const {
  const std::scoped_lock lock(guard_);
  return {kind_ == Kind::well, std::string(word_of(kind_)), since_, payouts_why_, is_silent_};
}

bool StripeHealth::is_due(Duration mono) const {
  const std::scoped_lock lock(guard_);
  const bool is_in_doubt = is_away(kind_) || (kind_ == Kind::well && bad_in_a_row_ > 0);
  return !asked_ || mono - *asked_ >= (is_in_doubt ? kAskWhenAway : kAskWhenWell);
}

void StripeHealth::note_asked(Duration mono) {
  const std::scoped_lock lock(guard_);
  asked_ = mono;
}

// One attempt may be odd, however often it is tried; an account that reads well says nothing here.
void StripeHealth::refused(std::string_view attempt, Timestamp now) {
  good_in_a_row_ = 0;
  // Each of them is a reason to ask once: its repetitions say nothing new.
  if (refused_.size() < kBadForOff && refused_.emplace(attempt).second) asked_.reset();
  if (refused_.size() == kBadForOff) bad(Kind::frozen, true, now);
}

void StripeHealth::bad(Kind kind, bool is_at_once, Timestamp now) {
  good_in_a_row_ = 0;
  ++bad_in_a_row_;
  if (kind_ == Kind::rejected) return;
  if (!is_at_once && kind_ == Kind::well && bad_in_a_row_ < kBadForOff) return;
  if (kind_ == Kind::well) since_ = now;
  // What somebody has to mend outweighs what passes by itself.
  if (is_at_once || kind_ == Kind::well || is_away(kind_)) kind_ = kind;
}

void StripeHealth::good(Duration mono) {
  bad_in_a_row_ = 0;
  // A frozen account answers reads as ever: only its own word counts there.
  if (kind_ == Kind::rejected || !is_account_good_) return;
  if (good_in_a_row_++ == 0) first_good_ = mono;
  const Duration for_long = refused_.size() < kBadForOff ? kGoodFor : kGoodAfterRefusals;
  if (kind_ == Kind::well || good_in_a_row_ < kGoodForOn || mono - first_good_ < for_long) return;
  kind_ = Kind::well;
  since_.reset();
}

}  // namespace aan::pay_stripe
