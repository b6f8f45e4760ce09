#include "adapters/store_sql/sql_broadcasts.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_BROADCAST_COLUMNS                                                            \
  "SELECT id, work_id, file_id, version, note, created_by, created_at, after_customer, " \
  "queued, is_stopped, ended_at FROM letter_broadcast "
// Orders that are delivered and no gifts, and that came with a file which the version `n` replaces:
// each version of a chain but the first has a row, which names the one before.
#define AAN_HOLDERS                                                                      \
  "FROM file_version n JOIN file_version v ON v.first_id = n.first_id AND v.number <= "  \
  "n.number JOIN download_grant d ON d.file_id = v.replaces_id JOIN orders o ON o.id = " \
  "d.order_id JOIN customer_order co ON co.order_id = o.id WHERE n.file_id = :file_id "  \
  "AND o.state = 'fulfilled' AND NOT EXISTS (SELECT 1 FROM gift g WHERE g.order_id = o.id) "
// Of these, whose address is known, and who did not stop such letters; but not who has that
// version, or a later one, by another order.
#define AAN_BUYERS                                                                              \
  AAN_HOLDERS                                                                                   \
  "AND EXISTS (SELECT 1 FROM customer c WHERE c.id = co.customer_id AND c.address_index IS "    \
  "NOT NULL) AND NOT EXISTS (SELECT 1 FROM letter_link l WHERE l.customer_id = co.customer_id " \
  "AND l.opted_out_at IS NOT NULL) AND co.customer_id NOT IN (SELECT has.customer_id FROM "     \
  "file_version m JOIN file_version w ON w.first_id = m.first_id AND w.number >= m.number "     \
  "JOIN download_grant h ON h.file_id = w.file_id JOIN orders p ON p.id = h.order_id JOIN "     \
  "customer_order has ON has.order_id = p.id WHERE m.file_id = :same_file AND p.state = "       \
  "'fulfilled' AND NOT EXISTS (SELECT 1 FROM gift k WHERE k.order_id = p.id)) "

namespace aan::store_sql {

using customer::Broadcast;
using customer::LetterLink;
using MaybeBroadcast = std::optional<Broadcast>;
using MaybeLink = std::optional<LetterLink>;

namespace {

constexpr std::int64_t kListedMax = 500;

Broadcast broadcast_of(Rows& rows) {
  Broadcast it;
  it.id = rows.id<customer::BroadcastId>();
  it.work_id = rows.text();
  it.file_id = rows.text();
  it.version = rows.number();
  it.note = rows.text();
  it.created_by = rows.text();
  it.created_at = rows.time();
  it.after = rows.id<customer::CustomerId>();
  it.queued = rows.number();
  it.is_stopped = rows.flag();
  it.ended_at = rows.maybe_time();
  return it;
}

MaybeBroadcast one_of(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  return broadcast_of(rows);
}

MaybeLink link_of(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  LetterLink link;
  link.customer_id = rows.id<customer::CustomerId>();
  link.link_key_id = rows.text();
  link.token_digest = rows.digest();
  link.opted_out_at = rows.maybe_time();
  return link;
}

}  // namespace

Result<MaybeBroadcast> SqlBroadcasts::find_broadcast(const customer::BroadcastId& id) const {
  return db_.attempt("store.find_broadcast", [&]() -> Result<MaybeBroadcast> {
    Rows rows(db_, AAN_BROADCAST_COLUMNS "WHERE id = :id LIMIT 1", {id});
    return one_of(rows);
  });
}

Result<MaybeBroadcast> SqlBroadcasts::find_broadcast_of(const catalog::FileId& file) const {
  return db_.attempt("store.find_broadcast_of", [&]() -> Result<MaybeBroadcast> {
    Rows rows(db_, AAN_BROADCAST_COLUMNS "WHERE file_id = :file_id LIMIT 1", {file});
    return one_of(rows);
  });
}

Result<std::vector<Broadcast>> SqlBroadcasts::broadcasts(std::int64_t limit) const {
  return db_.attempt("store.broadcasts", [&]() -> Result<std::vector<Broadcast>> {
    std::vector<Broadcast> all;
    Rows rows(db_, AAN_BROADCAST_COLUMNS "ORDER BY created_at DESC, id DESC LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kListedMax)});
    while (rows.next()) all.push_back(broadcast_of(rows));
    return all;
  });
}

Result<MaybeBroadcast> SqlBroadcasts::next_broadcast() const {
  return db_.attempt("store.next_broadcast", [&]() -> Result<MaybeBroadcast> {
    Rows rows(db_, AAN_BROADCAST_COLUMNS "WHERE ended_at IS NULL ORDER BY created_at, id LIMIT 1");
    return one_of(rows);
  });
}

Result<std::vector<customer::CustomerId>> SqlBroadcasts::buyers_after(
    const catalog::FileId& version, const customer::CustomerId& after, std::int64_t limit) const {
  using Ids = std::vector<customer::CustomerId>;
  return db_.attempt("store.buyers_after", [&]() -> Result<Ids> {
    Ids ids;
    Rows rows(db_,
              "SELECT DISTINCT co.customer_id " AAN_BUYERS
              "AND co.customer_id > :after ORDER BY co.customer_id LIMIT :limit",
              {version, version, after, std::clamp<std::int64_t>(limit, 1, kListedMax)});
    while (rows.next()) ids.push_back(rows.id<customer::CustomerId>());
    return ids;
  });
}

Result<std::int64_t> SqlBroadcasts::count_buyers(const catalog::FileId& version) const {
  return db_.attempt("store.count_buyers", [&]() -> Result<std::int64_t> {
    Rows rows(db_, "SELECT COUNT(DISTINCT co.customer_id) " AAN_BUYERS "LIMIT 1",
              {version, version});
    return rows.only().number();
  });
}

Result<std::optional<sales::OrderId>> SqlBroadcasts::order_with(
    const customer::CustomerId& customer, const catalog::FileId& version) const {
  using Maybe = std::optional<sales::OrderId>;
  return db_.attempt("store.order_with", [&]() -> Result<Maybe> {
    Rows rows(db_,
              "SELECT o.id " AAN_HOLDERS
              "AND co.customer_id = :customer_id ORDER BY o.created_at DESC, o.id DESC LIMIT 1",
              {version, customer});
    if (!rows.next()) return Maybe{};
    return rows.id<sales::OrderId>();
  });
}

Result<MaybeLink> SqlBroadcasts::letter_link(const customer::CustomerId& id) const {
  return db_.attempt("store.letter_link", [&]() -> Result<MaybeLink> {
    Rows rows(db_,
              "SELECT customer_id, link_key_id, token_digest, opted_out_at FROM letter_link "
              "WHERE customer_id = :customer_id LIMIT 1",
              {id});
    return link_of(rows);
  });
}

Result<MaybeLink> SqlBroadcasts::find_letter_link(std::string_view token_digest) const {
  return db_.attempt("store.find_letter_link", [&]() -> Result<MaybeLink> {
    const std::string digest = hex(token_digest);
    Rows rows(db_,
              "SELECT customer_id, link_key_id, token_digest, opted_out_at FROM letter_link "
              "WHERE token_digest = :token_digest LIMIT 1",
              {digest});
    return link_of(rows);
  });
}

Result<> SqlBroadcasts::add_broadcast(const Broadcast& it) {
  return db_.attempt("store.add_broadcast", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO letter_broadcast (id, work_id, file_id, version, note, created_by, "
        "created_at, "
        "after_customer, queued, is_stopped, ended_at) VALUES (:id, :work_id, :file_id, :version, "
        ":note, :created_by, :created_at, :after, :queued, :is_stopped, :ended_at) "
        "ON CONFLICT DO NOTHING",
        {it.id, it.work_id, it.file_id, it.version, it.note, it.created_by, it.created_at, it.after,
         it.queued, it.is_stopped, it.ended_at});
    if (added == 1) return {};
    return refuse(Errc::conflict, "store.add_broadcast",
                  "The buyers of this book were told of this version already.", "broadcast_begun");
  });
}

Result<> SqlBroadcasts::move_broadcast(const Broadcast& to, const customer::CustomerId& from) {
  return db_.attempt("store.move_broadcast", [&]() -> Result<> {
    const std::int64_t moved = db_.run(
        "UPDATE letter_broadcast SET after_customer = :after, queued = :queued, is_stopped = "
        ":is_stopped, "
        "ended_at = :ended_at WHERE id = :id AND after_customer = :before AND ended_at IS NULL",
        {to.after, to.queued, to.is_stopped, to.ended_at, to.id, from});
    if (moved == 1) return {};
    return fail(Errc::conflict, "store.move_broadcast", "somebody else moved it",
                "Somebody else has this in hand.", "broadcast_moved");
  });
}

Result<> SqlBroadcasts::put_letter_link(const LetterLink& link) {
  return db_.attempt("store.put_letter_link", [&]() -> Result<> {
    const std::string digest = hex(link.token_digest);
    db_.run(
        "INSERT INTO letter_link (customer_id, link_key_id, token_digest, opted_out_at) VALUES "
        "(:customer_id, :link_key_id, :token_digest, NULL) ON CONFLICT (customer_id) DO UPDATE "
        "SET link_key_id = excluded.link_key_id, token_digest = excluded.token_digest",
        {link.customer_id, link.link_key_id, digest});
    return {};
  });
}

Result<bool> SqlBroadcasts::set_opted_out(std::string_view token_digest,
                                          const std::optional<Timestamp>& at) {
  return db_.attempt("store.set_opted_out", [&]() -> Result<bool> {
    const std::string digest = hex(token_digest);
    return db_.run("UPDATE letter_link SET opted_out_at = :at WHERE token_digest = :token_digest",
                   {at, digest}) == 1;
  });
}

}  // namespace aan::store_sql
