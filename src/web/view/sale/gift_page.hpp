#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/sales/gift.hpp"
#include "web/view/frame.hpp"
#include "web/view/sale/order_page.hpp"

namespace aan::web {

/// `/gifts/{token}`. Private: by its first link something to be claimed, by the link of whoever
/// claimed it what can be fetched. Says nothing of the order but its books. Forms, all POST below
/// its own path:
///   /claim                   idempotency_key -> 303 /gifts/{another token}
///   /downloads, /renewals    grant, idempotency_key, as of an order
struct GiftPage {
  std::string path;
  std::string page_url;  ///< the whole address, to be kept; only where `is_own`
  bool is_own = false;
  sales::GiftState state = sales::GiftState::unpaid;
  std::string name;   ///< of whoever gets it; empty: forgotten
  std::string giver;  ///< as the receipt names the buyer; may be empty
  std::string message;
  Timestamp opens_at;
  std::vector<OrderPageLine> lines;
  std::string claim_key;           ///< idempotency key of the form that claims it
  std::optional<Problem> problem;  ///< why the last button did nothing
};
std::string render(const GiftPage& page, const Frame& frame);

}  // namespace aan::web
