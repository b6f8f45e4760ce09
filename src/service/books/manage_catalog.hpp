#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/audit.hpp"
#include "service/books/sale_rules_text.hpp"
#include "service/room.hpp"

namespace aan::service {

// What is done here stands in the audit log, written in the same unit of work, under the name of
// whoever did it: `by`.

/// The end of an address of this shop that is written nearly as `which`; empty: none is.
Result<std::string> nearest_slug(const Room& room, const std::string& which);
/// What an operator says about a book; `which` names it as in `service/browsing/find_book`. Errors:
/// not_found, with a sentence that says how books are named.
Result<catalog::BookDetail> find_book(const Room& room, const std::string& which);
/// What of a book's copies orders have: sold ones, and those that unpaid orders hold. Errors: those
/// of the store.
Result<sales::CopiesTaken> copies_taken(const Room& room, const catalog::OfferId& offer);
/// The next revision of its offer says all of `terms`: what they leave out is gone. Errors:
/// not_found, invalid (`catalog::check_terms`).
Result<catalog::BookDetail> set_price(const Room& room, const std::string& which,
                                      const catalog::PriceTerms& terms,
                                      std::string_view by = kOperator);
/// The same inside a unit of work, of a book that was read in it, with terms that were checked.
Result<> put_price(ports::UnitOfWork& unit, const catalog::BookDetail& book,
                   const catalog::PriceTerms& terms, std::string_view by, Timestamp now);
/// The same for another currency that the shop sells in, the shop's own included; terms without a
/// price end its sale in that currency. The other prices stay. Errors: also invalid for a currency
/// that the shop does not sell in.
Result<catalog::BookDetail> set_price_in(const Room& room, const std::string& which,
                                         const Asset& currency, const catalog::PriceTerms& terms,
                                         std::string_view by = kOperator);
/// What is said of the price in further currencies; terms without a price end the sale in one.
using OtherTerms = std::map<Asset, catalog::PriceTerms>;
/// The price in the shop's own currency and those in `others` with one revision. Prices in
/// currencies of which nothing is said stay as they are. Errors: as before.
Result<catalog::BookDetail> set_prices(const Room& room, const std::string& which,
                                       const catalog::PriceTerms& terms, const OtherTerms& others,
                                       std::string_view by = kOperator);
/// All prices of an offer in machine words: "4.99 USD, at least 3.00 EUR", "none".
std::string words_of_prices(const catalog::Offer& offer);
/// The word for as many copies as are wanted.
inline constexpr std::string_view kUnlimited = "unlimited";
/// A number of copies as an operator types it: "12", or `kUnlimited`. Errors: invalid.
Result<std::optional<std::int64_t>> read_copies(std::string_view typed);
/// So many copies may be sold from now on, beside those that unpaid orders hold already; nothing:
/// as many as are wanted. Errors: not_found, invalid (below zero, above `catalog::kCopiesMax`).
Result<catalog::BookDetail> set_copies(const Room& room, const std::string& which,
                                       const std::optional<std::int64_t>& copies,
                                       std::string_view by = kOperator);
/// When it is sold, and from which day it is delivered; what `dates` leave out is gone, the
/// territory stays. Lines that wait for a day that is moved wait for the other one. Errors:
/// not_found, invalid "sale_moment", "sale_dates".
Result<catalog::BookDetail> set_dates(const Room& room, const std::string& which,
                                      const SaleDatesText& dates, std::string_view by = kOperator);
/// Where it is sold; the dates stay. Errors: not_found, invalid "sale_countries".
Result<catalog::BookDetail> set_territory(const Room& room, const std::string& which,
                                          const std::string& territory,
                                          const std::string& countries,
                                          std::string_view by = kOperator);
/// It brings a licence key for so many devices from now on; nothing: none. Keys that were given
/// stay as they are. Errors: not_found, invalid "licence_seats".
Result<catalog::BookDetail> set_licence_seats(const Room& room, const std::string& which,
                                              const std::optional<std::int64_t>& seats,
                                              std::string_view by = kOperator);
/// Lists it in the shop, or hides it from everybody but its buyers. Errors: not_found.
Result<catalog::BookDetail> set_visibility(const Room& room, const std::string& which,
                                           catalog::Visibility visibility,
                                           std::string_view by = kOperator);

}  // namespace aan::service
