#include "service/sale/checkout_request.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "domain/sales/consent.hpp"
#include "domain/sales/coupon.hpp"

namespace aan::service {
namespace {

Result<> check_receipt_name(const CheckoutRequest& request) {
  if (request.receipt_name.size() > kReceiptNameBytesMax || !is_utf8(request.receipt_name))
    return refuse(Errc::invalid, "checkout",
                  "The name on the receipt can have at most 120 bytes of text.", "receipt_name",
                  {{"limit", std::int64_t{kReceiptNameBytesMax}}});
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

}  // namespace

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

Result<> check_offers(const Basket& basket) {
  std::vector<catalog::OfferId> sorted = basket.offers;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end())
    return refuse(Errc::invalid, "checkout", "A book can be in an order once.", "duplicate_offer");
  return {};
}

Result<> check_request(const CheckoutRequest& request) {
  AAN_TRY(check_receipt_name(request));
  AAN_TRY(check_offers(request));
  return check_versions(request);
}

Result<> check_named(const CheckoutRequest& request, const sales::Quote& quote) {
  if (quote.treatment != tax::Treatment::reverse_charge || !one_line(request.receipt_name).empty())
    return {};
  return refuse(Errc::invalid, "checkout", "An invoice without VAT has to name its buyer.",
                "name_needed");
}

Result<> check_consent(const CheckoutRequest& request, std::int64_t due) {
  const std::int64_t given = request.consent_text;
  if (given == 0 && (due == 0 || !request.needs_consent)) return {};
  if (sales::covers_consent(given, due) || (due == 0 && sales::is_consent_text(given))) return {};
  return refuse(Errc::invalid, "checkout",
                "Please agree to the delivery: this shop delivers in no other way.", "consent");
}

}  // namespace aan::service
