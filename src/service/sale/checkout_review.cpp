// What an order would be: prices, territory, tax and a code, of one moment.
#include <algorithm>
#include <iterator>

#include "domain/sales/consent.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/find_bundle.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/sale/checkout.hpp"

namespace aan::service {
namespace {

Error too_many_codes(Duration wait) {
  return Error{Errc::limited,
               "checkout",
               "one sender tries many coupon codes",
               "Too many codes that do not exist were tried. Please wait a little.",
               static_cast<int>(wait.s() + 1),
               "coupon_tries_too_fast"};
}

// A quote goes by the clock, whenever the dates were looked at last.
void go_by(Timestamp now, catalog::OfferDetail& detail) {
  detail.offer.sale_state = catalog::sale_state_of(detail.offer.rules, now);
}

std::unexpected<Error> no_such_offer() {
  return refuse(Errc::not_found, "quote", "One of these books is not in this shop.",
                "no_such_offer");
}

// Whether where the buyer lives decides whether the books are sold. Errors: conflict
// "not_sold_there", with the title; invalid "tax_country" for what is no country.
Result<bool> check_territory(const std::vector<catalog::OfferDetail>& books,
                             const std::string& country) {
  bool is_asked = false;
  for (const catalog::OfferDetail& book : books) {
    if (book.offer.rules.territory == catalog::Territory::everywhere) continue;
    is_asked = true;
    if (country.empty()) continue;
    if (tax::find_country(country) == nullptr)
      return refuse(Errc::invalid, "checkout", "Choose the country that you live in.",
                    "tax_country");
    if (!catalog::is_sold_in(book.offer.rules, country))
      return refuse(
          Errc::conflict, "checkout",
          "“" + book.work.title + "” is not sold in " + std::string(tax::country_name(country)) +
              ".",
          "not_sold_there",
          {{"title", book.work.title}, {"country", std::string(tax::country_name(country))}});
  }
  return is_asked;
}

}  // namespace

std::int64_t CheckoutReview::consent_text() const {
  const bool is_all_later = std::ranges::all_of(books, [](const catalog::OfferDetail& book) {
    return book.offer.sale_state == catalog::SaleState::preorder;
  });
  return sales::consent_text_due(quote.total, is_all_later, country);
}

template <class Look>
Result<CheckoutReview> Checkout::review_in(Look& at, const Basket& basket, Timestamp now,
                                           std::optional<Duration> code_wait,
                                           NumberStanding number) const {
  if (basket.offers.size() > sales::kQuoteLinesMax)
    return refuse(Errc::invalid, "quote", "One order holds at most 50 books.", "too_many",
                  {{"limit", std::int64_t{sales::kQuoteLinesMax}}});
  if (!basket.currency.empty()) AAN_TRY(need_currency(room_, basket.currency.code()));
  const catalog::CurrencyChoice choice = choice_of(room_, basket.currency);
  CheckoutReview review;
  review.number = number;
  review.country = basket.country;
  std::vector<catalog::BundleDetail> bundles;
  for (const catalog::OfferId& id : basket.offers) {
    // What is hidden is as if it were not there: nobody is told its title.
    if (auto detail = AAN_TRY(at.catalog().find_offer(id))) {
      if (detail->work.visibility != catalog::Visibility::listed) return no_such_offer();
      go_by(now, *detail);
      catalog::show_in(detail->offer, choice);
      review.books.push_back(std::move(*detail));
      continue;
    }
    auto bundle = AAN_TRY(at.bundles().find_bundle(id));
    if (!bundle || bundle->visibility != catalog::Visibility::listed) return no_such_offer();
    bundles.push_back(AAN_TRY(open_shown_bundle(at.catalog(), *std::move(bundle))));
    catalog::show_in(bundles.back(), choice);
    for (catalog::OfferDetail& book : bundles.back().books) go_by(now, book);
  }
  const auto terms = AAN_TRY(at.records().terms());
  review.quote = AAN_TRY(
      sales::make_quote(review.books, choice.shown, terms.version, basket.amounts, bundles));
  // Now that it is known that nothing is bought twice.
  for (catalog::BundleDetail& bundle : bundles)
    std::ranges::move(bundle.books, std::back_inserter(review.books));
  review.asks_country = AAN_TRY(check_territory(review.books, basket.country));
  const tax::Decision decision = AAN_TRY(tax::decide(
      taxes_.regime, taxes_.rates, {basket.country, number == NumberStanding::confirmed}, now));
  if (basket.coupon.empty()) {
    AAN_TRY(sales::apply_tax(review.quote, decision));
    return review;
  }
  if (code_wait) return std::unexpected(too_many_codes(*code_wait));
  auto coupon = AAN_TRY(at.coupons().find_coupon(sales::coupon_key(basket.coupon)));
  if (!coupon) return sales::no_such_coupon();
  if (!coupon->works.empty())
    coupon->works =
        AAN_TRY(with_those_bought(at.catalog(), ports::sources_of(at), std::move(coupon->works)));
  AAN_TRY(sales::apply_coupon(review.quote, *coupon, now));
  AAN_TRY(sales::apply_tax(review.quote, decision));
  review.coupon = coupon->id;
  review.is_coupon_limited = coupon->uses_max.has_value();
  return review;
}

Result<NumberOutcome> Checkout::look_at_number(const Basket& basket) const {
  const tax::Regime& regime = taxes_.regime;
  if (!regime.is_registered() || basket.country.empty()) return NumberOutcome{};
  const auto home = tax::tax_home(regime.country);
  const auto place = tax::tax_home(basket.country);
  const bool can_matter =
      tax::is_in_eu(home) && tax::is_in_eu(place) && place != home && !regime.also.contains(place);
  if (!can_matter) return NumberOutcome{};
  return numbers_.look(basket.tax_number, std::string(place), basket.asks_service, basket.sender);
}

// Whoever names a coupon that exists is never counted.
void Checkout::count_miss(const Basket& basket, const Error& error) const {
  if (error.reason == "coupon_unknown") pace_.codes.count_miss(basket.sender);
}

std::optional<Duration> Checkout::code_wait(const Basket& basket) const {
  if (basket.coupon.empty() || basket.has_code_worked) return std::nullopt;
  return pace_.codes.wait_of(basket.sender);
}

Result<CheckoutReview> Checkout::review(const Basket& basket) const {
  const Timestamp now = room_.clock.wall();
  const auto wait = code_wait(basket);
  const NumberStanding number = AAN_TRY(look_at_number(basket)).standing;
  CheckoutReview review;
  const Result<> seen = room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    review = AAN_TRY(review_in(at, basket, now, wait, number));
    return {};
  });
  if (!seen) count_miss(basket, seen.error());
  AAN_TRY(seen);
  return review;
}

template Result<CheckoutReview> Checkout::review_in(ports::UnitOfWork&, const Basket&, Timestamp,
                                                    std::optional<Duration>, NumberStanding) const;

}  // namespace aan::service
