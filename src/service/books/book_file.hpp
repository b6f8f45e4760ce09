#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/catalog/book_view.hpp"
#include "ports/blob_store.hpp"
#include "ports/catalog_store.hpp"

namespace aan::service {

/// What an import says of a book that it listed without a price. Like every sentence of a report it
/// is read at the desk, too: commands are added where somebody has a command line
/// (`cli/import_report_json`).
inline constexpr std::string_view kPriceNotSet =
    "Price not set: the book is listed and cannot be bought yet.";
/// How `price_stays` begins.
inline constexpr std::string_view kPriceStays = "Its price stays as it was";

/// A file that the shop has, and the book that it is one of.
struct KnownBook {
  catalog::BookDetail book;
  catalog::EditionFile file;
};
/// The file of this content. Errors: those of the store.
Result<std::optional<KnownBook>> find_known(const ports::CatalogStore& catalog,
                                            const crypto::Cid& cid);

/// A file as an edition has it, of what was read of it and where it is kept. `book_slug`: what a
/// buyer's download is called by.
catalog::EditionFile file_from(const catalog::BookRecord& record, const ports::BlobInfo& blob,
                               catalog::FileId id, const catalog::EditionId& edition,
                               const std::string& book_slug);

/// What it is by its content: where it is kept, how large and how long it is; a whole copy.
void take_content(catalog::EditionFile& file, const catalog::BookRecord& record,
                  const ports::BlobInfo& blob);

/// The one sentence that an import says of a price that it did not set: "Its price stays as it was,
/// not 4.99."
std::string price_stays(const Money& asked);

}  // namespace aan::service
