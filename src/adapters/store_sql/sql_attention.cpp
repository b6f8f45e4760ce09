#include "adapters/store_sql/sql_attention.hpp"

#include "adapters/store_sql/engine/rows.hpp"

#define AAN_ITEM_COLUMNS                                                                      \
  "SELECT id, kind, subject, label, detail, due_at, is_local, observer, raised_at, seen_at, " \
  "settled_at, settled_by, cleared_at FROM attention_item "

namespace aan::store_sql {

using attention::Item;
using MaybeItem = std::optional<Item>;

namespace {

Item item_of(Rows& rows) {
  Item item;
  item.id = rows.id<attention::ItemId>();
  item.what.kind = rows.named(attention::parse_kind);
  item.what.subject = rows.text();
  item.what.label = rows.text();
  item.what.detail = rows.text();
  item.what.due_at = rows.maybe_time();
  item.what.is_local = rows.flag();
  item.observer = rows.text();
  item.raised_at = rows.time();
  item.seen_at = rows.time();
  item.settled_at = rows.maybe_time();
  item.settled_by = rows.text();
  item.cleared_at = rows.maybe_time();
  return item;
}

}  // namespace

Result<std::vector<Item>> SqlAttention::standing() const {
  return db_.attempt("store.attention_standing", [&]() -> Result<std::vector<Item>> {
    std::vector<Item> items;
    Rows rows(db_, AAN_ITEM_COLUMNS "WHERE cleared_at IS NULL ORDER BY raised_at, id LIMIT 100000");
    while (rows.next()) items.push_back(item_of(rows));
    return items;
  });
}

Result<MaybeItem> SqlAttention::find_item(const attention::ItemId& id) const {
  return db_.attempt("store.attention_find", [&]() -> Result<MaybeItem> {
    Rows rows(db_, AAN_ITEM_COLUMNS "WHERE id = :id LIMIT 1", {id});
    if (!rows.next()) return std::nullopt;
    return item_of(rows);
  });
}

Result<std::int64_t> SqlAttention::round() const {
  return db_.attempt("store.attention_round", [&]() -> Result<std::int64_t> {
    Rows rows(db_, "SELECT number FROM attention_round WHERE id = 1 LIMIT 1");
    return rows.only().number();
  });
}

Result<> SqlAttention::add_item(const Item& item) {
  return db_.attempt("store.attention_add", [&]() -> Result<> {
    const attention::Finding& what = item.what;
    const std::int64_t added = db_.run(
        "INSERT INTO attention_item (id, kind, subject, label, detail, due_at, is_local, observer, "
        "raised_at, seen_at, settled_at, settled_by, cleared_at) VALUES (:id, :kind, :subject, "
        ":label, :detail, :due_at, :is_local, :observer, :raised_at, :seen_at, :settled_at, "
        ":settled_by, :cleared_at) ON CONFLICT DO NOTHING",
        {item.id, attention::name_of(what.kind), what.subject, what.label, what.detail, what.due_at,
         what.is_local, item.observer, item.raised_at, item.seen_at, item.settled_at,
         item.settled_by, item.cleared_at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.attention_add", "it stands already: " + what.subject);
  });
}

Result<> SqlAttention::change_item(const Item& item) {
  return db_.attempt("store.attention_change", [&]() -> Result<> {
    db_.run(
        "UPDATE attention_item SET label = :label, detail = :detail, due_at = :due_at, observer = "
        ":observer, seen_at = :seen_at, settled_at = :settled_at, settled_by = :settled_by "
        "WHERE id = :id AND cleared_at IS NULL",
        {item.what.label, item.what.detail, item.what.due_at, item.observer, item.seen_at,
         item.settled_at, item.settled_by, item.id});
    return {};
  });
}

Result<> SqlAttention::clear_item(const attention::ItemId& id, Timestamp now) {
  return db_.attempt("store.attention_clear", [&]() -> Result<> {
    db_.run("UPDATE attention_item SET cleared_at = :now WHERE id = :id AND cleared_at IS NULL",
            {now, id});
    return {};
  });
}

Result<> SqlAttention::next_round(std::int64_t from) {
  return db_.attempt("store.attention_next_round", [&]() -> Result<> {
    const std::int64_t moved = db_.run(
        "UPDATE attention_round SET number = number + 1 WHERE id = 1 AND number = :number", {from});
    if (moved == 1) return {};
    return fail(Errc::conflict, "store.attention_next_round", "another look came between", {},
                "attention_round");
  });
}

Result<std::int64_t> SqlAttention::purge_cleared(Timestamp before) {
  return db_.attempt("store.attention_purge", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM attention_item WHERE cleared_at IS NOT NULL AND cleared_at < :at",
                   {before});
  });
}

}  // namespace aan::store_sql
