#include "web/desk/refund_routes.hpp"

#include "domain/catalog/typed_amount.hpp"
#include "service/desk/overview.hpp"
#include "service/payment/refundable.hpp"
#include "web/desk/desk_page.hpp"
#include "web/frames.hpp"

namespace aan::web {
namespace {

std::string order_path(const service::OrderView& view) {
  return "/desk/orders/" + view.order.reference;
}

Result<service::OrderView> order_of(const DeskFront& front, const Visit& visit) {
  return service::desk_order(front.room(), front.shop.use.providers,
                             std::string(visit.request.param("order")));
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const std::string& typed,
                              const Error* problem) {
  const service::OrderView view = AAN_TRY(order_of(front, visit));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::orders,
                locale.text("desk_refund_title", {{"reference", view.order.reference}}), "refund");
  Block& main = page.main();
  const Money most = service::refundable_of(view, front.shop.use.providers);
  const std::string path = order_path(view);
  main.set("ORDER_PATH", path).set("REFERENCE", view.order.reference);
  main.set("CAPTURED", locale.money(view.captured));
  main.set("GIVEN_BACK", locale.money(view.given_back));
  main.set("OWED", locale.money(view.refund_due)).set("MOST", locale.money(most));
  if (most.is_zero()) {
    main.show("NOTHING");
  } else if (!visit.who->is_proof_fresh) {
    main.add("STALE").set("NEXT", "/desk/confirm?next=" + path + "/refund");
  } else {
    main.add("FORM")
        .set("PATH", path + "/refund")
        .set("TYPED", typed)
        .set("CURRENCY", most.asset.code())
        .set("MOST", locale.money(most))
        .set("KEY", new_form_key(front.shop));
  }
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

Result<> give_back(const DeskFront& front, const Visit& visit) {
  const service::OrderView view = AAN_TRY(order_of(front, visit));
  service::RefundRequest request{.order_id = view.order.id, .requested_by = visit.person().name};
  // Nothing typed is not everything: a form that lost its amount must give nothing back.
  const auto parsed =
      parse_decimal(catalog::plain_amount(field_of(visit, "amount"), view.order.quote.total.asset),
                    view.order.quote.total.asset);
  if (!parsed) return refuse(Errc::invalid, "desk.refund", "That is no amount.", "refund_amount");
  request.amount = *parsed;
  request.idempotency_key = field_of(visit, "idempotency_key");
  AAN_TRY(front.shop.use.refund.request(request));
  return {};
}

}  // namespace

Result<net::Response> show_refund(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, "", nullptr);
}

Result<net::Response> take_refund(const DeskFront& front, const Visit& visit) {
  const auto done = give_back(front, visit);
  if (done) return done_at("/desk/orders/" + std::string(visit.request.param("order")), "refund");
  if (!stays_on_page(done.error())) return std::unexpected(done.error());
  return page_of(front, visit, field_of(visit, "amount"), &done.error());
}

}  // namespace aan::web
