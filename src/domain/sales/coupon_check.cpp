#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "domain/catalog/currencies.hpp"
#include "domain/sales/coupon.hpp"

// What an operator may ask of a coupon; no buyer meets these refusals. Each names its field.
namespace aan::sales {
namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::unexpected<Error> bad(const std::string& sentence, std::string field) {
  return refuse(Errc::invalid, "coupon", sentence, {}, {{"field", std::move(field)}});
}

}  // namespace

Result<std::string> coupon_code(std::string_view typed) {
  std::string code = one_line(typed);
  std::ranges::transform(code, code.begin(), upper);
  const std::size_t letters = coupon_key(code).size();
  if (letters < kCouponCodeMin || code.size() > 2 * kCouponCodeMax)
    return bad(
        "A code has 3 to 32 letters and digits of ASCII; hyphens and blanks may stand between "
        "them.",
        "code");
  return code;
}

Result<> check_coupon(const Coupon& coupon, std::span<const Asset> currencies) {
  if (coupon.amount_off.has_value() == (coupon.percent_bps != 0))
    return bad("A code takes off either a percentage or an amount: give one of the two.",
               "percent");
  if (coupon.percent_bps < 0 || coupon.percent_bps > kCouponBasisPoints)
    return bad("A percentage is more than 0 and at most 100.", "percent");
  for (const auto& [amount, field] :
       {std::pair(coupon.amount_off, "amount"), std::pair(coupon.minimum, "minimum")}) {
    if (!amount) continue;
    if (std::ranges::find(currencies, amount->asset) == currencies.end())
      return bad("This shop sells in " + catalog::codes_of(currencies) + "; give amounts in it.",
                 field);
    if (amount->amount <= 0 || amount->amount > kOrderTotalMax)
      return bad("An amount is more than 0 and at most what an order can cost.", field);
  }
  if (coupon.amount_off && coupon.minimum && coupon.amount_off->asset != coupon.minimum->asset)
    return bad("What a code takes off and what the cart must cost are of one currency.",
               "currency");
  if (coupon.starts_at && coupon.ends_at && *coupon.starts_at >= *coupon.ends_at)
    return bad("The code would end before it begins.", "until");
  if (coupon.uses_max && (*coupon.uses_max < 1 || *coupon.uses_max > kCouponUsesMax))
    return bad("A code can be used once to 1,000,000,000 times.", "uses");
  if (coupon.works.size() > kCouponWorksMax)
    return bad("A code names at most 100 books; without any it is for the whole shop.", "books");
  return {};
}

}  // namespace aan::sales
