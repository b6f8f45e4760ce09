#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/sales/quote.hpp"
#include "service/room.hpp"
#include "service/sale/gifts.hpp"

namespace aan::service {

inline constexpr std::size_t kReceiptNameBytesMax = 120;

/// What a buyer wants, before any price.
struct Basket {
  std::vector<catalog::OfferId> offers;  ///< and bundles, by their ids
  sales::ChosenAmounts amounts;  ///< for offers whose price the buyer sets; ignored for all others
  std::string coupon;            ///< as typed; empty: none
  Asset currency;                ///< in which everything is sold and charged; empty: the shop's own
  /// Where the buyer lives, by ISO code; asked where tax depends on it, or whether it is sold.
  std::string country;
  std::string tax_number;  ///< of a business, as typed; empty: none
  bool asks_service =
      false;           ///< a service may be asked about it now; else what is remembered counts
  std::string sender;  ///< who asks, for the pace of wrong codes: never stored or logged
  /// Who asks, for what their unpaid orders hold; empty: cannot be told from others. A keyed digest
  /// of it is kept as long as the order holds something.
  std::string holder;
  /// The code is known to exist because it worked before, which whoever asks has proved: then it is
  /// looked at however often this sender was wrong about others.
  bool has_code_worked = false;
};

/// What a buyer asks for. Prices come from the store, but for amounts that a buyer may choose.
struct CheckoutRequest : Basket {
  /// What the sender named, in words that do not change with the shop, where `offers` are only what
  /// of it can be bought at this moment; empty: `offers` and `amounts` are those words. The same
  /// key with the same words is the same request.
  std::string asked;
  std::string method;               ///< needed unless everything is free
  std::optional<Money> seen_total;  ///< what the buyer was shown; another total is refused
  std::string receipt_name;         ///< optional; personal; sealed before it is stored
  std::string email;                ///< the same; only where the shop sends mail
  std::string locale = "en";
  /// To hear of new versions at that address, which is kept for it. Never taken back by an order
  /// that does not say so: every letter has a link that does.
  bool wants_versions = false;
  GiftWish gift;                  ///< empty: the order is for the buyer; personal
  std::int64_t consent_text = 0;  ///< version of the words agreed to (`sales::Consent`); 0: none
  bool needs_consent = false;     ///< whoever has to pay is refused without it
  std::string idempotency_key;
  /// Somebody is written to, whoever that is.
  [[nodiscard]] bool writes_letters() const { return !email.empty() || !gift.email.empty(); }
};

/// What the request asks for, as one text: the same text, the same request. Of an address only a
/// keyed digest, since a digest of this text is stored.
[[nodiscard]] std::string canonical(const Room& room, const CheckoutRequest& request);

/// Errors: invalid "duplicate_offer".
Result<> check_offers(const Basket& basket);
/// What can be said of a request without looking at the shop. Errors: invalid "receipt_name",
/// "duplicate_offer", and "versions_address" for who wants letters without an address.
Result<> check_request(const CheckoutRequest& request);
/// The law wants whoever owes the tax named on the invoice. Errors: invalid "name_needed".
Result<> check_named(const CheckoutRequest& request, const sales::Quote& quote);
/// `due`: the words that an order of it takes (`CheckoutReview::consent_text`). Others were not
/// agreed to as they are now. Errors: invalid "consent".
Result<> check_consent(const CheckoutRequest& request, std::int64_t due);

}  // namespace aan::service
