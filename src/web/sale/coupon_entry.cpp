#include "web/sale/coupon_entry.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "net/status.hpp"

namespace aan::web {
namespace {
constexpr std::size_t kTypedBytesMax = 64;
}

Result<CouponReview> review_with_coupon(const Storefront& front, service::Basket basket) {
  CouponReview result;
  auto with = front.use.checkout.review(basket);
  if (with) {
    result.review = *std::move(with);
    result.coupon.applied = result.review.quote.coupon;
    result.coupon.leaves_own_prices =
        std::ranges::any_of(result.review.quote.lines, &sales::QuoteLine::buyer_set_price);
    return result;
  }
  if (basket.coupon.empty() || !with.error().reason.starts_with("coupon_"))
    return std::unexpected(std::move(with).error());
  result.coupon.typed = basket.coupon;
  result.coupon.problem = Problem{net::status_of(with.error()), with.error()};
  basket.coupon.clear();
  result.review = AAN_TRY(front.use.checkout.review(basket));
  return result;
}

std::string code_in(std::string_view sent) {
  return std::string(utf8_prefix(one_line(sent), kTypedBytesMax));
}

Result<std::string> coupon_in(const net::Request& request) {
  const auto sent = AAN_TRY(request.form()).find("coupon");
  if (!sent)
    return refuse(Errc::invalid, "coupon", "A form with a code was expected here.",
                  "form_expected");
  if (sent->empty()) return std::string();
  std::string typed = code_in(*sent);
  return typed.empty() ? " " : typed;  // nothing to be seen is no code, and no wish to have none
}

}  // namespace aan::web
