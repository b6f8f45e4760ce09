#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "domain/catalog/book_view.hpp"

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
  std::string title;    ///< as it was when quoted
  std::string authors;  ///< joined for a receipt
  Money price;
};

/// Every amount of a sale, what the buyer pays and what the seller gets kept apart. Frozen into
/// the order before any payment exists; recomputed from the stored lines it gives itself again.
struct Quote {
  std::vector<QuoteLine> lines;
  Money subtotal;       ///< sum of the line prices
  Money discount;       ///< taken off the subtotal; zero until coupons exist
  Money tax;            ///< part of the total that is tax; zero until tax rules exist
  Money total;          ///< what the buyer pays: subtotal - discount (tax included)
  Money processor_fee;  ///< what the payment method keeps; zero for the sandbox
  Money proceeds;       ///< what the seller has after all: total - tax - processor_fee
  std::int64_t terms_version = 1;
};

/// Prices a cart from what is stored. Errors: invalid (empty, more than `kQuoteLinesMax` lines,
/// lines in two currencies, more than `kOrderTotalMax` in all), conflict with reason "not_for_sale"
/// for an offer that cannot be bought now; its sentence names the title.
Result<Quote> make_quote(std::span<const catalog::OfferDetail> offers, const Asset& currency,
                         std::int64_t terms_version);

/// True when the amounts of `quote` follow from its lines.
[[nodiscard]] bool is_consistent(const Quote& quote);

}  // namespace aan::sales
