#include "service/books/coupon_text.hpp"

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "domain/catalog/typed_amount.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/typed_moment.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kPointsAPercent = 100;

// "20", "12.5", "12,5" or "20 %": at most two decimals, as hundredths of a percent.
Result<std::int64_t> basis_points(const std::string& typed) {
  std::string plain(trim(typed));
  if (plain.ends_with('%')) plain = trim(std::string_view(plain).substr(0, plain.size() - 1));
  if (const auto comma = plain.find(','); comma != plain.npos) plain[comma] = '.';
  const std::string_view text = plain;
  const auto wrong = [] {
    return refuse(Errc::invalid, "coupon",
                  "A percentage is more than 0 and at most 100, such as 20 or 12.5.",
                  "coupon_percent", {{"field", std::string("percent")}});
  };
  const auto point = text.find('.');
  std::string fraction(point == text.npos ? "" : text.substr(point + 1));
  if (fraction.size() > 2 || (point != text.npos && fraction.empty())) return wrong();
  fraction.resize(2, '0');
  const auto whole = parse_whole_number(text.substr(0, point));
  const auto rest = parse_whole_number(fraction);
  if (!whole || !rest || *whole < 0 || *whole > sales::kCouponBasisPoints || *rest < 0)
    return wrong();
  return *whole * kPointsAPercent + *rest;
}

Result<std::optional<Money>> amount_of(const std::string& text, const Asset& currency,
                                       const std::string& field) {
  if (trim(text).empty()) return std::optional<Money>{};
  auto amount = parse_decimal(catalog::plain_amount(text, currency), currency);
  if (amount) return *amount;
  Error why = std::move(amount.error());
  why.values.push_back({"field", field});
  return std::unexpected(std::move(why));
}

Result<std::optional<Timestamp>> moment_of(const std::string& text, DayEdge edge,
                                           const std::string& field) {
  if (trim(text).empty()) return std::optional<Timestamp>{};
  if (const auto at = parse_moment(text, edge)) return at;
  return refuse(Errc::invalid, "coupon", no_moment_text(text, field), "coupon_moment",
                {{"field", field}, {"typed", shown_of(text)}});
}

Result<std::optional<std::int64_t>> uses_of(const std::string& text) {
  if (trim(text).empty()) return std::optional<std::int64_t>{};
  if (const auto uses = parse_whole_number(trim(text))) return *uses;
  return refuse(Errc::invalid, "coupon", "Uses are a whole number, such as 100.", "coupon_uses",
                {{"field", std::string("uses")}});
}

}  // namespace

Result<CouponWish> read_coupon(const Room& room, const CouponText& text) {
  const std::string code{trim(text.currency)};
  const Asset currency = code.empty() ? room.currency : AAN_TRY(need_currency(room, code));
  CouponWish wish;
  wish.terms.code = text.code;
  if (!trim(text.percent).empty()) wish.terms.percent_bps = AAN_TRY(basis_points(text.percent));
  wish.terms.amount_off = AAN_TRY(amount_of(text.amount, currency, "amount"));
  wish.terms.minimum = AAN_TRY(amount_of(text.minimum, currency, "minimum"));
  wish.terms.starts_at = AAN_TRY(moment_of(text.from, DayEdge::begin, "from"));
  wish.terms.ends_at = AAN_TRY(moment_of(text.until, DayEdge::end, "until"));
  wish.terms.uses_max = AAN_TRY(uses_of(text.uses));
  for (const std::string_view book : split(text.books, ','))
    if (const std::string_view name = trim(book); !name.empty()) wish.books.emplace_back(name);
  return wish;
}

}  // namespace aan::service
