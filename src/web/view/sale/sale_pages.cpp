#include "web/view/sale/sale_pages.hpp"

#include <algorithm>
#include <array>
#include "domain/customer/customer.hpp"

#include "domain/sales/consent.hpp"
#include "domain/tax/country.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/country_choices.hpp"
#include "web/view/sale/payment_block.hpp"

namespace aan::web {
namespace {

std::string named(const Locale& locale, std::string_view prefix, std::string_view method) {
  const std::string* name = locale.find(std::string(prefix) + std::string(method));
  return name != nullptr ? *name : std::string(method);
}

std::string cart_news(const Locale& locale, const CartPage& page) {
  if (page.just_removed.empty()) return {};
  return locale.text("cart_removed", {{"title", page.just_removed}});
}

std::string pay_label(const Locale& locale, const CheckoutPage& page) {
  if (page.total.is_zero())
    return locale.plural("take_free", static_cast<std::int64_t>(page.lines.size()));
  const std::string total = locale.money(page.total);
  const auto works =
      std::ranges::count_if(page.methods, [](const PaymentChoice& choice) { return !choice.rest; });
  // With a choice to make, the button must not name a method that may not be the chosen one.
  if (works != 1) return locale.text("pay", {{"total", total}});
  return locale.text(
      "pay_with",
      {{"total", total}, {"method", method_in_words(locale, first_choice(page.methods)->method)}});
}

// Why a line of the cart is not part of the order.
std::string why_not(const Locale& locale, const CartLine& line) {
  if (!line.in_bundle.empty()) return locale.text("cart_in_bundle", {{"bundle", line.in_bundle}});
  if (!line.shared_title.empty())
    return locale.text("cart_bundles_share",
                       {{"title", line.shared_title}, {"bundle", line.shared_with}});
  if (!line.card.sold_in.empty() && !line.is_being_restored)
    return locale.text("cart_not_in_currency", {{"currencies", locale.list(line.card.sold_in)}});
  const std::string_view why = line.is_being_restored ? "being_restored"
                               : line.is_all_held     ? "all_held"
                               : line.is_sold_out     ? "sold_out"
                                                      : "not_for_sale";
  if (!line.because_of.empty())
    return locale.text("bundle_rests." + std::string(why), {{"title", line.because_of}});
  if (line.is_all_held && !line.is_being_restored && line.card.copies_back_at)
    return locale.text("cart_all_held", {{"until", locale.time_of_day(*line.card.copies_back_at)}});
  return locale.text(line.is_being_restored ? "cart_being_restored"
                     : line.is_sold_out     ? "cart_sold_out"
                                            : "cart_not_for_sale");
}

// What of a line is bought before its day: the book itself, or books of a bundle.
std::vector<ComesLater> later_of(const BookCard& card) {
  if (card.sale_state == catalog::SaleState::preorder && card.sale_day)
    return {{card.title, *card.sale_day}};
  return card.later;
}

// What comes later says so wherever it is paid for; of a bundle each such book by its title.
void fill_day(Block& line, const BookCard& card) {
  const Locale& locale = line.locale();
  for (const ComesLater& book : later_of(card)) {
    const std::string day = locale.date(book.day);
    line.add("COMES").set(
        "TEXT", card.bundled > 0 ? locale.text("line_waits", {{"title", book.title}, {"day", day}})
                                 : locale.text("order_waits", {{"day", day}}));
  }
}

// "At once" is said of what is there; of the other books it is said when that is. Where nothing is
// there at once, nobody is asked whether they want it so.
void fill_consent(Block& main, const CheckoutPage& page) {
  const Locale& locale = main.locale();
  const bool is_outside =
      page.consent == sales::kConsentTextOutside || page.consent == sales::kConsentTextOutsideLater;
  const bool is_all_later =
      page.consent == sales::kConsentTextLater || page.consent == sales::kConsentTextOutsideLater;
  const auto words = [&](const char* inside, const char* outside) {
    return is_outside ? outside : inside;
  };
  Block consent = main.add("CONSENT").set("VERSION", std::to_string(page.consent));
  consent.set("LABEL",
              locale.text(is_all_later ? words("consent_label_later", "consent_label_outside_later")
                                       : words("consent_label", "consent_label_outside")));
  consent.set("HINT", locale.text(words("consent_hint", "consent_hint_outside")));
  consent.show_if("TICKED", page.has_consented);
  consent.show_if("MISSING", page.problem && page.problem->error.reason == "consent");
  std::vector<std::string> books;
  for (const CheckoutLine& line : page.lines)
    for (const ComesLater& book : later_of(line.card))
      books.push_back(locale.text("consent_later_book",
                                  {{"title", book.title}, {"day", locale.date(book.day)}}));
  if (!books.empty())
    consent.add("LATER").set(
        "TEXT", locale.text(is_all_later ? words("consent_all_later", "consent_all_later_outside")
                                         : words("consent_later", "consent_later_outside"),
                            {{"books", locale.list(books)}}));
}

void fill_just_placed(Block& main, const std::optional<JustPlaced>& placed) {
  if (!placed) return;
  main.add("JUST_PLACED")
      .set("PATH", placed->path)
      .set("TEXT", main.locale().text(placed->is_unpaid ? "just_placed_unpaid" : "just_placed_paid",
                                      {{"reference", placed->reference}}));
}

// What stands in a field of the form that pays is sent with it, applied or not. To take a code out
// again has a form of its own: nothing is typed there.
void fill_coupon(Block form, const CouponField& coupon, std::string_view action,
                 const std::string& book, const std::string& amount, bool can_pay) {
  const Locale& locale = form.locale();
  form.show(can_pay && coupon.applied.empty() ? "WITHIN" : "ALONE");
  form.set("ACTION", action).set_if("BOOK", book).set_if("BOOK_AMOUNT", amount);
  if (!coupon.applied.empty()) {
    form.add("APPLIED").set(
        "TEXT", locale.text(coupon.leaves_own_prices ? "coupon_applied_own" : "coupon_applied",
                            {{"code", coupon.applied}}));
    return;
  }
  Block enter = form.add("ENTER").set("CODE", coupon.typed);
  enter.show_if("WRONG", coupon.problem.has_value());
  if (coupon.problem) enter.set_if("PROBLEM", error_text(locale, *coupon.problem).sentence);
}

std::string number_news(const Locale& locale, std::string_view standing) {
  if (standing == "confirmed") return locale.text("tax_number_confirmed");
  if (standing == "unknown") return locale.text("tax_number_unknown");
  return locale.text("tax_number_no_answer");
}

void fill_place(Block form, const CheckoutPage& page, bool can_pay) {
  const Locale& locale = form.locale();
  form.show(can_pay ? "WITHIN" : "ALONE");
  form.set("ACTION", kCheckoutPlacePath);
  form.set_if("BOOK", page.book).set_if("BOOK_AMOUNT", page.amount);
  const bool is_first = page.place->chosen.empty();
  form.set("LABEL", locale.text(!is_first                 ? "tax_country_change"
                                : page.place->is_for_sale ? "sale_country_set"
                                                          : "tax_country_set"));
  form.set("HINT", locale.text(page.place->is_for_sale ? "sale_country_hint" : "tax_country_hint"));
  form.show_if("FIRST", is_first).show_if("WRONG", page.place->problem.has_value());
  for (const CountryChoice& country : country_choices(locale))
    form.add("COUNTRY")
        .set("CODE", country.code)
        .set("NAME", country.name)
        .show_if("CHOSEN", country.code == page.place->chosen);
  if (page.place->asks_number) {
    Block number = form.add("NUMBER").set("TAX_NUMBER", page.place->number);
    if (!page.place->number_news.empty())
      number.add("NEWS").set("TEXT", number_news(locale, page.place->number_news));
  }
  if (page.place->problem)
    form.set_if("PROBLEM", error_text(locale, *page.place->problem).sentence);
}

// What the sum of prices without tax is called while nobody has said where the buyer lives.
std::string total_name(const Locale& locale, const Frame& frame, const Money& total) {
  const bool has_tax_to_come = frame.prices == tax::Prices::exclusive && !total.is_zero();
  return locale.text(has_tax_to_come ? "total_without_tax" : "total");
}

void fill_slip(Block& main, const CheckoutPage& page, const Frame& frame) {
  const Locale& locale = main.locale();
  for (const CheckoutLine& line : page.lines) {
    Block one = main.add("LINE");
    fill_book(one, line.card);
    fill_day(one, line.card);
    one.set("PRICE", price_text(locale, line.price));
  }
  const auto sum = [&](const std::string& name, const Money& amount) {
    main.add("SUM").set("NAME", name).set("AMOUNT", locale.money(amount));
  };
  const auto tax = tax_row(locale, page.tax);
  if (!page.discount.is_zero() || (tax && !tax->is_part))
    sum(locale.text("subtotal"), page.subtotal);
  if (!page.discount.is_zero())
    sum(discount_name(locale, page.coupon.applied), page.discount.negated());
  if (tax && !tax->is_part) sum(tax->name, tax->amount);
  main.set("TOTAL", locale.money(page.total));
  main.set("TOTAL_NAME", page.tax.treatment == tax::Treatment::undecided
                             ? total_name(locale, frame, page.total)
                             : locale.text("total"));
  if (const std::string about = main.about(page.total); !about.empty()) {
    main.set_if("TOTAL_ABOUT", about);
    main.set_if("ABOUT_HINT", locale.text("checkout_about", {{"total", locale.money(page.total)}}));
  }
  if (!tax || !tax->is_part) return;
  Block part = main.add("PART").set("NAME", tax->name);
  if (page.tax.treatment == tax::Treatment::taxed) part.set("AMOUNT", locale.money(tax->amount));
}

}  // namespace

std::string discount_name(const Locale& locale, const std::string& code) {
  return code.empty() ? locale.text("discount") : locale.text("discount_code", {{"code", code}});
}

std::string method_name(const Locale& locale, std::string_view method) {
  return named(locale, "method.", method);
}

std::string paid_method_name(const Locale& locale, std::string_view method) {
  const std::string* name = locale.find("method_paid." + std::string(method));
  return name != nullptr ? *name : method_name(locale, method);
}

std::string method_in_words(const Locale& locale, std::string_view method) {
  return named(locale, "method_with.", method);
}

std::string method_hint(const Locale& locale, const PaymentChoice& choice) {
  if (!choice.rest) {
    const std::string* hint = locale.find("method_hint." + choice.method);
    return hint != nullptr ? *hint : std::string();
  }
  const MethodRest& rest = *choice.rest;
  const std::string since = rest.since ? locale.date_time(*rest.since) : std::string();
  if (since.empty())
    return rest.reason.empty() ? locale.text("method_rests")
                               : locale.text("method_rests_reason", {{"reason", rest.reason}});
  return rest.reason.empty() ? locale.text("method_rests_since", {{"since", since}})
                             : locale.text("method_rests_since_reason",
                                           {{"since", since}, {"reason", rest.reason}});
}

const PaymentChoice* first_choice(const std::vector<PaymentChoice>& methods) {
  const PaymentChoice* first = nullptr;
  for (const PaymentChoice& choice : methods) {
    if (choice.rest) continue;
    if (choice.is_selected) return &choice;
    if (first == nullptr) first = &choice;
  }
  return first;
}

void fill_methods(Block& block, const std::vector<PaymentChoice>& methods) {
  const PaymentChoice* first = first_choice(methods);
  for (const PaymentChoice& choice : methods)
    block.add("METHOD")
        .set("ID", choice.method)
        .set("NAME", method_name(block.locale(), choice.method))
        .set("HINT", method_hint(block.locale(), choice))
        .show_if("REST", choice.rest.has_value())
        .show_if("CHOSEN", &choice == first);
}

std::string render(const CartPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(
      frame, {.title = locale.text("cart"), .page_class = "cart-page", .is_private = true}, "cart");
  Block& main = writer.main();
  main.set_if("DONE", cart_news(locale, page));
  fill_just_placed(main, page.just_placed);
  if (page.lines.empty()) {
    main.show("EMPTY");
    return writer.finish();
  }
  main.set_if("COUNT_TEXT",
              locale.plural("book_count", static_cast<std::int64_t>(page.lines.size())));
  Block full = main.add("FULL");
  bool is_ready = false;
  for (const CartLine& line : page.lines) {
    Block one = full.add("LINE");
    fill_book(one, line.card);
    one.set("OFFER", line.offer_id).show_if("RESTS", !line.can_be_bought);
    if (line.can_be_bought)
      fill_day(one, line.card);
    else
      one.add("WHY").set("TEXT", why_not(locale, line));
    if (line.can_be_bought && line.card.price) one.set_if("ABOUT", one.about(line.price));
    if (line.can_be_bought && line.card.buyer_sets_price && line.card.price) {
      one.set("PRICE", price_text(locale, line.price));
      Block own = one.add("OWN_PRICE").set("OFFER", line.offer_id);
      fill_own_price(own, *line.card.price, line.price, line.wrong_price);
    }
    is_ready = is_ready || line.can_be_bought;
  }
  if (!is_ready) {
    full.show("NONE_READY");
    return writer.finish();
  }
  Block ready = full.add("READY").set("TOTAL", locale.money(page.total));
  ready.set("TOTAL_NAME", total_name(locale, frame, page.total));
  if (frame.prices == tax::Prices::inclusive)
    ready.set_if("TOTAL_TAX", tax_word(locale, frame.prices, page.total));
  ready.set("CURRENCY", page.total.asset.code());
  ready.set_if("TOTAL_ABOUT", ready.about(page.total));
  if (!page.discount.is_zero())
    ready.add("DISCOUNT")
        .set("NAME", discount_name(locale, page.coupon.applied))
        .set("AMOUNT", locale.money(page.discount.negated()));
  fill_coupon(ready.include("COUPON", "coupon"), page.coupon, kCartCouponPath, {}, {}, false);
  return writer.finish();
}

std::string render(const CheckoutPage& page, const Frame& plain_frame) {
  const bool is_free = page.total.is_zero();
  const bool is_place_open = page.place && page.place->chosen.empty();
  const bool can_pay = !is_place_open && (is_free || first_choice(page.methods) != nullptr);
  Frame frame = plain_frame;
  if (!can_pay) frame.languages_take_form_to.clear();
  if (!can_pay) frame.currencies_take_form_to.clear();
  if (!frame.languages_take_form_to.empty()) frame.offers_languages = true;
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(
      frame, {.title = locale.text("checkout"), .page_class = "checkout", .is_private = true},
      "checkout");
  Block& main = writer.main();
  fill_slip(main, page, frame);
  fill_just_placed(main, page.just_placed);
  main.show_if("STAMPED", page.is_stamped);
  const auto left = [&](std::string_view key, const std::vector<std::string>& titles) {
    if (titles.empty()) return;
    main.add("LEFT_OUT")
        .set("TEXT", locale.plural(key, static_cast<std::int64_t>(titles.size()),
                                   {{"titles", locale.list(titles)},
                                    {"currency", std::string(page.total.asset.code())}}));
  };
  left("checkout_left_out", page.left_out);
  left("checkout_left_elsewhere", page.left_elsewhere);
  main.set("SEEN_TOTAL", std::to_string(page.total.amount));
  main.set("CURRENCY", page.total.asset.code());
  main.set("KEY", page.idempotency_key).set_if("BOOK", page.book);
  main.set_if("BOOK_AMOUNT", page.amount);
  main.set_if("CART", page.cart);
  main.set_if("APPLIED_COUPON", page.coupon.applied);
  fill_coupon(main.include("COUPON", "coupon"), page.coupon, kCheckoutCouponPath, page.book,
              page.amount, can_pay);
  main.set("RECEIPT_NAME", page.receipt_name);
  main.set_if("FORGOTTEN", page.name_days == 0
                               ? std::string()
                               : locale.text("receipt_name_forgotten",
                                             {{"days", locale.number(page.name_days)}}));
  // What is wrong with a field is said at the field.
  const std::string reason = page.problem ? page.problem->error.reason : "";
  const bool is_of_email = page.takes_email && reason == "mail_address";
  const std::string sentence = page.problem ? error_text(locale, *page.problem).sentence : "";
  if (!sentence.empty() && !is_of_email)
    main.add(reason == "receipt_name" || reason == "name_needed" ? "NAME_PROBLEM" : "TOP_PROBLEM")
        .set("TEXT", sentence);
  if (page.takes_email) {
    Block email = main.add("EMAIL").set("EMAIL", page.email);
    email.show_if("TICKED", page.wants_versions);
    email.set("HINT", locale.text("email_hint", {{"days", locale.number(page.email_days)}}));
    if (is_of_email) email.add("PROBLEM_HERE").set("TEXT", sentence);
  }
  Block gift = main.add("GIFT");
  gift.show_if("OPEN", page.gift.is_wished() || page.gift.problem.has_value());
  gift.set("NAME", page.gift.name).set("MESSAGE", page.gift.message).set("DAY", page.gift.day);
  if (page.takes_email) gift.add("LETTER").set("EMAIL", page.gift.email);
  if (page.gift.problem) gift.set_if("PROBLEM", error_text(locale, *page.gift.problem).sentence);
  if (page.consent > 0) fill_consent(main, page);
  if (page.place) fill_place(main.add("ASK_PLACE").include("PLACE", "place"), page, can_pay);
  if (is_place_open) {
    if (page.problem) main.set_if("PLACE_PROBLEM", error_text(locale, *page.problem).sentence);
    return writer.finish();
  }
  if (!is_free && !page.methods.empty()) {
    Block methods = main.add("METHODS");
    fill_methods(methods, page.methods);
  }
  if (!can_pay) {
    main.show(page.methods.empty() ? "NO_METHOD_YET" : "NO_METHOD");
    return writer.finish();
  }
  main.set("PAY_LABEL", pay_label(locale, page));
  // Enter in a field presses the first button of its form: it never pays, and applies a code where
  // one can be typed.
  Block pay = main.add("CAN_PAY");
  if (page.coupon.applied.empty())
    pay.add("ENTER_APPLIES").set("ACTION", kCheckoutCouponPath);
  else
    pay.show("ENTER_RESTS");
  return writer.finish();
}

}  // namespace aan::web
