#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/entry_digest.hpp"
#include "adapters/store_sql/sql_ledger.hpp"
#include "domain/payment/order_sums.hpp"
#include "domain/tax/amounts.hpp"

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

// What moved for each order, without the book's name before the colon. Captured, and given back of
// what was owed, are told by the kind of their entries: an account holds more than one of them.
#define AAN_ORDER_ACCOUNTS                                                                     \
  "WITH held AS (SELECT e.order_id, p.posted_asset, "                                          \
  "SUM(CASE WHEN p.account LIKE '%:clearing/%' AND e.kind IN ('capture', 'capture_reversed') " \
  "  THEN p.posted_amount ELSE 0 END) AS captured, "                                           \
  "SUM(CASE WHEN p.account LIKE '%:refund_due' AND e.kind NOT IN ('refund_due', "              \
  "  'refund_due_reversed') THEN p.posted_amount ELSE 0 END) AS given_back, "                  \
  "SUM(CASE WHEN p.account LIKE '%:returns' AND e.kind IN ('return', 'return_reversed') "      \
  "  THEN p.posted_amount ELSE 0 END) AS returned, "                                           \
  "-SUM(CASE WHEN p.account LIKE '%:tax/%' AND e.kind IN ('tax', 'tax_reversed') "             \
  "  THEN p.posted_amount ELSE 0 END) AS taxes, "                                              \
  "-SUM(CASE WHEN p.account LIKE '%:sales' THEN p.posted_amount ELSE 0 END) AS sales, "        \
  "-SUM(CASE WHEN p.account LIKE '%:refund_due' THEN p.posted_amount ELSE 0 END) AS due, "     \
  "-SUM(CASE WHEN p.account LIKE '%:unapplied' THEN p.posted_amount ELSE 0 END) AS unapplied " \
  "FROM journal_entry e JOIN posting p ON p.entry_id = e.id WHERE e.order_id <> '' "           \
  "GROUP BY e.order_id, p.posted_asset) "

// A delivered order has earned its price; what it captured beyond is owed or has gone back. An
// order given up owes everything, or has given it back; an order that waits owes nothing.
constexpr Sql kCaptured = AAN_ORDER_ACCOUNTS
    "SELECT o.id, o.state || ': captured ' || CAST(COALESCE(h.captured, 0) AS TEXT) || ', sales ' "
    "|| CAST(COALESCE(h.sales, 0) AS TEXT) || ', tax ' || CAST(COALESCE(h.taxes, 0) AS TEXT) "
    "|| ', refund due ' || CAST(COALESCE(h.due, 0) AS TEXT) "
    "|| ', given back ' || CAST(COALESCE(h.given_back, 0) AS TEXT) "
    "|| ', unapplied ' || CAST(COALESCE(h.unapplied, 0) AS TEXT) || ', price ' || "
    "CAST(o.total_amount AS TEXT) "
    "FROM orders o LEFT JOIN held h ON h.order_id = o.id AND h.posted_asset = o.total_asset "
    "WHERE COALESCE(h.captured, 0) <> COALESCE(h.sales, 0) + COALESCE(h.taxes, 0) "
    "  + COALESCE(h.due, 0) "
    "  + COALESCE(h.given_back, 0) + COALESCE(h.unapplied, 0) "
    "OR COALESCE(h.due, 0) < 0 OR COALESCE(h.unapplied, 0) < 0 "
    "OR (o.state IN ('paid', 'fulfilled', 'refunded', 'disputed', 'charged_back') "
    "  AND (COALESCE(h.sales, 0) + COALESCE(h.taxes, 0) <> o.total_amount OR COALESCE(h.unapplied, "
    "0) <> 0)) "
    "OR (o.state = 'cancelled' AND COALESCE(h.unapplied, 0) <> 0) "
    "OR (o.state IN ('open', 'pending') AND COALESCE(h.due, 0) <> 0) "
    "ORDER BY o.id LIMIT 1000";

constexpr Sql kSales = AAN_ORDER_ACCOUNTS
    "SELECT h.order_id, COALESCE(o.state, 'no such order') || ': sales ' || CAST(h.sales AS TEXT) "
    "|| ' ' || h.posted_asset FROM held h LEFT JOIN orders o ON o.id = h.order_id "
    "WHERE ((h.sales <> 0 OR h.taxes <> 0) AND (o.id IS NULL OR o.state IN ('open', 'pending', "
    "'cancelled', "
    "  'payment_lost'))) "
    "OR (o.id IS NOT NULL AND h.posted_asset <> o.total_asset "
    "  AND (h.captured <> 0 OR h.sales <> 0 OR h.taxes <> 0 OR h.due <> 0 OR h.unapplied <> 0)) "
    "ORDER BY h.order_id LIMIT 1000";

// For each order, provider and asset: what the provider holds by the facts, and by the journal.
constexpr Sql kClearing =
    "WITH facts AS ("
    "SELECT order_id, provider, received_asset AS asset, "
    "CASE WHEN state = 'settled' THEN received_amount ELSE 0 END AS held, 0 AS posted FROM payment "
    "UNION ALL SELECT order_id, provider, refund_asset, "
    "CASE WHEN state IN ('processing', 'settled') THEN -refund_amount ELSE 0 END, 0 FROM refund "
    "UNION ALL SELECT order_id, provider, fee_asset, -fee_amount, 0 FROM payment_fee "
    "UNION ALL SELECT order_id, provider, dispute_asset, "
    "CASE WHEN is_withdrawn = 1 THEN -dispute_amount ELSE 0 END, 0 FROM dispute "
    "UNION ALL "
    "SELECT e.order_id, SUBSTR(p.account, CASE WHEN p.account LIKE 'main:%' THEN 15 ELSE 18 END), "
    "p.posted_asset, 0, p.posted_amount "
    "FROM journal_entry e JOIN posting p ON p.entry_id = e.id "
    "WHERE p.account LIKE '%:clearing/%') "
    "SELECT order_id, provider || ': by its facts ' || CAST(SUM(held) AS TEXT) || ', clearing ' || "
    "CAST(SUM(posted) AS TEXT) || ' ' || asset FROM facts "
    "GROUP BY order_id, provider, asset HAVING SUM(held) <> SUM(posted) "
    "ORDER BY order_id LIMIT 1000";

constexpr Sql kFees =
    "WITH facts AS ("
    "SELECT order_id, provider, fee_asset AS asset, fee_amount AS kept, 0 AS posted "
    "FROM payment_fee UNION ALL "
    "SELECT e.order_id, SUBSTR(p.account, CASE WHEN p.account LIKE 'main:%' THEN 11 ELSE 14 END), "
    "p.posted_asset, 0, p.posted_amount "
    "FROM journal_entry e JOIN posting p ON p.entry_id = e.id WHERE p.account LIKE '%:fees/%') "
    "SELECT order_id, provider || ': fees ' || CAST(SUM(kept) AS TEXT) || ', posted ' || "
    "CAST(SUM(posted) AS TEXT) || ' ' || asset FROM facts "
    "GROUP BY order_id, provider, asset HAVING SUM(kept) <> SUM(posted) "
    "ORDER BY order_id LIMIT 1000";

// What banks hold and have not decided for themselves.
constexpr Sql kDisputes =
    "WITH facts AS ("
    "SELECT order_id, dispute_asset AS asset, CASE WHEN is_withdrawn = 1 AND state <> 'lost' "
    "THEN dispute_amount ELSE 0 END AS held, 0 AS posted FROM dispute UNION ALL "
    "SELECT e.order_id, p.posted_asset, 0, p.posted_amount "
    "FROM journal_entry e JOIN posting p ON p.entry_id = e.id WHERE p.account LIKE '%:disputed') "
    "SELECT order_id, 'banks hold ' || CAST(SUM(held) AS TEXT) || ', disputed ' || "
    "CAST(SUM(posted) AS TEXT) || ' ' || asset FROM facts "
    "GROUP BY order_id, asset HAVING SUM(held) <> SUM(posted) ORDER BY order_id LIMIT 1000";

// Of one payment, in its money, no more goes back than it was.
constexpr Sql kRefunds =
    "SELECT p.id, 'refunds of ' || CAST(SUM(r.refund_amount) AS TEXT) || ' ' || "
    "MAX(r.refund_asset) || ' for a payment of ' || CAST(p.received_amount AS TEXT) || ' ' || "
    "p.received_asset FROM payment p JOIN refund r ON r.payment_id = p.id "
    "WHERE r.state IN ('processing', 'settled') GROUP BY p.id, p.received_amount, p.received_asset "
    "HAVING SUM(r.refund_amount) > p.received_amount OR MIN(r.refund_asset) <> p.received_asset "
    "OR MAX(r.refund_asset) <> p.received_asset ORDER BY p.id LIMIT 1000";

constexpr Sql kStates = AAN_ORDER_ACCOUNTS
    "SELECT o.id, 'nothing explains that the order is ' || o.state FROM orders o "
    "LEFT JOIN held h ON h.order_id = o.id AND h.posted_asset = o.total_asset "
    "WHERE (o.state = 'refunded' AND COALESCE(h.returned, 0) < o.total_amount) "
    "OR (o.state = 'disputed' AND NOT EXISTS "
    "  (SELECT 1 FROM dispute d WHERE d.order_id = o.id AND d.state = 'open')) "
    "OR (o.state = 'charged_back' AND NOT EXISTS "
    "  (SELECT 1 FROM dispute d WHERE d.order_id = o.id AND d.state = 'lost')) "
    "OR (o.state IN ('paid', 'fulfilled') AND EXISTS (SELECT 1 FROM dispute d "
    "  JOIN payment p ON p.id = d.payment_id "
    "  WHERE d.order_id = o.id AND d.state = 'open' AND p.state = 'settled')) "
    "ORDER BY o.id LIMIT 1000";

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
    "LEFT JOIN preorder p ON p.order_line_id = l.id AND p.released_at IS NULL "
    "WHERE o.state = 'fulfilled' AND e.id IS NULL AND p.order_line_id IS NULL "
    "ORDER BY l.id LIMIT 1000";

constexpr Sql kEntitlementWithoutSale =
    "SELECT e.id, 'an entitlement of the order ' || o.id || ', which was never fulfilled' "
    "FROM entitlement e JOIN order_line l ON l.id = e.order_line_id "
    "JOIN orders o ON o.id = l.order_id "
    "WHERE o.fulfilled_at IS NULL OR e.order_id <> l.order_id ORDER BY e.id LIMIT 1000";

constexpr Sql kStrayEntry =
    "SELECT e.id, 'it is about no order of this shop' FROM journal_entry e "
    "LEFT JOIN orders o ON o.id = e.order_id WHERE o.id IS NULL ORDER BY e.id LIMIT 1000";

constexpr Sql kOrderAddsUp =
    "SELECT o.id, 'its lines cost ' || CAST(SUM(l.price_amount - l.discount_amount "
    "+ l.tax_added_amount) AS TEXT) || "
    "', its total is ' || CAST(o.total_amount AS TEXT) "
    "FROM orders o JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.total_amount "
    "HAVING SUM(l.price_amount - l.discount_amount + l.tax_added_amount) <> o.total_amount "
    "ORDER BY o.id LIMIT 1000";

constexpr Sql kTaxAddsUp =
    "SELECT o.id, 'its lines hold a tax of ' || CAST(SUM(l.tax_amount) AS TEXT) || "
    "', the order ' || CAST(o.tax_amount AS TEXT) "
    "FROM orders o JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.tax_amount "
    "HAVING SUM(l.tax_amount) <> o.tax_amount ORDER BY o.id LIMIT 1000";

// Tax stands on the account of the order's own place and rate.
constexpr Sql kTaxOfPlace =
    "SELECT e.id, 'an order taxed in ' || o.tax_country || ' at ' || CAST(o.tax_bps AS TEXT) || "
    "' posts to ' || p.account FROM journal_entry e "
    "JOIN posting p ON p.entry_id = e.id JOIN orders o ON o.id = e.order_id "
    "WHERE p.account LIKE '%:tax/%' AND p.account NOT LIKE "
    "'%:tax/' || o.tax_country || '/' || CAST(o.tax_bps AS TEXT) ORDER BY e.id LIMIT 1000";

struct Rule {
  const char* name;
  Sql broken;
};
constexpr Rule kRules[] = {
    {"entry_balanced", kEntryBalanced},
    {"captured_is_earned_owed_or_given_back", kCaptured},
    {"sales_only_for_delivered_orders", kSales},
    {"clearing_equals_facts", kClearing},
    {"fees_equal_facts", kFees},
    {"disputed_equals_facts", kDisputes},
    {"refunds_within_payment", kRefunds},
    {"state_explained_by_facts", kStates},
    {"books_apart", kBooksApart},
    {"entry_is_about_an_order", kStrayEntry},
    {"order_adds_up", kOrderAddsUp},
    {"tax_adds_up", kTaxAddsUp},
    {"tax_stands_by_place_and_rate", kTaxOfPlace},
    {"fulfilled_line_has_entitlement", kLineWithoutEntitlement},
    {"entitlement_has_fulfilled_order", kEntitlementWithoutSale},
};

// What was posted is still what was meant: the digest was taken when the entry was written.
void find_changed_entries(Connection& db, std::vector<Finding>& findings) {
  Rows rows(db,
            "SELECT e.id, e.content_digest, e.kind, e.order_id, p.account, p.posted_amount, "
            "p.posted_asset FROM journal_entry e JOIN posting p ON p.entry_id = e.id "
            "ORDER BY e.id, p.position");
  ledger::JournalEntry entry;
  std::string digest;
  const auto compare = [&] {
    if (!entry.id.empty() && content_digest(entry) != digest)
      findings.push_back({"entry_unchanged", entry.id.value, "it is not what was written"});
  };
  while (rows.next()) {
    auto id = rows.id<ledger::EntryId>();
    if (id != entry.id) {
      compare();
      entry = {};
      entry.id = std::move(id);
      digest = rows.text();
      entry.kind = rows.text();
      entry.order_id = rows.text();
    } else {
      for (int i = 0; i < 3; ++i) rows.text();
    }
    ledger::Posting& posting = entry.postings.emplace_back();
    posting.account = rows.text();
    posting.amount = rows.money();
  }
  compare();
}

// The tax of a delivered order, and what of it went back: in proportion to what went back of the
// price.
void find_wrong_taxes(Connection& db, std::vector<Finding>& findings) {
  Rows rows(db,
            "SELECT o.id, o.state, o.total_amount, o.tax_amount, "
            "CAST(-SUM(CASE WHEN p.account LIKE '%:tax/%' AND e.kind IN ('tax', 'tax_reversed') "
            "  THEN p.posted_amount ELSE 0 END) AS BIGINT), "
            "CAST(SUM(CASE WHEN p.account LIKE '%:tax/%' AND e.kind IN "
            "  ('tax_returned', 'tax_returned_reversed', 'tax_charged_back', "
            "  'tax_charged_back_reversed') THEN p.posted_amount ELSE 0 END) AS BIGINT), "
            "CAST(SUM(CASE WHEN (p.account LIKE '%:returns' AND e.kind IN ('return', "
            "  'return_reversed')) OR (p.account LIKE '%:chargebacks' AND e.kind IN "
            "  ('chargeback', 'chargeback_reversed')) THEN p.posted_amount ELSE 0 END) AS BIGINT), "
            "CASE WHEN EXISTS (SELECT 1 FROM payment y WHERE y.order_id = o.id "
            "  AND y.state <> 'settled') THEN 1 ELSE 0 END "
            "FROM orders o JOIN journal_entry e ON e.order_id = o.id "
            "JOIN posting p ON p.entry_id = e.id AND p.posted_asset = o.total_asset "
            "WHERE o.tax_treatment <> 'none' "
            "GROUP BY o.id, o.state, o.total_amount, o.tax_amount ORDER BY o.id");
  while (rows.next()) {
    const std::string id = rows.text();
    const auto state = rows.named(sales::parse_order_state);
    const std::int64_t total = rows.number();
    const std::int64_t tax = rows.number();
    const std::int64_t posted = rows.number();
    const std::int64_t back = rows.number();
    const std::int64_t gone = rows.number();
    const bool has_lost_payments = rows.flag();
    const bool is_sold = payment::was_delivered(state) && state != sales::OrderState::payment_lost;
    const std::int64_t expected = is_sold ? tax : 0;
    // Of an order that lost its money nothing is left to be taxed, whatever went back.
    const std::int64_t owed_back = is_sold ? tax::belonging_to(gone, total, tax) : 0;
    // What goes back of a payment that is lost is a loss and no part of the price: entries from
    // before it stood on `losses` hold it as a return.
    const bool is_back = has_lost_payments ? back >= 0 && back <= owed_back : back == owed_back;
    if (posted != expected || !is_back)
      findings.push_back({"tax_equals_orders", id,
                          "tax " + std::to_string(posted) + " of " + std::to_string(expected) +
                              ", gone back " + std::to_string(back) + " of " +
                              std::to_string(owed_back)});
  }
}

}  // namespace

Result<std::vector<Finding>> SqlLedger::check() const {
  return db_.attempt("store.check", [&]() -> Result<std::vector<Finding>> {
    std::vector<Finding> findings;
    find_changed_entries(db_, findings);
    find_wrong_taxes(db_, findings);
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
