#include "service/books/book_file.hpp"

#include <utility>

#include "domain/catalog/book_format.hpp"

namespace aan::service {

Result<std::optional<KnownBook>> find_known(const ports::CatalogStore& catalog,
                                            const crypto::Cid& cid) {
  const auto file = AAN_TRY(catalog.find_file_by_cid(cid));
  if (!file) return std::optional<KnownBook>{};
  const auto edition = AAN_TRY(catalog.find_edition(file->edition_id));
  if (!edition) return std::optional<KnownBook>{};
  const auto book = AAN_TRY(catalog.find_work(edition->work_id));
  if (!book) return std::optional<KnownBook>{};
  return KnownBook{*book, *file};
}

void take_content(catalog::EditionFile& file, const catalog::BookRecord& record,
                  const ports::BlobInfo& blob) {
  file.cid = blob.cid;
  file.sha256 = blob.sha256;
  file.size = blob.size;
  file.pages = record.pages;
  file.play_seconds = record.play_seconds;
  file.is_damaged = false;
}

catalog::EditionFile file_from(const catalog::BookRecord& record, const ports::BlobInfo& blob,
                               catalog::FileId id, const catalog::EditionId& edition,
                               const std::string& book_slug) {
  const catalog::BookFormat* format = catalog::find_book_format(record.format, record.media_type);
  catalog::EditionFile file;
  file.id = std::move(id);
  file.edition_id = edition;
  file.format = record.format;
  file.media_type = record.media_type;
  file.file_name =
      book_slug + "." + (format == nullptr ? record.format : std::string(format->ending));
  take_content(file, record, blob);
  return file;
}

std::string price_stays(const Money& asked) {
  return std::string(kPriceStays) + ", not " + decimal(asked) + ".";
}

}  // namespace aan::service
