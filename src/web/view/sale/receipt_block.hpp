#pragma once
#include <string>
#include <string_view>

#include "domain/sales/consent.hpp"
#include "web/view/block.hpp"
#include "web/view/sale/order_page.hpp"

namespace aan::web {

/// What a line of a receipt is called: title, bundle, and the day that it waits for.
std::string receipt_line(const Locale& locale, const OrderPageLine& line);
/// The text of a receipt or a time line about a consent: what begins with `stem`, by its delivery.
std::string consent_key(std::string_view stem, const sales::Consent& consent);
/// "Agreed to on …", with what the buyer knew of the right to withdraw where the words spoke of it.
std::string consent_words(const Locale& locale, const sales::Consent& consent);
/// The table of a receipt at {{>RECEIPT}}: lines, amounts and facts. `contact`: how the shop is
/// reached; empty where the page says it elsewhere.
void fill_receipt(Block& main, const OrderPage& page, const std::string& contact);

}  // namespace aan::web
