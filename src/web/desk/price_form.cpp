#include "web/desk/price_form.hpp"

#include <algorithm>

#include "domain/catalog/price.hpp"
#include "service/books/manage_catalog.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/typed_price.hpp"

namespace aan::web {
namespace {

// "price" of the shop's own currency, "price.EUR" of another.
PriceFields typed_fields(const Visit& visit, const std::string& ending) {
  return {field_of(visit, "price" + ending), field_of(visit, "compare_at" + ending),
          field_of(visit, "suggested" + ending),
          !field_of(visit, "buyer_sets_price" + ending).empty()};
}

std::string ending_of(const Asset& currency) { return "." + std::string(currency.code()); }

PriceFields fields_of(const catalog::PriceTerms& terms) {
  const auto text = [](const std::optional<Money>& one) { return one ? decimal(*one) : ""; };
  return {text(terms.price), text(terms.compare_at), text(terms.suggested), terms.buyer_sets_price};
}

// A refusal says in which field of the form it is: the one it names, or `field`.
template <class T>
Result<T> in_field(Result<T> typed, std::string field, const std::string& ending) {
  if (typed) return typed;
  ErrorValues& values = typed.error().values;
  const auto named = std::ranges::find(values, "field", &ErrorValue::name);
  if (named != values.end()) {
    field = std::get<std::string>(named->value);
    values.erase(named);
  }
  values.push_back({"field", field + ending});
  return typed;
}

Result<catalog::PriceTerms> terms_of(const PriceFields& typed, const Asset& currency,
                                     const std::string& ending) {
  catalog::PriceTerms terms;
  terms.price = AAN_TRY(in_field(typed_price(typed.price, currency), "price", ending));
  terms.compare_at =
      AAN_TRY(in_field(typed_price(typed.compare_at, currency), "compare_at", ending));
  terms.suggested = AAN_TRY(in_field(typed_price(typed.suggested, currency), "suggested", ending));
  terms.buyer_sets_price = typed.buyer_sets_price;
  AAN_TRY(in_field(catalog::check_terms(terms, currency), "price", ending));
  return terms;
}

}  // namespace

PriceForm typed_price_form(const DeskFront& front, const Visit& visit) {
  PriceForm form{typed_fields(visit, ""), {}};
  for (const Asset& one : front.room().other_currencies)
    if (has_field(visit, "price" + ending_of(one)))
      form.others[one] = typed_fields(visit, ending_of(one));
  return form;
}

PriceForm price_form_of(const DeskFront& front, const catalog::Offer& offer) {
  PriceForm form{fields_of(offer), {}};
  for (const Asset& currency : front.room().other_currencies) {
    const auto at = std::ranges::find_if(
        offer.others, [&](const catalog::PriceTerms& one) { return one.price->asset == currency; });
    form.others[currency] = at == offer.others.end() ? PriceFields() : fields_of(*at);
  }
  return form;
}

Result<> set_prices(const DeskFront& front, const std::string& slug, const PriceForm& typed,
                    const std::string& by) {
  const service::Room& room = front.room();
  service::OtherTerms others;
  for (const auto& [currency, fields] : typed.others)
    others[currency] = AAN_TRY(terms_of(fields, currency, ending_of(currency)));
  AAN_TRY(
      service::set_prices(room, slug, AAN_TRY(terms_of(typed.own, room.currency, "")), others, by));
  return {};
}

void fill_fields(Block& block, const PriceFields& typed, const Asset& currency) {
  block.set("PRICE_NOW", typed.price).set("COMPARE_AT", typed.compare_at);
  block.set("SUGGESTED", typed.suggested).show_if("BUYER_SETS", typed.buyer_sets_price);
  block.set("CURRENCY", currency.code());
}

}  // namespace aan::web
