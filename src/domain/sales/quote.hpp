#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "domain/catalog/bundle.hpp"
#include "domain/tax/regime.hpp"

namespace aan::sales {

inline constexpr std::size_t kQuoteLinesMax = 50;
/// In ledger units. Far above any cart and far below the type, so that no sum of payments can
/// overflow; what costs more could be ordered and never paid.
inline constexpr std::int64_t kOrderTotalMax = 1'000'000'000'000;

/// One thing in a quote: an edition's files at the price of one revision of one offer.
struct QuoteLine {
  catalog::OfferId offer_id;
  std::int64_t offer_revision = 0;
  catalog::WorkId work_id;
  catalog::EditionId edition_id;
  std::int64_t edition_version = 0;
  std::vector<catalog::FileId> files;
  std::string title;             ///< as it was when quoted
  std::string authors;           ///< joined for a receipt
  Money price;                   ///< of a book in a bundle: its share of the bundle's price
  catalog::OfferId bundle_id;    ///< the bundle that it was bought in; empty: by itself
  std::string bundle_title;      ///< as it was when quoted
  bool buyer_set_price = false;  ///< while it is quoted; the stored order does not say
  Money discount;                ///< what a coupon takes off it: from zero to the price
  Money tax;                     ///< of what is charged for it
  Money tax_added;  ///< what tax adds to price less discount; below zero: it takes that off
  /// What is charged for this line.
  [[nodiscard]] Money total() const {
    return {price.amount - discount.amount + tax_added.amount, price.asset};
  }
};

/// Every amount of a sale that is known before it is paid, what the buyer pays and what the seller
/// gets kept apart. Frozen into the order before any payment exists; recomputed from the stored
/// lines it gives itself again. What a processor keeps is known after the payment alone, and stands
/// in the journal (`payment::order_account`).
struct Quote {
  std::vector<QuoteLine> lines;
  Money subtotal;   ///< sum of the line prices
  Money discount;   ///< sum of the line discounts
  Money tax;        ///< part of the total that is tax
  Money tax_added;  ///< sum of the lines': zero where prices hold the tax
  Money total;      ///< what the buyer pays: subtotal - discount + tax_added
  Money proceeds;   ///< what the seller sold for: total - tax, before what a processor keeps
  std::int64_t terms_version = 1;
  std::string coupon;  ///< code that gave the discount, as the shop writes it; empty: none
  tax::Treatment treatment = tax::Treatment::none;
  std::string tax_country;   ///< whose tax it is, or would be; empty: nobody's
  std::int64_t tax_bps = 0;  ///< the rate in basis points; of a reverse charge the one not charged
};

/// What buyers chose to pay, for each offer.
using ChosenAmounts = std::map<catalog::OfferId, Money>;

/// Prices a cart from what is stored. Errors: invalid (empty, more than `kQuoteLinesMax` lines,
/// lines in two currencies, more than `kOrderTotalMax` in all), conflict with reason
/// "not_for_sale", "being_restored" or "sold_out" for an offer that cannot be bought now, and
/// "not_in_currency" (values "title", "currency", "sold_in") for one, or a bundle, that has no
/// price in `currency` (`catalog::show_in`); its sentence names the title. `chosen`: what the buyer
/// pays for offers whose price the buyer sets (without it: the least); for all others it is
/// ignored. Errors: those of `catalog::check_chosen`. `bundles`: their lines follow, a line for
/// each book, with the bundle's price shared out among them in proportion to their own prices, by
/// largest remainder. Errors: the reason of the first book that keeps a bundle from being had,
/// conflict "bundle_not_for_sale" for a hidden one, and conflict "already_in_bundle" for a book
/// that would be bought twice.
Result<Quote> make_quote(std::span<const catalog::OfferDetail> offers, const Asset& currency,
                         std::int64_t terms_version, const ChosenAmounts& chosen = {},
                         std::span<const catalog::BundleDetail> bundles = {});

/// No copy of a book is left.
std::unexpected<Error> sold_out(const std::string& title);
/// Conflict "all_held": no copy is left now, and one that an unpaid order holds may be free then.
std::unexpected<Error> all_held(const std::string& title, Timestamp back_at);

/// Recomputes every amount that follows from the lines. Errors: invalid on overflow or two assets.
Result<> add_up(Quote& quote);

/// Puts the tax on a quote whose discounts are known, and adds it up again. The tax of all lines
/// together is rounded once, half a unit up, and shared out among them by largest remainder. Where
/// nothing is to be paid there is no tax and no place of it. Errors: invalid "total_too_large".
Result<> apply_tax(Quote& quote, const tax::Decision& decision);

/// True when the amounts of `quote` follow from its lines, no line is discounted below zero, and
/// the tax is what its rate gives.
[[nodiscard]] bool is_consistent(const Quote& quote);

}  // namespace aan::sales
