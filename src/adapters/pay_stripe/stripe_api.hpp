#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/pay_stripe/form.hpp"
#include "adapters/pay_stripe/objects.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/timestamp.hpp"
#include "net/outbound/http_client.hpp"

namespace aan::pay_stripe {

/// The version every request names, so that a change of the account's default changes nothing.
inline constexpr std::string_view kApiVersion = "2026-10-28.endive";

struct ApiOptions {
  std::string base_url = "https://api.stripe.com";
  Secret key;  ///< a secret or, better, a restricted key
};

/// Whether a refusal is one for the account, not for what this buyer ordered. Stripe's `code`
/// decides where there is one, and a named field (`param`), another type than
/// "invalid_request_error" or a declined card is never the account's. How a frozen account is
/// refused is documented nowhere and was seen without a code: only then do the words decide.
[[nodiscard]] bool speaks_of_account(const StripeFault& fault);

/// Requests to Stripe: authorisation, pinned version, idempotency key, deadline, and what an answer
/// of each status means. Thread-safe.
///
/// Errors, by who has to act:
///   unavailable "network" | "down"   no answer, a 5xx, no JSON at all: try again later
///   limited                          429: the service is well, we are too fast
///   unauthenticated "key"            401: the key is wrong or expired; trying again is useless
///   forbidden "permission"           403: the key or the account may not do this
///   upstream_rejected "account"      400, 402: the account may not do this (`speaks_of_account`)
///   upstream_rejected                400, 402, 404, with Stripe's `code` as reason
///   conflict "in_progress"           409: the same request is under way
///   upstream_malformed               200 with something else than was asked for
class StripeApi {
 public:
  explicit StripeApi(ApiOptions options);
  ~StripeApi();
  StripeApi(const StripeApi&) = delete;
  StripeApi& operator=(const StripeApi&) = delete;

  /// A changing request; `idempotency_key` of at most 255 bytes makes it safe to repeat. Repeats it
  /// once by itself when a fault that passes comes back soon: both together take no longer than one
  /// may, since a buyer may wait for it. Later repetitions are the outbox's.
  Result<std::string> post(std::string_view path, const Form& form,
                           std::string_view idempotency_key) const;
  Result<std::string> get(std::string_view path_and_query) const;
  /// The same, with the moment that it is there; nothing where the answer does not say.
  struct DatedAnswer {
    Result<std::string> answer;
    std::optional<Timestamp> at;
  };
  DatedAnswer get_dated(std::string_view path_and_query) const;

 private:
  [[nodiscard]] net::outbound::OutboundRequest request(std::string method,
                                                       std::string_view path) const;

  ApiOptions options_;
  std::unique_ptr<net::outbound::HttpClient> client_;
};

}  // namespace aan::pay_stripe
