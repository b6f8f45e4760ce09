#include "adapters/pay_stripe/stripe_provider.hpp"

#include "adapters/pay_stripe/minor_units.hpp"
#include "adapters/pay_stripe/objects_json.hpp"
#include "adapters/pay_stripe/reversals_json.hpp"
#include "adapters/pay_stripe/session_form.hpp"
#include "base/codec.hpp"
#include "crypto/hash.hpp"

namespace aan::pay_stripe {
namespace {

constexpr std::string_view kSessions = "/v1/checkout/sessions";
constexpr std::string_view kRealBase = "https://api.stripe.com";
// So much older than its first try, an attempt is asked for with a time that Stripe still takes.
constexpr Duration kFreshFor = Duration::seconds(30);

std::string session_path(std::string_view id) {
  return std::string(kSessions) + "/" + std::string(id);
}

std::string digest_of(const Form& form) { return hex(crypto::sha256(form.text())).substr(0, 32); }

}  // namespace

bool is_live_key(const Secret& key) {
  return key.reveal().starts_with("sk_live_") || key.reveal().starts_with("rk_live_");
}

StripeProvider::StripeProvider(StripeOptions options, ports::Store& store, const Clock& clock)
    : options_(std::move(options)),
      store_(store),
      clock_(clock),
      api_(options_.api),
      is_live_(is_live_key(options_.api.key)) {}

ports::ProviderDescription StripeProvider::describe() const {
  ports::ProviderDescription it;
  it.provider = kProviderName;
  // Without a way back nobody is sent to pay: switched off, it goes on with what was begun.
  if (options_.return_url) it.method = "card";
  it.is_sandbox = !is_live_;
  it.is_card = it.can_refund = true;
  it.pay_origin =
      options_.api.base_url == kRealBase ? "https://checkout.stripe.com" : options_.api.base_url;
  return it;
}

std::int64_t StripeProvider::least_amount(const Asset& asset) const {
  return minimum_charge(asset);
}

std::int64_t StripeProvider::step_amount(const Asset& asset) const { return charge_step(asset); }

std::int64_t StripeProvider::most_amount(const Asset& asset) const { return maximum_charge(asset); }

Result<ports::PaymentPrompt> StripeProvider::begin(const payment::PaymentIntent& intent) {
  const CheckoutSession session = AAN_TRY(open_session(intent));
  if (session.url.empty() && session.status == "open")
    return fail(Errc::upstream_malformed, "stripe.begin", "a session without address");
  if (!session.url.empty() && !is_pay_page(session.url, options_.api.base_url))
    return fail(Errc::upstream_malformed, "stripe.begin",
                "a session with an address that is neither https nor the API's own");
  return ports::PaymentPrompt{session.id, session.url};
}

// The key is the attempt's, so a second request gives the first one's session, also after a crash.
// It is another one only where the first request cannot be said again: Stripe refuses the same key
// with other words (the shop's address has changed), and a time that has come too near.
Result<CheckoutSession> StripeProvider::open_session(const payment::PaymentIntent& intent) const {
  if (!health_.may_open(clock_.mono()))
    return fail(Errc::unavailable, "stripe.begin", "cards rest: " + health_.now().why,
                "Card payments cannot be reached now.", "rests");
  if (!options_.return_url)
    return fail(Errc::unavailable, "stripe.begin", "cards are switched off");
  const std::string url = options_.return_url(intent);
  const std::string key = "cs:" + intent.id.value;
  const Form first = AAN_TRY(
      session_form(intent, url, intent.created_at + kSessionLife, options_.statement_suffix));
  auto answer = api_.post(kSessions, first, key);
  const Timestamp now = clock_.wall();
  const bool is_refused = !answer && answer.error().code == Errc::upstream_rejected &&
                          answer.error().reason != "account";
  const bool is_changed = is_refused && answer.error().reason == "idempotency_error";
  if (is_changed || (is_refused && now - intent.created_at >= kFreshFor)) {
    const Form later = AAN_TRY(session_form(
        intent, url, is_changed ? intent.created_at + kSessionLife : now + kSessionLife,
        options_.statement_suffix));
    answer = api_.post(kSessions, later, key + ":" + digest_of(later));
  }
  health_.note_session(intent.id.value,
                       answer ? Result<>{} : Result<>(std::unexpected(answer.error())),
                       clock_.mono(), clock_.wall());
  return parse_session(AAN_TRY(answer));
}

Result<std::vector<ports::PaymentEvent>> StripeProvider::query(
    const payment::PaymentIntent& intent) {
  if (intent.provider_ref.empty()) return std::vector<ports::PaymentEvent>{};  // never begun
  AttemptState state;
  state.session = AAN_TRY(
      parse_session(AAN_TRY(get(session_path(intent.provider_ref) +
                                "?expand[]=payment_intent.latest_charge.balance_transaction"))));
  const std::string& payment = state.session.payment_intent;
  if (state.session.payment && !state.session.payment->charge.empty()) {
    state.refunds = AAN_TRY(refunds_of(payment));
    state.disputes =
        AAN_TRY(parse_disputes(AAN_TRY(get("/v1/disputes?limit=100&payment_intent=" + payment))));
  }
  return events_of(state, intent, is_live_);
}

Result<> StripeProvider::cancel(const payment::PaymentIntent& intent) {
  if (intent.provider_ref.empty()) return {};
  const auto answer =
      post(session_path(intent.provider_ref) + "/expire", {}, "expire:" + intent.id.value);
  if (!answer && answer.error().code != Errc::upstream_rejected)
    return std::unexpected(answer.error());
  return {};
}

Result<std::vector<StripeRefund>> StripeProvider::refunds_of(
    const std::string& payment_intent) const {
  return parse_refunds(AAN_TRY(
      get("/v1/refunds?limit=100&expand[]=data.failure_balance_transaction&payment_intent=" +
          payment_intent)));
}

Result<> StripeProvider::probe() {
  health_.note_asked(clock_.mono());
  const auto answer = api_.get("/v1/account");
  if (!answer) {
    // A restricted key need not be allowed to look at the account. Then a freeze shows only where
    // buyers are refused (`StripeHealth::note_session`).
    const bool is_unseen = answer.error().code == Errc::forbidden;
    health_.note_call(is_unseen ? Result<>{} : Result<>(std::unexpected(answer.error())),
                      clock_.mono(), clock_.wall());
    return is_unseen ? Result<>{} : Result<>(std::unexpected(answer.error()));
  }
  const auto account = parse_account(*answer);
  if (!account) {
    health_.note_call(std::unexpected(account.error()), clock_.mono(), clock_.wall());
    return std::unexpected(account.error());
  }
  health_.note_account(*account, clock_.mono(), clock_.wall());
  if (account->charges_enabled) return {};
  return fail(Errc::forbidden, "stripe.probe",
              "the account may not take charges: " +
                  (account->disabled_reason.empty() ? "no reason given" : account->disabled_reason),
              {}, "account");
}

Result<> StripeProvider::tend() { return health_.is_due(clock_.mono()) ? probe() : Result<>{}; }

Result<std::string> StripeProvider::post(std::string_view path, const Form& form,
                                         std::string_view key) const {
  return noted(api_.post(path, form, key));
}

Result<std::string> StripeProvider::get(std::string_view path_and_query) const {
  return noted(api_.get(path_and_query));
}

Result<std::string> StripeProvider::noted(Result<std::string> answer) const {
  health_.note_call(answer ? Result<>{} : Result<>(std::unexpected(answer.error())), clock_.mono(),
                    clock_.wall());
  return answer;
}

}  // namespace aan::pay_stripe
