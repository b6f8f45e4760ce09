#include "adapters/store_sql/sql_ledger.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/entry_digest.hpp"

namespace aan::store_sql {

using ledger::Balance;
using ledger::JournalEntry;

namespace {

std::vector<Balance> balances_in(Rows& rows) {
  std::vector<Balance> balances;
  while (rows.next()) {
    Balance& balance = balances.emplace_back();
    balance.account = rows.text();
    balance.amount = rows.money();
  }
  return balances;
}

void insert_postings(Connection& db, const JournalEntry& entry) {
  int position = 0;
  for (const ledger::Posting& posting : entry.postings)
    db.run(
        "INSERT INTO posting (entry_id, position, account, posted_amount, posted_asset) "
        "VALUES (:entry_id, :position, :account, :posted_amount, :posted_asset)",
        {entry.id, position++, posting.account, posting.amount.amount,
         posting.amount.asset.code()});
}

}  // namespace

Result<std::vector<ledger::Posted>> SqlLedger::posted_of(std::string_view order_id) const {
  using Postings = std::vector<ledger::Posted>;
  return db_.attempt("store.posted_of", [&]() -> Result<Postings> {
    Postings all;
    Rows rows(db_,
              "SELECT REPLACE(e.kind, '_reversed', '') AS flow, p.account, "
              "CAST(SUM(p.posted_amount) AS BIGINT), p.posted_asset "
              "FROM journal_entry e JOIN posting p ON p.entry_id = e.id "
              "WHERE e.order_id = :order_id GROUP BY REPLACE(e.kind, '_reversed', ''), "
              "p.account, p.posted_asset ORDER BY flow, p.account, p.posted_asset LIMIT 1000",
              {order_id});
    while (rows.next()) {
      ledger::Posted& posted = all.emplace_back();
      posted.kind = rows.text();
      posted.account = rows.text();
      posted.amount = rows.money();
    }
    return all;
  });
}

Result<std::vector<Balance>> SqlLedger::balances() const {
  return db_.attempt("store.balances", [&]() -> Result<std::vector<Balance>> {
    Rows rows(db_,
              "SELECT account, CAST(SUM(posted_amount) AS BIGINT), posted_asset FROM posting "
              "GROUP BY account, posted_asset ORDER BY account, posted_asset LIMIT 10000");
    return balances_in(rows);
  });
}

Result<std::vector<JournalEntry>> SqlLedger::entries_of(std::string_view order_id) const {
  using Entries = std::vector<JournalEntry>;
  return db_.attempt("store.entries_of", [&]() -> Result<Entries> {
    Entries entries;
    Rows rows(db_,
              "SELECT e.id, e.idempotency_key, e.kind, e.order_id, e.at, p.account, "
              "p.posted_amount, p.posted_asset "
              "FROM journal_entry e JOIN posting p ON p.entry_id = e.id "
              "WHERE e.order_id = :order_id ORDER BY e.at, e.id, p.position LIMIT 10000",
              {order_id});
    while (rows.next()) {
      JournalEntry entry;
      entry.id = rows.id<ledger::EntryId>();
      entry.idempotency_key = rows.text();
      entry.kind = rows.text();
      entry.order_id = rows.text();
      entry.at = rows.time();
      if (entries.empty() || entries.back().id != entry.id) entries.push_back(std::move(entry));
      ledger::Posting& posting = entries.back().postings.emplace_back();
      posting.account = rows.text();
      posting.amount = rows.money();
    }
    return entries;
  });
}

Result<std::vector<ports::JournalLine>> SqlLedger::lines(const ports::JournalQuery& query) const {
  using Lines = std::vector<ports::JournalLine>;
  constexpr std::int64_t kLinesMax = 5000;
  const std::string prefix = std::string(ledger::name_of(query.book)) + ":";
  const ports::JournalLine first{"", -1, query.from, "", "", "", {}};
  const ports::JournalLine& after = query.after ? *query.after : first;
  return db_.attempt("store.journal_lines", [&]() -> Result<Lines> {
    Lines lines;
    Rows rows(
        db_,
        "SELECT e.id, p.position, e.at, e.kind, e.order_id, COALESCE(o.reference, ''), "
        "p.account, p.posted_amount, p.posted_asset FROM journal_entry e "
        "JOIN posting p ON p.entry_id = e.id LEFT JOIN orders o ON o.id = e.order_id "
        "WHERE e.at >= :from_at AND e.at < :until_at AND p.account >= :book_from "
        "AND p.account < :book_until AND (e.at > :after_at OR (e.at = :same_at AND "
        "(e.id > :after_id OR (e.id = :same_id AND p.position > :after_position)))) "
        "ORDER BY e.at, e.id, p.position LIMIT :limit",
        {query.from, query.until, prefix, prefix + "~", after.at, after.at, after.entry_id,
         after.entry_id, after.position, std::clamp<std::int64_t>(query.limit, 1, kLinesMax)});
    while (rows.next()) {
      ports::JournalLine& line = lines.emplace_back();
      line.entry_id = rows.text();
      line.position = rows.number();
      line.at = rows.time();
      line.kind = rows.text();
      line.order_id = rows.text();
      line.order_reference = rows.text();
      line.posting.account = rows.text();
      line.posting.amount = rows.money();
    }
    return lines;
  });
}

Result<> SqlLedger::append(const JournalEntry& entry) {
  return db_.attempt("store.append", [&]() -> Result<> {
    if (!ledger::is_balanced(entry))
      return fail(Errc::invalid, "store.append", "entry " + entry.kind + " does not balance");
    const std::string digest = content_digest(entry);
    const std::int64_t added = db_.run(
        "INSERT INTO journal_entry (id, idempotency_key, content_digest, kind, order_id, at) "
        "VALUES (:id, :idempotency_key, :content_digest, :kind, :order_id, :at) "
        "ON CONFLICT (idempotency_key) DO NOTHING",
        {entry.id, entry.idempotency_key, digest, entry.kind, entry.order_id, entry.at});
    if (added == 1) {
      insert_postings(db_, entry);
      return {};
    }
    Rows rows(db_, "SELECT content_digest FROM journal_entry WHERE idempotency_key = :key LIMIT 1",
              {entry.idempotency_key});
    if (rows.only().text() == digest) return {};
    return fail(Errc::conflict, "store.append",
                "key " + entry.idempotency_key + " is taken by another content");
  });
}

}  // namespace aan::store_sql
