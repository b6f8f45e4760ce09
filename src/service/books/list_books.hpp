#pragma once
#include <string>
#include <vector>

#include "domain/catalog/list_row.hpp"
#include "ports/source_store.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A book that a row describes, ready to be added under ids of its own, and what of the row could
/// not be taken.
struct BookOfRow {
  ports::NewBook book;
  std::vector<ports::SubjectCode> codes;  ///< one for each subject of the work; scheme empty: words
  std::vector<std::string> notes;
  std::vector<std::string> currencies_left_out;  ///< as the row writes them: not sold in
  bool is_price_given = false;  ///< with the list: the row says none that the shop could take
};

/// Whether prices in it can be taken: it is a currency, and the shop's own or one of the others.
bool is_sold_in(const Room& room, std::string_view currency);
/// The currencies of the shop, its own first: "USD, EUR".
std::string currencies_in_words(const Room& room);

/// Makes a book of a row without a problem. `price`: where the row says none. Ids are those of the
/// row where it comes from our own export, else new ones. Its files are not there yet.
BookOfRow book_of(const Room& room, const catalog::ListRow& row, const std::optional<Money>& price,
                  Timestamp now);

/// Puts what a row says of a book in the place of what was, and leaves what it says nothing of. A
/// row of our own export says all.
void overlay(catalog::BookDetail& book, const catalog::ListRow& row, const BookOfRow& said);

/// `catalog::kept_match_key` of a book that is here.
std::string match_key_of(const catalog::BookDetail& book);

/// What is compared to see whether a list says the same of a book again.
std::string digest_of(catalog::ListRow row);

/// The source of rows that an export of a shop like this one wrote: it is no supplier's.
inline constexpr std::string_view kOwnSource = "aan";

/// The row that our own export would have of a book, as its importer reads it.
Result<catalog::ListRow> row_of(const ports::Snapshot& at, const catalog::BookDetail& book);
/// The same inside a unit of work.
Result<catalog::ListRow> row_of(const ports::SourceStore& sources, const catalog::BookDetail& book);

}  // namespace aan::service
