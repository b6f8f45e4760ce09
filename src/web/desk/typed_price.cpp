#include "web/desk/typed_price.hpp"

#include "domain/catalog/price.hpp"
#include "domain/catalog/price_words.hpp"

namespace aan::web {

Result<std::optional<Money>> typed_price(const std::string& text, const Asset& currency) {
  if (text.empty()) return std::optional<Money>{};
  auto price = catalog::parse_price(text, currency);
  if (price) return std::optional<Money>{*price};
  return refuse(Errc::invalid, "desk.price", price.error().safe, "desk_price",
                catalog::price_words(currency));
}

Result<std::optional<Money>> typed_price(const DeskFront& front, const std::string& text) {
  return typed_price(text, front.room().currency);
}

}  // namespace aan::web
