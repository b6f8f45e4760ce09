#include "adapters/pay_stripe/minor_units.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace aan::pay_stripe {
namespace {

constexpr std::int64_t kHundred = 100;
constexpr std::int64_t kThreeDecimalsStep = 10;
constexpr std::int64_t kEightDigits = 99'999'999;

// Without a minor unit in ISO 4217, yet with two decimals at Stripe.
bool is_sent_in_hundredths(std::string_view code) { return code == "ISK" || code == "UGX"; }

struct Minimum {
  std::string_view code;
  std::int64_t amount;
};
// docs.stripe.com, "Minimum and maximum charge amounts".
constexpr std::array kMinimums = {
    Minimum{"AED", 200}, Minimum{"AUD", 50}, Minimum{"BGN", 100},  Minimum{"BRL", 50},
    Minimum{"CAD", 50},  Minimum{"CHF", 50}, Minimum{"CZK", 1500}, Minimum{"DKK", 250},
    Minimum{"EUR", 50},  Minimum{"GBP", 30}, Minimum{"HKD", 400},  Minimum{"HUF", 17500},
    Minimum{"INR", 50},  Minimum{"JPY", 50}, Minimum{"MXN", 1000}, Minimum{"MYR", 200},
    Minimum{"NOK", 300}, Minimum{"NZD", 50}, Minimum{"PLN", 200},  Minimum{"RON", 200},
    Minimum{"SEK", 300}, Minimum{"SGD", 50}, Minimum{"THB", 1000}, Minimum{"USD", 50},
};

}  // namespace

Result<std::int64_t> to_stripe(const Money& amount) {
  if (amount.amount <= 0) return fail(Errc::invalid, "stripe.amount", "nothing to be paid");
  if (is_sent_in_hundredths(amount.asset.code())) {
    if (amount.amount > std::numeric_limits<std::int64_t>::max() / kHundred)
      return fail(Errc::invalid, "stripe.amount", "out of range");
    return amount.amount * kHundred;
  }
  if (amount.amount % charge_step(amount.asset) != 0)
    return fail(Errc::invalid, "stripe.amount", "the third decimal must be 0 for cards",
                "Card payments in this currency need an amount whose last digit is 0.");
  return amount.amount;
}

Result<Money> from_stripe(std::int64_t amount, std::string_view currency) {
  std::string code{currency};
  std::ranges::transform(code, code.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const auto asset = find_asset(code);
  if (!asset) return fail(Errc::upstream_malformed, "stripe.amount", "unknown currency " + code);
  if (!is_sent_in_hundredths(code)) return Money{amount, *asset};
  if (amount % kHundred != 0)
    return fail(Errc::upstream_malformed, "stripe.amount", "no whole amount of " + code);
  return Money{amount / kHundred, *asset};
}

std::int64_t minimum_charge(const Asset& asset) {
  const auto at = std::ranges::find(kMinimums, asset.code(), &Minimum::code);
  return at == kMinimums.end() ? 1 : at->amount;
}

std::int64_t charge_step(const Asset& asset) {
  return asset.exponent() == 3 ? kThreeDecimalsStep : 1;
}

std::int64_t maximum_charge(const Asset& asset) {
  return is_sent_in_hundredths(asset.code()) ? kEightDigits / kHundred : kEightDigits;
}

}  // namespace aan::pay_stripe
