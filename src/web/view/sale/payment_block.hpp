#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "web/view/block.hpp"
#include "web/view/sale/sale_pages.hpp"

namespace aan::web {

/// "Lightning"; the word itself for a method without a name.
std::string method_name(const Locale& locale, std::string_view method);
/// What an order was paid with: "Card", where the choice names wallets as well.
std::string paid_method_name(const Locale& locale, std::string_view method);
/// The same inside a sentence: "play money".
std::string method_in_words(const Locale& locale, std::string_view method);
/// What a choice says below its name: a hint, or why it rests and since when.
std::string method_hint(const Locale& locale, const PaymentChoice& choice);
/// The choice that a form starts with: the selected one, else the first that works; may be none.
const PaymentChoice* first_choice(const std::vector<PaymentChoice>& methods);
/// METHOD: ID, NAME, HINT, REST, CHOSEN
void fill_methods(Block& block, const std::vector<PaymentChoice>& methods);

}  // namespace aan::web
