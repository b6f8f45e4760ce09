#include "service/books/manage_coupons.hpp"

#include <set>

#include "service/books/manage_catalog.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::service {
namespace {

Result<CouponView> view_of(const ports::Snapshot& at, sales::Coupon coupon, Timestamp now) {
  CouponView view;
  view.state = sales::state_of(coupon, now);
  for (const catalog::WorkId& id : coupon.works)
    if (auto book = AAN_TRY(at.catalog().find_work(id)))
      view.works.push_back(std::move(book->work));
  if (coupon.uses_max && coupon.uses > 0) view.held = AAN_TRY(at.holds().uses_held(coupon.id));
  view.coupon = std::move(coupon);
  return view;
}

// What it takes off, in machine words: "1250 bps", "5.00 USD".
std::string words_of(const sales::Coupon& coupon) {
  if (!coupon.amount_off) return std::to_string(coupon.percent_bps) + " bps";
  return decimal(*coupon.amount_off) + " " + std::string(coupon.amount_off->asset.code());
}

}  // namespace

Result<CouponView> add_coupon(const Room& room, const CouponWish& wish, std::string_view by) {
  sales::Coupon coupon = wish.terms;
  coupon.id = room.ids.make<sales::CouponId>();
  coupon.code = AAN_TRY(sales::coupon_code(wish.terms.code));
  coupon.uses = 0;
  coupon.created_at = room.clock.wall();
  coupon.works.clear();
  std::set<catalog::WorkId> seen;
  for (const std::string& name : wish.books) {
    const catalog::WorkId work = AAN_TRY(find_book(room, name)).work.id;
    if (seen.insert(work).second) coupon.works.push_back(work);
  }
  AAN_TRY(sales::check_coupon(coupon, currencies_of(room)));
  AAN_TRY(room.store.write("coupon.add", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.coupons().add_coupon(coupon));
    return write_down(unit, {std::string(by), "coupon.add", coupon.code, words_of(coupon)},
                      coupon.created_at);
  }));
  return find_coupon(room, coupon.code);
}

Result<CouponView> find_coupon(const Room& room, const std::string& code) {
  const Timestamp now = room.clock.wall();
  std::optional<CouponView> view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (auto coupon = AAN_TRY(at.coupons().find_coupon(sales::coupon_key(code))))
      view = AAN_TRY(view_of(at, *std::move(coupon), now));
    return {};
  }));
  if (!view) return sales::no_such_coupon();
  return *std::move(view);
}

Result<CouponList> list_coupons(const Room& room, std::int64_t offset, std::int64_t limit) {
  const Timestamp now = room.clock.wall();
  CouponList list;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::CouponPage page = AAN_TRY(at.coupons().list_coupons(offset, limit));
    list.total = page.total;
    for (sales::Coupon& coupon : page.coupons)
      list.coupons.push_back(AAN_TRY(view_of(at, std::move(coupon), now)));
    return {};
  }));
  return list;
}

Result<CouponView> end_coupon(const Room& room, const std::string& code, std::string_view by) {
  const Timestamp now = room.clock.wall();
  CouponView view = AAN_TRY(find_coupon(room, code));
  if (view.state == sales::CouponState::expired) return view;
  AAN_TRY(room.store.write("coupon.end", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.coupons().end_coupon(view.coupon.id, now));
    return write_down(unit, {std::string(by), "coupon.end", view.coupon.code, ""}, now);
  }));
  return find_coupon(room, code);
}

}  // namespace aan::service
