#include "adapters/store_sql/sql_library.hpp"

#include <algorithm>

#include "adapters/store_sql/bought_first.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_LETTER_COLUMNS                                                                  \
  "SELECT id, customer_id, link_key_id, token_digest, browser_digest, created_at, used_at " \
  "FROM library_letter "

namespace aan::store_sql {

using customer::CustomerId;
using customer::LibraryLetter;
using customer::LibrarySession;
using MaybeLetter = std::optional<LibraryLetter>;
using Orders = std::vector<sales::OrderId>;

namespace {

constexpr std::int64_t kLibrariesMax = 500;

MaybeLetter read_letter(Connection& db, Sql sql, std::string_view key) {
  Rows rows(db, sql, {key});
  if (!rows.next()) return std::nullopt;
  LibraryLetter letter;
  letter.id = rows.id<customer::LibraryLetterId>();
  if (const auto id = rows.maybe_text()) letter.customer_id = CustomerId{*id};
  letter.link_key_id = rows.text();
  letter.token_digest = rows.digest();
  letter.browser_digest = rows.digest();
  letter.created_at = rows.time();
  letter.used_at = rows.maybe_time();
  return letter;
}

}  // namespace

Result<Orders> SqlLibrary::orders_in(const CustomerId& id, std::int64_t limit) const {
  return db_.attempt("store.orders_in", [&]() -> Result<Orders> {
    Orders orders;
    Rows rows(db_,
              "SELECT b.id FROM (SELECT o.id, o.created_at FROM orders o WHERE o.id IN (SELECT "
              "c.order_id FROM customer_order c WHERE c.customer_id = :customer_id UNION SELECT "
              "l.order_id FROM library_order l WHERE l.customer_id = :put_in_by) "
              "ORDER BY " AAN_BOUGHT_FIRST " LIMIT :limit) b ORDER BY b.created_at DESC, b.id DESC",
              {id, id, std::clamp<std::int64_t>(limit, 1, kOrdersMax)});
    while (rows.next()) orders.push_back(rows.id<sales::OrderId>());
    return orders;
  });
}

Result<std::vector<CustomerId>> SqlLibrary::made_from(const sales::OrderId& order,
                                                      std::int64_t limit) const {
  using Ids = std::vector<CustomerId>;
  return db_.attempt("store.made_from", [&]() -> Result<Ids> {
    Ids ids;
    Rows rows(db_,
              "SELECT c.id FROM library_order l JOIN customer c ON c.id = l.customer_id WHERE "
              "l.order_id = :order_id AND c.address_index IS NULL AND NOT EXISTS (SELECT 1 FROM "
              "customer_order o WHERE o.customer_id = c.id) AND NOT EXISTS (SELECT 1 FROM "
              "library_order b WHERE b.customer_id = c.id AND b.added_at < l.added_at) "
              "ORDER BY c.id LIMIT :limit",
              {order, std::clamp<std::int64_t>(limit, 1, kLibrariesMax)});
    while (rows.next()) ids.push_back(rows.id<CustomerId>());
    return ids;
  });
}

Result<std::optional<LibrarySession>> SqlLibrary::find_session(std::string_view digest) const {
  return db_.attempt("store.find_library_session", [&]() -> Result<std::optional<LibrarySession>> {
    Rows rows(db_,
              "SELECT token_digest, customer_id, created_at, seen_at FROM library_session "
              "WHERE token_digest = :token_digest LIMIT 1",
              {hex(digest)});
    if (!rows.next()) return std::optional<LibrarySession>{};
    LibrarySession session;
    session.token_digest = rows.digest();
    session.customer_id = rows.id<CustomerId>();
    session.created_at = rows.time();
    session.seen_at = rows.time();
    return session;
  });
}

Result<MaybeLetter> SqlLibrary::find_letter(const customer::LibraryLetterId& id) const {
  return db_.attempt("store.find_library_letter", [&]() -> Result<MaybeLetter> {
    return read_letter(db_, AAN_LETTER_COLUMNS "WHERE id = :id LIMIT 1", id.value);
  });
}

Result<MaybeLetter> SqlLibrary::find_letter_by_token(std::string_view token_digest) const {
  return db_.attempt("store.find_library_letter", [&]() -> Result<MaybeLetter> {
    const std::string digest = hex(token_digest);
    return read_letter(db_, AAN_LETTER_COLUMNS "WHERE token_digest = :token_digest LIMIT 1",
                       digest);
  });
}

Result<std::int64_t> SqlLibrary::letters_since(const CustomerId& id, Timestamp since) const {
  return db_.attempt("store.letters_since", [&]() -> Result<std::int64_t> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM library_letter WHERE customer_id = :customer_id "
              "AND created_at > :since AND used_at IS NULL LIMIT 1",
              {id, since});
    return rows.only().number();
  });
}

Result<ports::LibraryLink> SqlLibrary::link_of(const CustomerId& id) const {
  return db_.attempt("store.library_link", [&]() -> Result<ports::LibraryLink> {
    Rows rows(db_, "SELECT link_generation, link_key_id FROM customer WHERE id = :id LIMIT 1",
              {id});
    ports::LibraryLink link;
    if (!rows.next()) return link;
    link.generation = rows.number();
    link.key_id = rows.text();
    return link;
  });
}

Result<std::optional<CustomerId>> SqlLibrary::find_by_link(std::string_view link_digest) const {
  return db_.attempt("store.find_by_link", [&]() -> Result<std::optional<CustomerId>> {
    Rows rows(db_, "SELECT id FROM customer WHERE link_digest = :link_digest LIMIT 1",
              {hex(link_digest)});
    if (!rows.next()) return std::optional<CustomerId>{};
    return rows.id<CustomerId>();
  });
}

Result<bool> SqlLibrary::keeps_address(const CustomerId& id) const {
  return db_.attempt("store.keeps_address", [&]() -> Result<bool> {
    Rows rows(db_, "SELECT keeps_address FROM customer WHERE id = :id LIMIT 1", {id});
    return rows.next() && rows.flag();
  });
}

Result<bool> SqlLibrary::put_order(const CustomerId& id, const sales::OrderId& order,
                                   Timestamp now) {
  return db_.attempt("store.put_order", [&]() -> Result<bool> {
    return db_.run(
               "INSERT INTO library_order (customer_id, order_id, added_at) "
               "VALUES (:customer_id, :order_id, :added_at) ON CONFLICT DO NOTHING",
               {id, order, now}) == 1;
  });
}

Result<> SqlLibrary::take_out(const sales::OrderId& order) {
  return db_.attempt("store.take_out", [&]() -> Result<> {
    db_.run("DELETE FROM library_order WHERE order_id = :order_id", {order});
    return {};
  });
}

Result<> SqlLibrary::add_session(const LibrarySession& session) {
  return db_.attempt("store.add_library_session", [&]() -> Result<> {
    db_.run(
        "INSERT INTO library_session (token_digest, customer_id, created_at, seen_at) "
        "VALUES (:token_digest, :customer_id, :created_at, :seen_at)",
        {hex(session.token_digest), session.customer_id, session.created_at, session.seen_at});
    return {};
  });
}

Result<> SqlLibrary::see_session(std::string_view token_digest, Timestamp at) {
  return db_.attempt("store.see_library_session", [&]() -> Result<> {
    db_.run(
        "UPDATE library_session SET seen_at = :seen_at WHERE token_digest = :token_digest "
        "AND seen_at < :at",
        {at, hex(token_digest), at});
    return {};
  });
}

Result<bool> SqlLibrary::remove_session(std::string_view token_digest) {
  return db_.attempt("store.remove_library_session", [&]() -> Result<bool> {
    return db_.run("DELETE FROM library_session WHERE token_digest = :token_digest",
                   {hex(token_digest)}) == 1;
  });
}

Result<std::int64_t> SqlLibrary::remove_other_sessions(const CustomerId& id,
                                                       std::string_view kept_digest) {
  return db_.attempt("store.remove_other_library_sessions", [&]() -> Result<std::int64_t> {
    return db_.run(
        "DELETE FROM library_session WHERE customer_id = :customer_id "
        "AND token_digest <> :kept_digest",
        {id, hex(kept_digest)});
  });
}

Result<> SqlLibrary::add_letter(const LibraryLetter& letter) {
  return db_.attempt("store.add_library_letter", [&]() -> Result<> {
    const std::optional<std::string_view> whose =
        letter.customer_id ? std::optional<std::string_view>(letter.customer_id->value)
                           : std::nullopt;
    db_.run(
        "INSERT INTO library_letter (id, customer_id, link_key_id, token_digest, browser_digest, "
        "created_at, used_at) VALUES (:id, :customer_id, :link_key_id, :token_digest, "
        ":browser_digest, :created_at, :used_at)",
        {letter.id, whose, letter.link_key_id, hex(letter.token_digest), hex(letter.browser_digest),
         letter.created_at, letter.used_at});
    return {};
  });
}

Result<bool> SqlLibrary::use_letter(const customer::LibraryLetterId& id, Timestamp at) {
  return db_.attempt("store.use_library_letter", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE library_letter SET used_at = :used_at WHERE id = :id AND used_at IS NULL",
               {at, id}) == 1;
  });
}

Result<> SqlLibrary::set_link(const CustomerId& id, std::int64_t from_generation,
                              std::string_view key_id, std::string_view link_digest) {
  return db_.attempt("store.set_library_link", [&]() -> Result<> {
    const std::int64_t set = db_.run(
        "UPDATE customer SET link_generation = link_generation + 1, link_key_id = :link_key_id, "
        "link_digest = :link_digest WHERE id = :id AND link_generation = :from_generation",
        {key_id, hex(link_digest), id, from_generation});
    if (set == 1) return {};
    return fail(Errc::conflict, "store.set_library_link", "the library has another link by now");
  });
}

Result<> SqlLibrary::set_keeps_address(const CustomerId& id, bool keeps) {
  return db_.attempt("store.set_keeps_address", [&]() -> Result<> {
    db_.run("UPDATE customer SET keeps_address = :keeps_address WHERE id = :id", {keeps, id});
    return {};
  });
}

Result<> SqlLibrary::forget_address(const CustomerId& id) {
  return db_.attempt("store.forget_address", [&]() -> Result<> {
    db_.run(
        "UPDATE customer SET key_wrapped = '', address_sealed = '', address_index = NULL, "
        "keeps_address = 0 WHERE id = :id",
        {id});
    return {};
  });
}

Result<> SqlLibrary::end_library(const CustomerId& id) {
  return db_.attempt("store.end_library", [&]() -> Result<> {
    db_.run("DELETE FROM library_session WHERE customer_id = :customer_id", {id});
    db_.run("DELETE FROM library_letter WHERE customer_id = :customer_id", {id});
    db_.run("DELETE FROM library_key WHERE customer_id = :customer_id", {id});
    db_.run("DELETE FROM library_order WHERE customer_id = :customer_id", {id});
    db_.run("DELETE FROM reader_password WHERE customer_id = :customer_id", {id});
    // The generation stays, so that a link that was given out never works again.
    db_.run("UPDATE customer SET link_digest = NULL WHERE id = :id", {id});
    return {};
  });
}

Result<std::int64_t> SqlLibrary::purge_library(Timestamp created_before, Timestamp seen_before,
                                               Timestamp letters_before) {
  return db_.attempt("store.purge_library", [&]() -> Result<std::int64_t> {
    return db_.run(
               "DELETE FROM library_session WHERE created_at < :created_before "
               "OR seen_at < :seen_before",
               {created_before, seen_before}) +
           db_.run("DELETE FROM library_letter WHERE created_at < :letters_before",
                   {letters_before});
  });
}

}  // namespace aan::store_sql
