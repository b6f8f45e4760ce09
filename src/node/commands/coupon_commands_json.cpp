#include "node/commands/coupon_commands_json.hpp"

#include "node/commands/command_parts_json.hpp"
#include "service/books/coupon_text.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

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
          {"uses_held", it.uses_max ? json::value(view.held.held) : json::value(nullptr)},
          {"uses_held_until", moment(view.held.held_until)},
          {"uses_left", view.left() ? json::value(*view.left()) : json::value(nullptr)},
          {"books", std::move(books)},
          {"created_at", rfc3339(it.created_at)}};
}

}  // namespace

Result<json::object> add_coupon(Node& node, const json::object& arguments) {
  service::CouponText typed;
  typed.code = text_in(arguments, "code");
  typed.percent = text_in(arguments, "percent");
  typed.amount = text_in(arguments, "amount");
  typed.minimum = text_in(arguments, "minimum");
  typed.currency = text_in(arguments, "currency");
  typed.from = text_in(arguments, "from");
  typed.until = text_in(arguments, "until");
  if (const std::int64_t uses = number_in(arguments, "uses", 0); uses != 0)
    typed.uses = std::to_string(uses);
  typed.books = text_in(arguments, "books");
  return coupon(AAN_TRY(service::add_coupon(
      node.room, AAN_TRY(service::read_coupon(node.room, typed)), by_of(arguments))));
}

Result<json::object> list_coupons(Node& node, const json::object& arguments) {
  const std::int64_t offset = offset_in(arguments);
  const service::CouponList list =
      AAN_TRY(service::list_coupons(node.room, offset, AAN_TRY(limit_in(arguments))));
  json::array coupons;
  for (const service::CouponView& one : list.coupons) coupons.push_back(coupon(one));
  return json::object{{"coupons", std::move(coupons)}, {"offset", offset}, {"total", list.total}};
}

Result<json::object> show_coupon(Node& node, const json::object& arguments) {
  return coupon(AAN_TRY(service::find_coupon(node.room, text_in(arguments, "code"))));
}

Result<json::object> end_coupon(Node& node, const json::object& arguments) {
  return coupon(
      AAN_TRY(service::end_coupon(node.room, text_in(arguments, "code"), by_of(arguments))));
}

}  // namespace aan::node
