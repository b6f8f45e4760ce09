#include "domain/sales/coupon.hpp"

#include <algorithm>

namespace aan::sales {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

char without_look_alike(char c) {
  if (c == 'O') return '0';
  return c == 'I' || c == 'L' ? '1' : c;
}

// A price that the buyer sets is the buyer's own discount. A code for some books is for them by
// themselves: in a bundle they are cheaper already.
bool applies_to(const Coupon& coupon, const QuoteLine& line) {
  if (line.buyer_set_price) return false;
  if (coupon.works.empty()) return true;
  return line.bundle_id.empty() &&
         std::ranges::find(coupon.works, line.work_id) != coupon.works.end();
}

// Of `whole`, rounded half a unit up, at most all of it.
std::int64_t discount_of(const Coupon& coupon, std::int64_t whole) {
  if (coupon.amount_off) return std::min(coupon.amount_off->amount, whole);
  const __int128 product = static_cast<__int128>(whole) * coupon.percent_bps;
  return static_cast<std::int64_t>((product + kCouponBasisPoints / 2) / kCouponBasisPoints);
}

// `discount` over the lines in proportion to their prices: the whole units first, those that are
// left to the largest remainders, of equal ones to the first.
void share_out(Quote& quote, const std::vector<std::size_t>& chosen, std::int64_t discount,
               std::int64_t whole) {
  struct Remainder {
    std::size_t line;
    std::int64_t rest;
  };
  std::vector<Remainder> remainders;
  std::int64_t left = discount;
  for (const std::size_t i : chosen) {
    const __int128 product = static_cast<__int128>(discount) * quote.lines[i].price.amount;
    const auto share = static_cast<std::int64_t>(product / whole);
    quote.lines[i].discount.amount = share;
    left -= share;
    remainders.push_back({i, static_cast<std::int64_t>(product % whole)});
  }
  std::ranges::sort(remainders, [](const Remainder& a, const Remainder& b) {
    return a.rest != b.rest ? a.rest > b.rest : a.line < b.line;
  });
  for (std::size_t i = 0; left > 0; ++i, --left)
    quote.lines[remainders[i].line].discount.amount += 1;
}

// An amount is of its currency, and worth nothing in another.
Result<> check_currency(const Quote& quote, const Coupon& coupon) {
  for (const std::optional<Money>& amount : {coupon.amount_off, coupon.minimum}) {
    if (!amount || amount->asset == quote.subtotal.asset) continue;
    const std::string code{amount->asset.code()};
    return refuse(Errc::conflict, "coupon", "This code works for orders in " + code + ".",
                  "coupon_other_currency", {{"currency", code}});
  }
  return {};
}

Result<> check_minimum(const Quote& quote, const Coupon& coupon) {
  if (!coupon.minimum || quote.subtotal.amount >= coupon.minimum->amount) return {};
  const std::string code{coupon.minimum->asset.code()};
  return refuse(Errc::conflict, "coupon",
                "This code works from " + decimal(*coupon.minimum) + " " + code + " on.",
                "coupon_minimum",
                {{"minimum_amount", coupon.minimum->amount}, {"minimum_currency", code}});
}

}  // namespace

std::string coupon_key(std::string_view typed) {
  std::string key;
  for (const char c : typed) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    if (!is_letter_or_digit(c) || key.size() == kCouponCodeMax) return {};
    key += without_look_alike(upper(c));
  }
  return key;
}

std::string_view name_of(CouponState state) {
  switch (state) {
    case CouponState::valid: return "valid";
    case CouponState::not_yet: return "not_yet";
    case CouponState::expired: return "expired";
    case CouponState::used_up: return "used_up";
  }
  return "expired";
}

CouponState state_of(const Coupon& coupon, Timestamp now) {
  if (coupon.ends_at && now >= *coupon.ends_at) return CouponState::expired;
  if (coupon.starts_at && now < *coupon.starts_at) return CouponState::not_yet;
  if (coupon.uses_max && coupon.uses >= *coupon.uses_max) return CouponState::used_up;
  return CouponState::valid;
}

Result<> apply_coupon(Quote& quote, const Coupon& coupon, Timestamp now) {
  switch (state_of(coupon, now)) {
    case CouponState::not_yet:
      return refuse(Errc::conflict, "coupon", "This code does not work yet.", "coupon_not_yet");
    case CouponState::expired:
      return refuse(Errc::conflict, "coupon", "This code does not work any more.",
                    "coupon_expired");
    case CouponState::used_up:
      return coupon.use_back_at ? coupon_held(*coupon.use_back_at) : coupon_used_up();
    case CouponState::valid: break;
  }
  AAN_TRY(check_currency(quote, coupon));
  AAN_TRY(check_minimum(quote, coupon));
  std::vector<std::size_t> chosen;
  std::int64_t whole = 0;  // at most kOrderTotalMax
  for (std::size_t i = 0; i < quote.lines.size(); ++i) {
    if (!applies_to(coupon, quote.lines[i])) continue;
    chosen.push_back(i);
    whole += quote.lines[i].price.amount;
  }
  const std::int64_t discount = discount_of(coupon, whole);
  if (discount == 0)
    return refuse(Errc::conflict, "coupon", "This code takes nothing off the books that you chose.",
                  "coupon_nothing_to_discount");
  share_out(quote, chosen, discount, whole);
  quote.coupon = coupon.code;
  return add_up(quote);
}

std::unexpected<Error> no_such_coupon() {
  return refuse(Errc::not_found, "coupon", "This shop knows no such code.", "coupon_unknown");
}

std::unexpected<Error> coupon_used_up() {
  return refuse(Errc::conflict, "coupon", "This code was used as often as it may be.",
                "coupon_used_up");
}

std::unexpected<Error> coupon_held(Timestamp back_at) {
  return refuse(Errc::conflict, "coupon",
                "Orders that are not paid yet hold the last uses of this code. One may be free "
                "again after " +
                    rfc3339(back_at) + ".",
                "coupon_held", {{"until_unix", back_at.unix_seconds()}});
}

}  // namespace aan::sales
