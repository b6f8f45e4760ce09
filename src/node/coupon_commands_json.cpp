#include "node/coupon_commands_json.hpp"

#include "base/text.hpp"
#include "node/command_parts_json.hpp"
#include "service/manage_coupons.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

constexpr std::int64_t kPointsAPercent = 100;

json::value moment(const std::optional<Timestamp>& at) {
  return at ? json::value(rfc3339(*at)) : json::value(nullptr);
}

json::object coupon(const service::CouponView& view) {
  const sales::Coupon& it = view.coupon;
  json::array books;
  for (const catalog::Work& work : view.works)
    books.push_back({{"id", work.id.value}, {"slug", work.slug}, {"title", work.title}});
  return {{"id", it.id.value},
          {"code", it.code},
          {"state", name_of(view.state)},
          {"percent_bps", it.percent_bps},
          {"amount", price(it.amount_off)},
          {"minimum", price(it.minimum)},
          {"starts_at", moment(it.starts_at)},
          {"ends_at", moment(it.ends_at)},
          {"uses_max", it.uses_max ? json::value(*it.uses_max) : json::value(nullptr)},
          {"uses", it.uses},
          {"books", std::move(books)},
          {"created_at", rfc3339(it.created_at)}};
}

// "20" or "12.5": at most two digits after the point, as hundredths of a percent.
Result<std::int64_t> basis_points(std::string_view text) {
  const auto wrong = [] {
    return refuse(Errc::invalid, "coupon",
                  "A percentage is more than 0 and at most 100, such as 20 or 12.5.");
  };
  const auto point = text.find('.');
  std::string fraction(point == text.npos ? "" : text.substr(point + 1));
  if (fraction.size() > 2 || (point != text.npos && fraction.empty())) return wrong();
  fraction.resize(2, '0');
  const auto whole = parse_minor_units(text.substr(0, point));
  const auto rest = parse_minor_units(fraction);
  if (!whole || !rest || *whole < 0 || *whole > sales::kCouponBasisPoints || *rest < 0)
    return wrong();
  return *whole * kPointsAPercent + *rest;
}

Result<std::optional<Money>> amount_in(const Node& node, const json::object& arguments,
                                       std::string_view name) {
  const std::string text = text_in(arguments, name);
  if (text.empty()) return std::nullopt;
  return AAN_TRY(parse_decimal(text, node.config.currency));
}

// A day means its first moment in UTC.
Result<std::optional<Timestamp>> moment_in(const json::object& arguments, std::string_view name) {
  const std::string text = text_in(arguments, name);
  if (text.empty()) return std::nullopt;
  const auto at = parse_rfc3339(text.contains('T') ? text : text + "T00:00:00Z");
  if (at) return *at;
  return refuse(Errc::invalid, "coupon",
                "A moment is a day such as 2026-12-24, its first second in UTC, or "
                "2026-12-24T18:00:00Z.");
}

}  // namespace

Result<json::object> add_coupon(Node& node, const json::object& arguments) {
  service::CouponWish wish;
  wish.terms.code = text_in(arguments, "code");
  if (const std::string percent = text_in(arguments, "percent"); !percent.empty())
    wish.terms.percent_bps = AAN_TRY(basis_points(percent));
  wish.terms.amount_off = AAN_TRY(amount_in(node, arguments, "amount"));
  wish.terms.minimum = AAN_TRY(amount_in(node, arguments, "minimum"));
  wish.terms.starts_at = AAN_TRY(moment_in(arguments, "from"));
  wish.terms.ends_at = AAN_TRY(moment_in(arguments, "until"));
  if (const std::int64_t uses = number_in(arguments, "uses", 0); uses != 0)
    wish.terms.uses_max = uses;
  const std::string books = text_in(arguments, "books");
  for (const std::string_view book : split(books, ','))
    if (const std::string_view name = trim(book); !name.empty()) wish.books.emplace_back(name);
  return coupon(AAN_TRY(service::add_coupon(node.room, wish)));
}

Result<json::object> list_coupons(Node& node, const json::object& arguments) {
  const std::int64_t offset = offset_in(arguments);
  const service::CouponList list =
      AAN_TRY(service::list_coupons(node.room, offset, limit_in(arguments)));
  json::array coupons;
  for (const service::CouponView& one : list.coupons) coupons.push_back(coupon(one));
  return json::object{{"coupons", std::move(coupons)}, {"offset", offset}, {"total", list.total}};
}

Result<json::object> show_coupon(Node& node, const json::object& arguments) {
  return coupon(AAN_TRY(service::find_coupon(node.room, text_in(arguments, "code"))));
}

Result<json::object> end_coupon(Node& node, const json::object& arguments) {
  return coupon(AAN_TRY(service::end_coupon(node.room, text_in(arguments, "code"))));
}

}  // namespace aan::node
