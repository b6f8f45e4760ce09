#include "adapters/store_sql/sql_reading.hpp"

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_PLACE_COLUMNS                                                                 \
  "SELECT grant_id, order_id, file_id, share, key_wrapped, device_sealed, look, kept_at " \
  "FROM reading_place "

namespace aan::store_sql {

using sales::ReadingDocument;
using sales::ReadingPlace;
using MaybePlace = std::optional<ReadingPlace>;
using MaybeDocument = std::optional<ReadingDocument>;
using Places = std::vector<ReadingPlace>;
using Documents = std::vector<ReadingDocument>;

namespace {

MaybePlace place_in(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  ReadingPlace place;
  place.grant_id = rows.id<sales::GrantId>();
  place.order_id = rows.id<sales::OrderId>();
  place.file_id = rows.id<catalog::FileId>();
  place.share = rows.number();
  place.key_wrapped = rows.sealed();
  place.device_sealed = rows.sealed();
  place.look = rows.text();
  place.kept_at = rows.time();
  return place;
}

MaybeDocument document_in(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  ReadingDocument document;
  document.document = rows.text();
  document.grant_id = rows.id<sales::GrantId>();
  document.file_id = rows.id<catalog::FileId>();
  return document;
}

}  // namespace

Result<MaybePlace> SqlReading::find_place(const sales::GrantId& grant) const {
  return db_.attempt("store.find_place", [&]() -> Result<MaybePlace> {
    Rows rows(db_, AAN_PLACE_COLUMNS "WHERE grant_id = :grant_id LIMIT 1", {grant});
    return place_in(rows);
  });
}

Result<Places> SqlReading::places_of(const sales::OrderId& order) const {
  return db_.attempt("store.places_of", [&]() -> Result<Places> {
    Rows rows(db_, AAN_PLACE_COLUMNS "WHERE order_id = :order_id ORDER BY grant_id LIMIT 500",
              {order});
    Places places;
    while (auto place = place_in(rows)) places.push_back(*std::move(place));
    return places;
  });
}

Result<> SqlReading::put_place(const ReadingPlace& it) {
  return db_.attempt("store.put_place", [&]() -> Result<> {
    const std::string key = base64url(it.key_wrapped);
    const std::string device = base64url(it.device_sealed);
    db_.run(
        "INSERT INTO reading_place (grant_id, order_id, file_id, share, key_wrapped, "
        "device_sealed, look, kept_at) VALUES (:grant_id, :order_id, :file_id, :share, "
        ":key_wrapped, :device_sealed, :look, :kept_at) ON CONFLICT (grant_id) DO UPDATE SET "
        "file_id = excluded.file_id, share = excluded.share, key_wrapped = excluded.key_wrapped, "
        "device_sealed = excluded.device_sealed, look = excluded.look, kept_at = excluded.kept_at",
        {it.grant_id, it.order_id, it.file_id, it.share, key, device, it.look, it.kept_at});
    return {};
  });
}

Result<> SqlReading::forget_place(const sales::GrantId& grant) {
  return db_.attempt("store.forget_place", [&]() -> Result<> {
    db_.run("DELETE FROM reading_place WHERE grant_id = :grant_id", {grant});
    return {};
  });
}

Result<> SqlReading::forget_places(const sales::OrderId& order) {
  return db_.attempt("store.forget_places", [&]() -> Result<> {
    db_.run("DELETE FROM reading_place WHERE order_id = :order_id", {order});
    return {};
  });
}

Result<std::int64_t> SqlReading::purge_places(Timestamp before, std::int64_t limit) {
  return db_.attempt("store.purge_places", [&]() -> Result<std::int64_t> {
    return db_.run(
        "DELETE FROM reading_place WHERE grant_id IN (SELECT grant_id FROM reading_place WHERE "
        "kept_at < :before ORDER BY kept_at LIMIT :limit)",
        {before, limit});
  });
}

Result<MaybeDocument> SqlReading::find_document(const customer::CustomerId& library,
                                                std::string_view document) const {
  return db_.attempt("store.find_document", [&]() -> Result<MaybeDocument> {
    Rows rows(db_,
              "SELECT document, grant_id, file_id FROM reading_document WHERE customer_id = "
              ":customer_id AND document = :document LIMIT 1",
              {library, document});
    return document_in(rows);
  });
}

Result<Documents> SqlReading::documents_of(const customer::CustomerId& library,
                                           std::string_view after, std::int64_t limit) const {
  return db_.attempt("store.documents_of", [&]() -> Result<Documents> {
    Rows rows(db_,
              "SELECT document, grant_id, file_id FROM reading_document WHERE customer_id = "
              ":customer_id AND document > :after ORDER BY document LIMIT :limit",
              {library, after, limit});
    Documents documents;
    while (auto document = document_in(rows)) documents.push_back(*std::move(document));
    return documents;
  });
}

Result<> SqlReading::put_document(const customer::CustomerId& library,
                                  const ReadingDocument& document) {
  return db_.attempt("store.put_document", [&]() -> Result<> {
    db_.run(
        "INSERT INTO reading_document (customer_id, document, grant_id, file_id) VALUES "
        "(:customer_id, :document, :grant_id, :file_id) ON CONFLICT (customer_id, document) DO "
        "UPDATE SET grant_id = excluded.grant_id, file_id = excluded.file_id",
        {library, document.document, document.grant_id, document.file_id});
    return {};
  });
}

Result<> SqlReading::forget_documents(const customer::CustomerId& library) {
  return db_.attempt("store.forget_documents", [&]() -> Result<> {
    db_.run("DELETE FROM reading_document WHERE customer_id = :customer_id", {library});
    return {};
  });
}

}  // namespace aan::store_sql
