#pragma once
#include "web/desk/desk_front.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// An account of the journal as people call it; the account where the locale has no words.
std::string account_words(const Locale& locale, std::string_view account);
/// /desk/sales, with `month`: what was sold each day, and what each account of the ledger moved.
Result<net::Response> show_sales(const DeskFront& front, const Visit& visit);
/// /desk/sales/export, with `month`: the journal of it as CSV.
Result<net::Response> send_sales(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
