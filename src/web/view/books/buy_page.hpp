#pragma once
#include <optional>
#include <string>

#include "web/view/books/book_card.hpp"
#include "web/view/books/own_price.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// `/buy/{slug}`: what a reading app leads to. Apps fetch it while they draw a list, and some keep
/// it as a file: it does nothing, every address on it is a whole one, and a QR code carries it to a
/// device that can pay. Whoever pays on this one goes on to the checkout.
struct BuyPage {
  BookCard card;
  std::string offer_id;
  std::string origin;  ///< with which its addresses begin
  bool has_sample = false;
  bool can_be_bought = false;
  std::optional<Money> suggested;  ///< what stands in the field when the buyer sets the price
  std::optional<WrongPrice> wrong_price = {};  ///< that was written there
};
std::string render(const BuyPage& page, const Frame& frame);

}  // namespace aan::web
