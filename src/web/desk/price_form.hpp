#pragma once
#include <map>
#include <string>

#include "web/desk/desk_front.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// The fields of the form of a price in one currency, as they were typed or as the offer has them.
struct PriceFields {
  std::string price;
  std::string compare_at;
  std::string suggested;
  bool buyer_sets_price = false;
};
/// For the shop's own currency, and for the others.
struct PriceForm {
  PriceFields own;
  std::map<Asset, PriceFields> others;
};

/// What was typed. A currency that the shop did not have yet when the form was shown has no field
/// in it.
PriceForm typed_price_form(const DeskFront& front, const Visit& visit);
/// What the offer has, in every currency of the shop.
PriceForm price_form_of(const DeskFront& front, const catalog::Offer& offer);
/// All prices of the form with one revision; those that are not in it stay. Errors: invalid, of
/// what was typed; those of `service::set_prices`.
Result<> set_prices(const DeskFront& front, const std::string& slug, const PriceForm& typed,
                    const std::string& by);
void fill_fields(Block& block, const PriceFields& typed, const Asset& currency);

}  // namespace aan::web
