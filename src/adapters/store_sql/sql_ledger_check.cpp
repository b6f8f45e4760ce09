#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_ledger.hpp"

namespace aan::store_sql {

using ledger::Finding;

namespace {

// Each rule is a query for what breaks it: the subject, and a sentence. A thousand findings are
// enough to know that a person has to look.

constexpr Sql kEntryBalanced =
    "SELECT e.id, 'postings in ' || COALESCE(p.posted_asset, 'no asset') || ' sum to ' || "
    "CAST(COALESCE(SUM(p.posted_amount), 0) AS TEXT) || ' in ' || CAST(COUNT(p.position) AS TEXT) "
    "FROM journal_entry e LEFT JOIN posting p ON p.entry_id = e.id "
    "GROUP BY e.id, p.posted_asset "
    "HAVING COALESCE(SUM(p.posted_amount), 0) <> 0 OR COUNT(p.position) < 2 "
    "ORDER BY e.id LIMIT 1000";

// Accounts of each order, without the book's name before the colon.
#define AAN_ORDER_ACCOUNTS                                                                     \
  "WITH held AS (SELECT e.order_id, p.posted_asset, "                                          \
  "SUM(CASE WHEN p.account LIKE '%:clearing/%' THEN p.posted_amount ELSE 0 END) AS captured, " \
  "-SUM(CASE WHEN p.account LIKE '%:sales' THEN p.posted_amount ELSE 0 END) AS sales, "        \
  "-SUM(CASE WHEN p.account LIKE '%:refund_due' THEN p.posted_amount ELSE 0 END) AS due, "     \
  "-SUM(CASE WHEN p.account LIKE '%:unapplied' THEN p.posted_amount ELSE 0 END) AS unapplied " \
  "FROM journal_entry e JOIN posting p ON p.entry_id = e.id WHERE e.order_id <> '' "           \
  "GROUP BY e.order_id, p.posted_asset) "

// A delivered order has earned its price and owes the rest; an order given up owes everything; an
// order that waits has applied nothing.
constexpr Sql kCaptured = AAN_ORDER_ACCOUNTS
    "SELECT o.id, o.state || ': captured ' || CAST(COALESCE(h.captured, 0) AS TEXT) || ', sales ' "
    "|| CAST(COALESCE(h.sales, 0) AS TEXT) || ', refund due ' || CAST(COALESCE(h.due, 0) AS TEXT) "
    "|| ', unapplied ' || CAST(COALESCE(h.unapplied, 0) AS TEXT) || ', price ' || "
    "CAST(o.total_amount AS TEXT) "
    "FROM orders o LEFT JOIN held h ON h.order_id = o.id AND h.posted_asset = o.total_asset "
    "WHERE (o.state IN ('paid', 'fulfilled') AND (COALESCE(h.sales, 0) <> o.total_amount "
    "  OR COALESCE(h.unapplied, 0) <> 0 "
    "  OR COALESCE(h.captured, 0) <> o.total_amount + COALESCE(h.due, 0))) "
    "OR (o.state IN ('cancelled', 'payment_lost') AND (COALESCE(h.unapplied, 0) <> 0 "
    "  OR COALESCE(h.captured, 0) <> COALESCE(h.due, 0))) "
    "OR (o.state IN ('open', 'pending') AND (COALESCE(h.due, 0) <> 0 "
    "  OR COALESCE(h.captured, 0) <> COALESCE(h.unapplied, 0))) "
    "ORDER BY o.id LIMIT 1000";

constexpr Sql kSales = AAN_ORDER_ACCOUNTS
    "SELECT h.order_id, COALESCE(o.state, 'no such order') || ': sales ' || CAST(h.sales AS TEXT) "
    "|| ' ' || h.posted_asset FROM held h LEFT JOIN orders o ON o.id = h.order_id "
    "WHERE (h.sales <> 0 AND (o.id IS NULL OR o.state IN ('open', 'pending', 'cancelled', "
    "  'payment_lost'))) "
    "OR (o.id IS NOT NULL AND h.posted_asset <> o.total_asset) "
    "ORDER BY h.order_id LIMIT 1000";

// For each order and provider: the clearing account against the settled payments, both ways.
constexpr Sql kClearing =
    "WITH facts AS ("
    "SELECT order_id, provider, received_asset AS asset, "
    "SUM(CASE WHEN state = 'settled' THEN received_amount ELSE 0 END) AS settled, "
    "0 AS posted FROM payment GROUP BY order_id, provider, received_asset "
    "UNION ALL "
    "SELECT e.order_id, SUBSTR(p.account, CASE WHEN p.account LIKE 'main:%' THEN 15 ELSE 18 END), "
    "p.posted_asset, 0, SUM(p.posted_amount) "
    "FROM journal_entry e JOIN posting p ON p.entry_id = e.id "
    "WHERE p.account LIKE '%:clearing/%' "
    "GROUP BY e.order_id, SUBSTR(p.account, CASE WHEN p.account LIKE 'main:%' THEN 15 ELSE 18 "
    "END), "
    "p.posted_asset) "
    "SELECT order_id, provider || ': settled ' || CAST(SUM(settled) AS TEXT) || ', clearing ' || "
    "CAST(SUM(posted) AS TEXT) || ' ' || asset FROM facts "
    "GROUP BY order_id, provider, asset HAVING SUM(settled) <> SUM(posted) "
    "ORDER BY order_id LIMIT 1000";

constexpr Sql kBooksApart =
    "SELECT e.id, 'entry of a ' || CASE WHEN o.is_sandbox = 1 THEN 'sandbox' ELSE 'main' END || "
    "' order posts to ' || p.account FROM journal_entry e "
    "JOIN posting p ON p.entry_id = e.id JOIN orders o ON o.id = e.order_id "
    "WHERE (o.is_sandbox = 1 AND p.account LIKE 'main:%') "
    "OR (o.is_sandbox = 0 AND p.account LIKE 'sandbox:%') ORDER BY e.id LIMIT 1000";

constexpr Sql kLineWithoutEntitlement =
    "SELECT l.id, 'a line of the fulfilled order ' || o.id || ' has no entitlement' "
    "FROM orders o JOIN order_line l ON l.order_id = o.id "
    "LEFT JOIN entitlement e ON e.order_line_id = l.id "
    "WHERE o.state = 'fulfilled' AND e.id IS NULL ORDER BY l.id LIMIT 1000";

constexpr Sql kEntitlementWithoutSale =
    "SELECT e.id, 'an entitlement of the order ' || o.id || ', which was never fulfilled' "
    "FROM entitlement e JOIN order_line l ON l.id = e.order_line_id "
    "JOIN orders o ON o.id = l.order_id "
    "WHERE o.fulfilled_at IS NULL OR e.order_id <> l.order_id ORDER BY e.id LIMIT 1000";

struct Rule {
  const char* name;
  Sql broken;
};
constexpr Rule kRules[] = {
    {"entry_balanced", kEntryBalanced},
    {"captured_equals_price_plus_refund_due", kCaptured},
    {"sales_only_for_paid_orders", kSales},
    {"clearing_equals_settled_payments", kClearing},
    {"books_apart", kBooksApart},
    {"fulfilled_line_has_entitlement", kLineWithoutEntitlement},
    {"entitlement_has_fulfilled_order", kEntitlementWithoutSale},
};

}  // namespace

Result<std::vector<Finding>> SqlLedger::check() const {
  return db_.attempt("store.check", [&]() -> Result<std::vector<Finding>> {
    std::vector<Finding> findings;
    for (const Rule& rule : kRules) {
      Rows rows(db_, rule.broken);
      while (rows.next()) {
        Finding& finding = findings.emplace_back();
        finding.rule = rule.name;
        finding.subject = rows.text();
        finding.detail = rows.text();
      }
    }
    return findings;
  });
}

}  // namespace aan::store_sql
