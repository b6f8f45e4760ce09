#include <algorithm>
#include <map>
#include <span>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_sales.hpp"
#include "base/codec.hpp"
#include "crypto/seal.hpp"

#define AAN_ORDER_COLUMNS                                                                        \
  "SELECT id, reference, state, version, subtotal_amount, subtotal_asset, discount_amount, "     \
  "discount_asset, tax_amount, tax_asset, total_amount, total_asset, "                           \
  "proceeds_amount, proceeds_asset, terms_version, coupon_code, "                                \
  "tax_treatment, tax_country, tax_bps, tax_proof, "                                             \
  "link_generation, link_key_id, token_digest, buyer_key_wrapped, receipt_name_sealed, locale, " \
  "is_sandbox, "                                                                                 \
  "created_at, expires_at, paid_at, fulfilled_at FROM orders "
#define AAN_PAGE "ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset"
// Of at most 500 orders with at most 100 lines.
#define AAN_LINES(orders)                                                                      \
  "SELECT order_id, id, offer_id, offer_revision, work_id, edition_id, edition_version, "      \
  "title, authors, price_amount, price_asset, discount_amount, tax_amount, tax_added_amount, " \
  "bundle_id, bundle_title "                                                                   \
  "FROM order_line WHERE order_id IN "                                                         \
  "(" orders                                                                                   \
  ") "                                                                                         \
  "ORDER BY order_id, position LIMIT 50000"
#define AAN_LINE_FILES(orders)                                                 \
  "SELECT order_line_id, file_id FROM order_line_file WHERE order_line_id IN " \
  "(SELECT id FROM order_line WHERE order_id IN (" orders                      \
  ")) "                                                                        \
  "ORDER BY order_line_id, position LIMIT 500000"

namespace aan::store_sql {

using MaybeOrder = std::optional<sales::Order>;

namespace {

constexpr std::int64_t kOrdersMax = 500;
constexpr std::int64_t kExpiredMax = 1000;
constexpr std::int64_t kReferencesMax = 10'000;

struct LineStatements {
  Sql lines;
  Sql files;
};
constexpr LineStatements kLinesOfOne{AAN_LINES(":order_id"), AAN_LINE_FILES(":order_id")};

// A page of orders chosen in one way: how many there are, the page, and its lines and files.
struct PageStatements {
  Sql count;
  Sql list;
  LineStatements lines;
};
#define AAN_PAGE_STATEMENTS(where)                                                      \
  {                                                                                     \
    "SELECT COUNT(*) FROM orders " where "LIMIT 1", AAN_ORDER_COLUMNS where AAN_PAGE, { \
      AAN_LINES("SELECT id FROM orders " where AAN_PAGE),                               \
          AAN_LINE_FILES("SELECT id FROM orders " where AAN_PAGE)                       \
    }                                                                                   \
  }
// Owed is what the journal says, so that this list and the ledger are of one mind.
#define AAN_OWED                                                             \
  "id IN (SELECT e.order_id FROM journal_entry e "                           \
  "JOIN posting p ON p.entry_id = e.id WHERE p.account LIKE '%:refund_due' " \
  "GROUP BY e.order_id HAVING SUM(p.posted_amount) <> 0) "
// What still waits is little beside what was sold.
#define AAN_STILL_TO_COME                                     \
  "(SELECT order_id FROM preorder WHERE released_at IS NULL " \
  "UNION SELECT order_id FROM gift WHERE claimed_at IS NULL) "
// Of everything and owed, of tests too and real alone.
#define AAN_PAGES(where)                                                        \
  {                                                                             \
      {AAN_PAGE_STATEMENTS("WHERE " where),                                     \
       AAN_PAGE_STATEMENTS("WHERE " where "AND is_sandbox = 0 ")},              \
      {AAN_PAGE_STATEMENTS("WHERE " where "AND " AAN_OWED),                     \
       AAN_PAGE_STATEMENTS("WHERE " where "AND is_sandbox = 0 AND " AAN_OWED)}, \
  }
constexpr PageStatements kAll[2][2] = {
    {AAN_PAGE_STATEMENTS(""), AAN_PAGE_STATEMENTS("WHERE is_sandbox = 0 ")},
    {AAN_PAGE_STATEMENTS("WHERE " AAN_OWED),
     AAN_PAGE_STATEMENTS("WHERE is_sandbox = 0 AND " AAN_OWED)}};
constexpr PageStatements kOfState[2][2] = AAN_PAGES("state = :state ");
constexpr PageStatements kToCome[2][2] =
    AAN_PAGES("state = 'fulfilled' AND id IN " AAN_STILL_TO_COME);
constexpr PageStatements kAllThere[2][2] =
    AAN_PAGES("state = 'fulfilled' AND id NOT IN " AAN_STILL_TO_COME);

const PageStatements& statements_of(const ports::OrderQuery& query) {
  const auto& pages = query.is_to_come ? (*query.is_to_come ? kToCome : kAllThere)
                      : query.state    ? kOfState
                                       : kAll;
  return pages[query.only_owed ? 1 : 0][query.only_real ? 1 : 0];
}

void read_rest(Rows& rows, sales::Order& order) {
  order.state = rows.named(sales::parse_order_state);
  order.version = rows.number();
  order.quote.subtotal = rows.money();
  order.quote.discount = rows.money();
  order.quote.tax = rows.money();
  order.quote.total = rows.money();
  order.quote.proceeds = rows.money();
  order.quote.terms_version = rows.number();
  order.quote.coupon = rows.text();
  order.quote.treatment = rows.named(tax::parse_treatment);
  order.quote.tax_country = rows.text();
  order.quote.tax_bps = rows.number();
  order.quote.tax_added = Money{0, order.quote.total.asset};
  order.tax_proof = rows.named(tax::parse_proof);
  order.link_generation = rows.number();
  order.link_key_id = rows.text();
  order.token_digest = rows.digest();
  order.buyer_key_wrapped = rows.sealed();
  order.receipt_name_sealed = rows.sealed();
  order.locale = rows.text();
  order.is_sandbox = rows.flag();
  order.created_at = rows.time();
  order.expires_at = rows.time();
  order.paid_at = rows.maybe_time();
  order.fulfilled_at = rows.maybe_time();
}

// One that is not what was written names itself.
sales::Order order_of(Rows& rows) {
  sales::Order order;
  order.id = rows.id<sales::OrderId>();
  order.reference = rows.text();
  try {
    read_rest(rows, order);
  } catch (const StoredNonsense& nonsense) {
    throw StoredNonsense("order " + order.reference + ": " + nonsense.what());
  }
  return order;
}

// Lines, and their files, of all these orders: two statements, however many there are. `of` holds
// the values that `statements` choose the same orders by.
void add_lines(Connection& db, std::span<sales::Order> orders, const LineStatements& statements,
               Values of) {
  std::map<std::string, std::vector<catalog::FileId>> files;  // by line
  {
    Rows rows(db, statements.files, of);
    while (rows.next()) {
      std::vector<catalog::FileId>& of_line = files[rows.text()];
      of_line.push_back(rows.id<catalog::FileId>());
    }
  }
  std::map<std::string, sales::Order*> by_id;
  for (sales::Order& order : orders) by_id[order.id.value] = &order;
  Rows rows(db, statements.lines, of);
  while (rows.next()) {
    const auto order = by_id.find(rows.text());
    if (order == by_id.end()) continue;
    sales::OrderLine line;
    line.id = rows.id<sales::OrderLineId>();
    line.quoted.offer_id = rows.id<catalog::OfferId>();
    line.quoted.offer_revision = rows.number();
    line.quoted.work_id = rows.id<catalog::WorkId>();
    line.quoted.edition_id = rows.id<catalog::EditionId>();
    line.quoted.edition_version = rows.number();
    line.quoted.title = rows.text();
    line.quoted.authors = rows.text();
    line.quoted.price = rows.money();
    line.quoted.discount = {rows.number(), line.quoted.price.asset};
    line.quoted.tax = {rows.number(), line.quoted.price.asset};
    line.quoted.tax_added = {rows.number(), line.quoted.price.asset};
    line.quoted.bundle_id = rows.id<catalog::OfferId>();
    line.quoted.bundle_title = rows.text();
    order->second->quote.tax_added.amount += line.quoted.tax_added.amount;
    line.quoted.files = std::move(files[line.id.value]);
    order->second->quote.lines.push_back(line.quoted);
    order->second->lines.push_back(std::move(line));
  }
}

MaybeOrder read_order(Connection& db, Sql sql, std::string_view key) {
  MaybeOrder order;
  {
    Rows rows(db, sql, {key});
    if (rows.next()) order = order_of(rows);
  }
  if (order) add_lines(db, {&*order, 1}, kLinesOfOne, {order->id});
  return order;
}

}  // namespace

Result<MaybeOrder> SqlSales::find_order(const sales::OrderId& id) const {
  return db_.attempt("store.find_order", [&]() -> Result<MaybeOrder> {
    return read_order(db_, AAN_ORDER_COLUMNS "WHERE id = :id LIMIT 1", id.value);
  });
}

Result<MaybeOrder> SqlSales::find_order_by_token(std::string_view token_digest) const {
  return db_.attempt("store.find_order_by_token", [&]() -> Result<MaybeOrder> {
    return read_order(db_, AAN_ORDER_COLUMNS "WHERE token_digest = :token_digest LIMIT 1",
                      hex(token_digest));
  });
}

Result<MaybeOrder> SqlSales::find_order_by_reference(std::string_view reference) const {
  return db_.attempt("store.find_order_by_reference", [&]() -> Result<MaybeOrder> {
    return read_order(db_,
                      AAN_ORDER_COLUMNS
                      "WHERE reference = :reference ORDER BY created_at DESC, id DESC LIMIT 1",
                      reference);
  });
}

Result<ports::OrderPage> SqlSales::list_orders(const ports::OrderQuery& query) const {
  return db_.attempt("store.list_orders", [&]() -> Result<ports::OrderPage> {
    const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kOrdersMax);
    const std::int64_t offset = std::max<std::int64_t>(query.offset, 0);
    const bool is_of_state = query.state && !query.is_to_come;
    const std::string state{is_of_state ? name_of(*query.state) : std::string_view{}};
    const PageStatements& sql = statements_of(query);
    ports::OrderPage page;
    {
      Rows rows(db_, sql.count, is_of_state ? Values{state} : Values{});
      page.total = rows.only().number();
    }
    if (offset >= page.total) return page;
    {
      Rows rows(db_, sql.list, is_of_state ? Values{state, limit, offset} : Values{limit, offset});
      while (rows.next()) page.orders.push_back(order_of(rows));
    }
    add_lines(db_, page.orders, sql.lines,
              is_of_state ? Values{state, limit, offset} : Values{limit, offset});
    return page;
  });
}

Result<std::vector<std::string>> SqlSales::references(std::int64_t limit) const {
  using References = std::vector<std::string>;
  return db_.attempt("store.references", [&]() -> Result<References> {
    References references;
    Rows rows(db_, "SELECT reference FROM orders ORDER BY created_at DESC, id DESC LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kReferencesMax)});
    while (rows.next()) references.push_back(rows.text());
    return references;
  });
}

Result<std::set<std::string>> SqlSales::keys_in_use() const {
  using Ids = std::set<std::string>;
  return db_.attempt("store.keys_in_use", [&]() -> Result<Ids> {
    Ids ids;
    {
      Rows links(db_, "SELECT DISTINCT link_key_id FROM orders LIMIT 1000");
      while (links.next()) ids.insert(links.text());
    }
    {
      Rows libraries(db_,
                     "SELECT DISTINCT link_key_id FROM customer WHERE link_generation > 0 "
                     "LIMIT 1000");
      while (libraries.next()) ids.insert(libraries.text());
    }
    {
      Rows gifts(db_,
                 "SELECT DISTINCT claim_key_id FROM gift UNION "
                 "SELECT DISTINCT own_key_id FROM gift WHERE own_generation > 0 LIMIT 1000");
      while (gifts.next()) ids.insert(gifts.text());
    }
    // Fourteen letters of base64url hold a seal's mark and key, and four bits of chance; a
    // fifteenth makes whole bytes of them.
    Rows seals(db_,
               "SELECT DISTINCT substr(buyer_key_wrapped, 1, 14) FROM orders UNION "
               "SELECT DISTINCT substr(buyer_key_wrapped, 1, 14) FROM document UNION "
               "SELECT DISTINCT substr(answer_sealed, 1, 14) FROM idempotency UNION "
               "SELECT DISTINCT substr(key_wrapped, 1, 14) FROM gift UNION "
               "SELECT DISTINCT substr(key_wrapped, 1, 14) FROM library_key UNION "
               "SELECT DISTINCT substr(key_wrapped, 1, 14) FROM customer LIMIT 10000");
    while (seals.next()) {
      const auto start = parse_base64url(seals.text() + "A");
      if (const auto id = start ? crypto::sealed_with(*start) : std::nullopt) ids.emplace(*id);
    }
    return ids;
  });
}

Result<std::vector<sales::OrderEvent>> SqlSales::order_events(const sales::OrderId& id) const {
  using Events = std::vector<sales::OrderEvent>;
  return db_.attempt("store.order_events", [&]() -> Result<Events> {
    Events events;
    Rows rows(db_,
              "SELECT kind, detail, at FROM order_event WHERE order_id = :order_id "
              "ORDER BY position LIMIT 1000",
              {id});
    while (rows.next()) {
      sales::OrderEvent& event = events.emplace_back();
      event.kind = rows.text();
      event.detail = rows.text();
      event.at = rows.time();
    }
    return events;
  });
}

Result<std::vector<sales::OrderId>> SqlSales::expired_orders(Timestamp now,
                                                             std::int64_t limit) const {
  using Ids = std::vector<sales::OrderId>;
  return db_.attempt("store.expired_orders", [&]() -> Result<Ids> {
    Ids ids;
    Rows rows(
        db_,
        "SELECT id FROM orders WHERE state IN ('open', 'pending') AND is_cancel_requested = 0 AND "
        "expires_at <= :now "
        "ORDER BY expires_at, id LIMIT :limit",
        {now, std::clamp<std::int64_t>(limit, 1, kExpiredMax)});
    while (rows.next()) ids.push_back(rows.id<sales::OrderId>());
    return ids;
  });
}

Result<bool> SqlSales::is_cancel_requested(const sales::OrderId& id) const {
  return db_.attempt("store.is_cancel_requested", [&]() -> Result<bool> {
    Rows rows(db_, "SELECT is_cancel_requested FROM orders WHERE id = :id LIMIT 1", {id});
    return rows.next() && rows.flag();
  });
}

}  // namespace aan::store_sql
