#pragma once
#include <span>
#include <vector>

#include "domain/catalog/bundle.hpp"

namespace aan::catalog {

/// How many currencies a shop may sell in beside its own.
inline constexpr std::size_t kOtherCurrenciesMax = 8;

/// What a shop sells in, and which of it a buyer sees. Nothing is ever converted: every price was
/// set in its own currency.
struct CurrencyChoice {
  Asset own;                       ///< the shop's, in which the first price of everything is
  std::span<const Asset> offered;  ///< beside it
  Asset shown;                     ///< one of these
};

/// Shows an offer as it is sold in the chosen currency: its terms in that stand where the first
/// ones do, and all others in `others`. Without any in that it has no price. What the shop does not
/// offer any more is left out.
void show_in(Offer& offer, const CurrencyChoice& choice);
/// The same for a bundle and its books. Without a price in that currency it is not `is_priced`, and
/// its price is zero.
void show_in(BundleDetail& detail, const CurrencyChoice& choice);

/// The currencies in which an offer, or a bundle, has a price, by rising code.
[[nodiscard]] std::vector<Asset> sold_in(const Offer& offer);
[[nodiscard]] std::vector<Asset> sold_in(const Bundle& bundle);

/// A currency that the shop does not sell in, by what was written: invalid "currency_not_sold" with
/// the codes that there are. What is no currency at all is not repeated.
std::unexpected<Error> not_sold_in(std::string_view code, std::span<const Asset> sold);

/// Whether these are prices that an offer may have: each as `check_terms` wants it, in currencies
/// that are offered, none twice. Errors: invalid, with a sentence for the operator; as of
/// `not_sold_in`.
Result<> check_other_prices(std::span<const PriceTerms> others, const Asset& own,
                            std::span<const Asset> offered);

/// "USD, EUR", for a sentence.
[[nodiscard]] std::string codes_of(std::span<const Asset> currencies);

}  // namespace aan::catalog
