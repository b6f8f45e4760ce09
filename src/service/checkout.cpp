#include "service/checkout.hpp"

#include <algorithm>
#include <iterator>

#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "crypto/token.hpp"
#include "domain/sales/consent.hpp"
#include "service/announce.hpp"
#include "service/confirm_payment.hpp"
#include "service/customer_address.hpp"
#include "service/find_book.hpp"
#include "service/find_bundle.hpp"
#include "service/in_currency.hpp"
#include "service/keep_hold.hpp"
#include "service/letters.hpp"
#include "service/order_link.hpp"

namespace aan::service {
namespace {

// What the request asks for, as one text: the same text, the same request.
// Of an address only a keyed digest, since a digest of this text is stored.
std::string canonical(const Room& room, const CheckoutRequest& request) {
  std::string text = request.method + "|" + request.receipt_name + "|" + request.locale;
  if (!request.asked.empty()) {
    text += "|asked " + request.asked;
  } else {
    for (const catalog::OfferId& offer : request.offers) text += "|" + offer.value;
    for (const auto& [offer, amount] : request.amounts)
      text +=
          "|amount " + offer.value + " " + decimal(amount) + " " + std::string(amount.asset.code());
  }
  if (!request.tax_number.empty()) text += "|tax number " + request.tax_number;
  if (!request.currency.empty() && request.currency != room.currency)
    text += "|currency " + std::string(request.currency.code());
  if (!request.country.empty()) text += "|country " + request.country;
  if (!request.coupon.empty()) text += "|coupon " + sales::coupon_key(request.coupon);
  if (!request.email.empty())
    text += "|email " + crypto::blind_index(room.keys.ring(), "checkout|email", request.email);
  if (request.wants_versions) text += "|versions";
  if (!request.gift.empty())
    text += "|gift " + crypto::blind_index(room.keys.ring(), "checkout|gift",
                                           request.gift.name + "\n" + request.gift.email + "\n" +
                                               request.gift.day + "\n" + request.gift.message);
  if (request.consent_text != 0) text += "|consent " + std::to_string(request.consent_text);
  return text;
}

// The order that the same request was answered with before; nothing when it is new.
Result<std::optional<sales::Order>> find_answered(const Room& room, const ports::SaleStore& sales,
                                                  const IdempotentRequest& once) {
  const auto answer = AAN_TRY(find_answer(room, sales, once));
  if (!answer) return std::nullopt;
  auto order = AAN_TRY(sales.find_order({*answer}));
  if (!order) return fail(Errc::internal, "checkout", "order vanished: " + *answer);
  return order;
}

Result<> check(const CheckoutRequest& request) {
  if (request.receipt_name.size() > kReceiptNameBytesMax || !is_utf8(request.receipt_name))
    return refuse(Errc::invalid, "checkout",
                  "The name on the receipt can have at most 120 bytes of text.", "receipt_name",
                  {{"limit", std::int64_t{kReceiptNameBytesMax}}});
  std::vector<catalog::OfferId> sorted = request.offers;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end())
    return refuse(Errc::invalid, "checkout", "A book can be in an order once.", "duplicate_offer");
  return {};
}

// Nobody can be told of anything without an address: asked for by mistake, or the address
// forgotten.
Result<> check_versions(const CheckoutRequest& request) {
  if (!request.wants_versions || !trim(request.email).empty()) return {};
  return refuse(Errc::invalid, "checkout",
                "To hear of new versions, name an e-mail address, or take the tick away. Nothing "
                "was ordered.",
                "versions_address");
}

// The law wants whoever owes the tax named on the invoice.
Result<> check_named(const CheckoutRequest& request, const sales::Quote& quote) {
  if (quote.treatment != tax::Treatment::reverse_charge || !one_line(request.receipt_name).empty())
    return {};
  return refuse(Errc::invalid, "checkout", "An invoice without VAT has to name its buyer.",
                "name_needed");
}

// Words that are not shown any more were not agreed to as they are now.
Result<> check_consent(const CheckoutRequest& request, const Money& total) {
  const bool is_given = request.consent_text == sales::kConsentText;
  if ((request.consent_text == 0 && !request.needs_consent) || is_given) return {};
  if (!sales::is_consent_due(total) && request.consent_text == 0) return {};
  return refuse(Errc::invalid, "checkout",
                "Please agree to be delivered at once: this shop delivers in no other way.",
                "consent");
}

Error too_fast(Duration wait) {
  return Error{
      Errc::limited,
      "checkout",
      "orders are placed faster than the shop's pace",
      "Very many orders are being placed at the moment. Nothing was ordered; please try again "
      "in a little while.",
      static_cast<int>(wait.s() + 1),
      "orders_too_fast"};
}

Error too_many_letters(Duration wait) {
  return Error{Errc::limited,
               "checkout",
               "orders of nothing to pay write too many letters",
               "Many letters about books that cost nothing are being sent at the moment. Order "
               "without an e-mail address, or try again in a little while. Nothing was ordered.",
               static_cast<int>(wait.s() + 1),
               "free_letters_too_fast"};
}

Error too_many_codes(Duration wait) {
  return Error{Errc::limited,
               "checkout",
               "one sender tries many coupon codes",
               "Too many codes that do not exist were tried. Please wait a little.",
               static_cast<int>(wait.s() + 1),
               "coupon_tries_too_fast"};
}

sales::Order freeze(const Room& room, const CheckoutRequest& request, sales::Quote quote,
                    Timestamp now) {
  sales::Order order;
  order.id = room.ids.make<sales::OrderId>();
  order.reference = sales::order_reference(order.id);
  for (const sales::QuoteLine& line : quote.lines)
    order.lines.push_back({room.ids.make<sales::OrderLineId>(), line});
  order.quote = std::move(quote);
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  order.link_key_id = links.id;
  order.token_digest = crypto::token_digest(
      crypto::derive_order_token(links, order.id.value, order.link_generation));
  order.locale = request.locale;
  order.created_at = now;
  order.expires_at = now + sales::kOrderOpenFor;
  const std::string name = one_line(request.receipt_name);
  const std::string place = "orders|" + order.id.value + "|buyer_key";
  if (!name.empty() || order.quote.treatment != tax::Treatment::none)
    order.buyer_key_wrapped = room.sealer.new_wrapped_key(place);
  if (!name.empty()) {
    const auto key = room.sealer.open(order.buyer_key_wrapped, place);
    order.receipt_name_sealed =
        room.sealer.seal_with(key.value(), name, "orders|" + order.id.value + "|receipt_name");
  }
  return order;
}

// A quote goes by the clock, whenever the dates were looked at last.
void go_by(Timestamp now, catalog::OfferDetail& detail) {
  detail.offer.sale_state = catalog::sale_state_of(detail.offer.rules, now);
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

std::unexpected<Error> place_needed() {
  return refuse(Errc::invalid, "checkout",
                "Say in which country you live: not every book of this order is sold everywhere.",
                "sale_country");
}

std::unexpected<Error> country_needed() {
  return refuse(Errc::invalid, "checkout",
                "Say in which country you live: the tax in the price depends on it.",
                "tax_country");
}

// In one order for everybody, so that two orders of the same books never wait for each other.
std::vector<const catalog::OfferDetail*> limited_of(
    const std::vector<catalog::OfferDetail>& books) {
  std::vector<const catalog::OfferDetail*> limited;
  for (const catalog::OfferDetail& book : books)
    if (book.offer.copies_left) limited.push_back(&book);
  std::ranges::sort(limited, {}, [](const catalog::OfferDetail* book) { return book->offer.id; });
  return limited;
}

// Takes what there is little of: a copy of each book, a use of the code. What has to be paid first
// is held for a while, and by one sender only so much of it.
Result<> hold_scarce(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                     const CheckoutReview& review, const std::string& holder, bool is_to_be_paid,
                     Timestamp now) {
  const auto limited = limited_of(review.books);
  const bool is_scarce = !limited.empty() || (review.coupon && review.is_coupon_limited);
  const std::string digest = holder_digest(room, holder);
  AAN_TRY(check_last_copies(limited));
  if (is_scarce && is_to_be_paid) AAN_TRY(check_holder(unit, digest, limited, now));
  if (is_scarce && !is_to_be_paid) AAN_TRY(take_free(unit, order, digest, now));
  for (const catalog::OfferDetail* book : limited)
    if (AAN_TRY(unit.stock().hold_copy(book->offer.id, order)) == ports::Held::none_left)
      return sales::sold_out(book->work.title);
  if (review.coupon && !AAN_TRY(unit.coupons().hold_use(*review.coupon, order)))
    return sales::coupon_used_up();
  if (!is_scarce || !is_to_be_paid) return {};
  return begin_hold(room, unit, order, digest, now);
}

Result<PlacedOrder> placed_as(const Room& room, const sales::Order& order) {
  // Whoever made another link wanted the one before to lead nowhere, nor who asked for it.
  if (order.link_generation > 1)
    return refuse(Errc::conflict, "checkout",
                  "The order that this request placed has another address by now.", "link_renewed");
  return PlacedOrder{order.id, order.reference, AAN_TRY(order_token(room.keys.ring(), order)), ""};
}

}  // namespace

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
  std::vector<catalog::BundleDetail> bundles;
  for (const catalog::OfferId& id : basket.offers) {
    if (auto detail = AAN_TRY(at.catalog().find_offer(id))) {
      go_by(now, *detail);
      catalog::show_in(detail->offer, choice);
      review.books.push_back(std::move(*detail));
      continue;
    }
    auto bundle = AAN_TRY(at.bundles().find_bundle(id));
    if (!bundle)
      return refuse(Errc::not_found, "quote", "One of these books is not in this shop.",
                    "no_such_offer");
    bundles.push_back(AAN_TRY(open_bundle(at.catalog(), *std::move(bundle))));
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
  const auto coupon = AAN_TRY(at.coupons().find_coupon(sales::coupon_key(basket.coupon)));
  if (!coupon) return sales::no_such_coupon();
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

// An order of nothing to pay writes to whatever address its sender named.
std::optional<Duration> Checkout::take_letter(const CheckoutRequest& request) {
  if (!request.writes_letters()) return std::nullopt;
  if (!request.holder.empty())
    if (const auto wait = pace_.own_free_letters.wait_of(request.holder)) return wait;
  return pace_.free_letters.take();
}

void Checkout::end_letter(const CheckoutRequest& request, const std::optional<Duration>& wait,
                          bool is_written) {
  if (!request.writes_letters() || wait) return;
  if (!is_written) return pace_.free_letters.give_back();
  if (!request.holder.empty()) pace_.own_free_letters.count_miss(request.holder);
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

Result<CheckoutReview> Checkout::review(const std::vector<catalog::OfferId>& offers) const {
  Basket basket;
  basket.offers = offers;
  return review(basket);
}

Result<CheckoutReview> Checkout::review(std::string_view name) const {
  const Timestamp now = room_.clock.wall();
  CheckoutReview review;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto book = AAN_TRY(find_book(at.catalog(), name));
    if (!book)
      return refuse(Errc::not_found, "checkout", "There is no such book in this shop.",
                    "no_such_book");
    Basket basket;
    basket.offers = {book->offer.id};
    review = AAN_TRY(review_in(at, basket, now, std::nullopt));
    return {};
  }));
  return review;
}

// The provider of the chosen way to pay; null when nothing is to be paid.
Result<const ports::PaymentProvider*> Checkout::choose(const CheckoutRequest& request,
                                                       const Money& total) const {
  if (request.seen_total && !(*request.seen_total == total))
    return refuse(Errc::conflict, "checkout",
                  "The price has changed while you were looking. Please see whether it still "
                  "suits you.",
                  "price_changed");
  if (total.is_zero()) return nullptr;
  const ports::PaymentProvider* provider = AAN_TRY(providers_.choose(request.method));
  AAN_TRY(Providers::check_amount(*provider, total));
  return provider;
}

Result<std::optional<PlacedOrder>> Checkout::find_placed(const CheckoutRequest& request) const {
  const IdempotentRequest once = AAN_TRY(
      IdempotentRequest::create("checkout", request.idempotency_key, canonical(room_, request)));
  std::optional<PlacedOrder> placed;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (const auto order = AAN_TRY(find_answered(room_, at.sales(), once)))
      placed = AAN_TRY(placed_as(room_, *order));
    return {};
  }));
  return placed;
}

Result<PlacedOrder> Checkout::place(const CheckoutRequest& request) {
  const IdempotentRequest once = AAN_TRY(
      IdempotentRequest::create("checkout", request.idempotency_key, canonical(room_, request)));
  AAN_TRY(check(request));
  AAN_TRY(check_versions(request));
  std::optional<customer::MailAddress> address;
  if (!trim(request.email).empty()) address = AAN_TRY(customer::MailAddress::parse(request.email));
  const NumberOutcome number = AAN_TRY(look_at_number(request));
  const Timestamp now = room_.clock.wall();
  std::optional<GiftRequest> gift;
  if (!request.gift.empty()) gift = AAN_TRY(read_gift(request.gift, now));
  PlacedOrder placed;
  payment::IntentId intent_id;
  bool is_new = false;
  bool is_free = false;
  const auto code_wait = this->code_wait(request);
  const auto wait = pace_.all.take();
  // Taken before it is known whether the order is free: a unit of work touches no clock.
  const auto free_wait = pace_.free.take();
  const auto letter_wait = take_letter(request);
  // Whoever repeats a request is answered at any pace: nothing is placed for it.
  if (wait && !AAN_TRY(find_answer(room_, once))) return std::unexpected(too_fast(*wait));
  // Write 1: the frozen quote, the order, the attempt and its outbox row, all or nothing.
  const Result<> written = room_.store.write("checkout", [&](ports::UnitOfWork& unit) -> Result<> {
    intent_id = {};
    is_new = false;
    is_free = false;
    if (const auto order = AAN_TRY(find_answered(room_, unit.sales(), once))) {
      const auto attempts = AAN_TRY(unit.payments().intents_of(order->id));
      if (!attempts.empty()) intent_id = attempts.back().id;
      placed = AAN_TRY(placed_as(room_, *order));
      return {};
    }
    CheckoutReview review = AAN_TRY(review_in(unit, request, now, code_wait, number.standing));
    if (review.quote.treatment == tax::Treatment::undecided) return country_needed();
    if (review.asks_country && request.country.empty()) return place_needed();
    sales::Order order = freeze(room_, request, std::move(review.quote), now);
    const ports::PaymentProvider* provider = AAN_TRY(choose(request, order.quote.total));
    AAN_TRY(check_consent(request, order.quote.total));
    AAN_TRY(check_named(request, order.quote));
    order.is_sandbox = provider != nullptr && provider->describe().is_sandbox;
    is_free = provider == nullptr;
    if (is_free && free_wait) return std::unexpected(too_fast(*free_wait));
    if (is_free && letter_wait) return std::unexpected(too_many_letters(*letter_wait));
    AAN_TRY(unit.sales().add_order(order));
    AAN_TRY(unit.sales().add_order_event(order.id, {"created", order.reference, now}));
    AAN_TRY(announce_placed(room_, unit, order, now));
    if (!request.country.empty())
      AAN_TRY(
          add_tax_evidence(room_, unit, order, {tax::Sign::declared, "", request.country, now}));
    if (request.consent_text != 0 && sales::is_consent_due(order.quote.total))
      AAN_TRY(
          unit.sales().add_order_event(order.id, sales::consent_event(request.consent_text, now)));
    if (address) {
      const auto whose = AAN_TRY(keep_address(room_, unit, order.id, *address, order.locale, now));
      if (request.wants_versions) AAN_TRY(ask_for_versions(unit, whose));
    }
    if (gift) AAN_TRY(add_gift(room_, unit, order.id, *gift, now));
    if (number.proof) AAN_TRY(keep_tax_number(room_, unit, order, *number.proof, now));
    AAN_TRY(hold_scarce(room_, unit, order.id, review, request.holder, provider != nullptr, now));
    if (provider == nullptr)
      AAN_TRY(apply_settlement(room_, providers_, unit, order.id, now));
    else
      intent_id =
          AAN_TRY(begin_.add_attempt(unit, order.id, order.quote.total, provider->describe(), now))
              .id;
    placed = AAN_TRY(placed_as(room_, order));
    is_new = true;
    return keep_answer(room_, unit.sales(), once, order.id.value, now);
  });
  if (!wait && !(written && is_new)) pace_.all.give_back();
  if (!free_wait && !(written && is_new && is_free)) pace_.free.give_back();
  end_letter(request, letter_wait, written && is_new && is_free);
  if (!written) count_miss(request, written.error());
  AAN_TRY(written);
  if (!intent_id.empty()) {
    // Write 2 follows the provider's answer. A provider that is down leaves an order that says so;
    // the outbox tries again.
    auto prompt = begin_.begin(intent_id);
    if (prompt)
      placed.prompt_url = *prompt;
    else
      log::warn("payment.begin_failed",
                {{"order", placed.id.value}, {"why", prompt.error().to_string()}});
  }
  return placed;
}

}  // namespace aan::service
