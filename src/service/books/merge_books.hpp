#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ports/source_store.hpp"
#include "service/audit.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Lets one book stand for another that is the same: `which` leaves the pages and the search, its
/// address leads to `into`, and whoever bought it keeps theirs. Nothing of it is lost: `unmerge`
/// brings it back as it was. What `take_prices` says of the price of `which` is done, and kept
/// when they are parted. It stands in the audit log under the name `by`, a price that was taken
/// as "book.price", too. Returns the book
/// that stands for both. Errors: not_found (either); invalid "merge_self"; conflict "merged"
/// (another stands for it already), "merge_circle" (it stands for `into` itself), "merge_hidden"
/// (`into` is), "merge_chain" (more than `kMergeDepthMax` would follow each other) and
/// "merge_sells"
/// (`which` can be bought and `into` could not be, so that nothing of them would be for sale).
Result<catalog::BookDetail> merge_books(const Room& room, const std::string& which,
                                        const std::string& into, std::string_view by);
/// Whether one work may stand for another. Errors: conflict "merge_circle", "merge_chain".
Result<> check_merge(const ports::SourceStore& sources, const catalog::WorkId& id,
                     const catalog::WorkId& into);
/// Parts a book from the one that stands for it, and lists it again if it was. Returns it. Errors:
/// not_found; conflict "not_merged".
Result<catalog::BookDetail> unmerge_book(const Room& room, const std::string& which,
                                         std::string_view by);
/// The titles of listed bundles that hold this book, at most 10: while another one stands for it
/// they cannot be bought.
Result<std::vector<std::string>> bundles_with(const Room& room, const catalog::WorkId& id);
/// Whether it has no price in any currency.
[[nodiscard]] bool is_unpriced(const catalog::Offer& offer);
/// Whether somebody said that it has none: that is a decision, which no list and no merge undoes.
[[nodiscard]] bool is_price_taken_away(const catalog::Offer& offer);

/// What became of the prices of a book that another one stands for.
enum class Taken : std::uint8_t {
  nothing,     ///< there was none to take, or the book that stays has its own
  taken,       ///< they are those of the book that stays now
  taken_away,  ///< left out: `is_price_taken_away`
  has_file,    ///< left out: a list would set the price of a book that is the shop's already
  free,        ///< left out: one of them is zero
};
/// Gives the book `into` the prices of `from` where it never had one. `is_by_list`: nobody said
/// that the two are one, their titles did; then only a book without files gets them.
Result<Taken> take_prices(ports::CatalogStore& catalog, const catalog::Offer& from,
                          const catalog::WorkId& into, Timestamp now, bool is_by_list = false);
/// Offers as they are bought now: that of a hidden book that another one stands for is the other's,
/// if it is listed; every other id stays as it is. As many, in the same order.
Result<std::vector<catalog::OfferId>> lead_on(const Room& room,
                                              std::vector<catalog::OfferId> offers);
/// Works, and behind them those that hidden ones among them are bought as (`lead_on`): what is said
/// of a book holds for the one that stands for it, for as long as it does.
Result<std::vector<catalog::WorkId>> with_those_bought(const ports::CatalogStore& catalog,
                                                       const ports::SourceStore& sources,
                                                       std::vector<catalog::WorkId> works);
/// The book that stands for this one in the end; nothing: it stands for itself, or is not there.
Result<std::optional<catalog::BookDetail>> stands_for(const Room& room, const std::string& which);

}  // namespace aan::service
