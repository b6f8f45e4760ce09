#include <algorithm>
#include <set>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_sales.hpp"
#include "base/words.hpp"

namespace aan::store_sql {
namespace {

using Ids = std::vector<sales::OrderId>;
using Found = std::set<sales::OrderId>;

constexpr std::int64_t kFoundMax = 500;
constexpr std::size_t kIndexesMax = 16;  // as many keys sealed addresses

void add(Connection& db, Sql sql, Values values, Found& found) {
  Rows rows(db, sql, values);
  while (rows.next()) found.insert(rows.id<sales::OrderId>());
}

// Each of these finds the newest orders of its kind (a name and a reference have few), so that the
// newest of all are among them.
void add_named(Connection& db, const std::string& name, Found& found) {
  add(db, "SELECT id FROM orders WHERE id = :id OR reference = :reference LIMIT 500", {name, name},
      found);
}

void add_paid_by(Connection& db, const std::string& ref, Found& found) {
  add(db,
      "SELECT order_id FROM payment_intent WHERE provider_ref = :intent_ref UNION "
      "SELECT order_id FROM payment WHERE network_ref = :payment_ref UNION "
      "SELECT order_id FROM refund WHERE network_ref = :refund_ref UNION "
      "SELECT order_id FROM dispute WHERE network_ref = :dispute_ref UNION "
      "SELECT order_id FROM bank_matter WHERE network_ref = :matter_ref LIMIT 500",
      {ref, ref, ref, ref, ref}, found);
}

bool has_form(std::string_view title, const std::vector<std::string>& forms) {
  return std::ranges::any_of(forms, [&](const auto& form) { return title.contains(form); });
}

// The titles that were ever sold and have all of these words in them, as a reader compares them:
// "ete" finds "L'Été". There are as many as books, and the index gives each of them once.
std::set<std::string> titles_with(Connection& db, const std::vector<Word>& words) {
  constexpr std::size_t kTitleWordsMax = 200;
  std::set<std::string> titles;
  Rows rows(db,
            "WITH RECURSIVE sold(title) AS (SELECT MIN(title) FROM order_line UNION ALL "
            "SELECT (SELECT MIN(l.title) FROM order_line l WHERE l.title > sold.title) FROM sold "
            "WHERE sold.title IS NOT NULL) SELECT title FROM sold WHERE title IS NOT NULL "
            "LIMIT 1000000");
  while (rows.next()) {
    std::string title = rows.text();
    std::string forms;  // all of each word: "backer baecker"
    for (const Word& word : words_of(title, kTitleWordsMax))
      for (const std::string& form : word.forms) forms += form + " ";
    if (std::ranges::all_of(words, [&](const Word& one) { return has_form(forms, one.forms); }))
      titles.insert(std::move(title));
  }
  return titles;
}

// Of a word that stands in very many titles ("the") some newest order has it soon.
void add_newest_of(Connection& db, const std::set<std::string>& titles, std::string_view state,
                   Found& found) {
  Rows rows(db,
            "SELECT l.order_id, l.title FROM (SELECT id, created_at FROM orders "
            "WHERE (:any_state = '' OR state = :state) ORDER BY created_at DESC, id DESC "
            "LIMIT 20000) o JOIN order_line l ON l.order_id = o.id "
            "ORDER BY o.created_at DESC, o.id DESC LIMIT 100000",
            {state, state});
  const std::size_t most = found.size() + kFoundMax;
  while (rows.next() && found.size() < most) {
    auto id = rows.id<sales::OrderId>();
    if (titles.contains(rows.text())) found.insert(std::move(id));
  }
}

void add_titled(Connection& db, const ports::OrderSearch& search, std::string_view state,
                Found& found) {
  constexpr std::size_t kTitlesMax = 200;  // that are asked for one by one
  std::vector<Word> words;
  for (const std::string& typed : search.title_words)
    for (Word& word : words_of(typed, ports::kSearchWordsMax)) words.push_back(std::move(word));
  if (words.empty()) return;
  const std::set<std::string> titles = titles_with(db, words);
  if (titles.size() > kTitlesMax) return add_newest_of(db, titles, state, found);
  const std::size_t most = found.size() + kFoundMax;
  for (const std::string& title : titles) {
    if (found.size() >= most) break;
    add(db,
        "SELECT l.order_id FROM order_line l JOIN orders o ON o.id = l.order_id "
        "WHERE l.title = :title AND (:any_state = '' OR o.state = :state) "
        "ORDER BY l.order_id DESC LIMIT 500",
        {title, state, state}, found);
  }
}

void add_bought_by(Connection& db, const std::vector<std::string>& indexes, std::string_view state,
                   Found& found) {
  for (std::size_t i = 0; i < std::min(indexes.size(), kIndexesMax); ++i)
    add(db,
        "SELECT o.id FROM customer c JOIN customer_order b ON b.customer_id = c.id "
        "JOIN orders o ON o.id = b.order_id WHERE c.address_index = :address_index "
        "AND (:any_state = '' OR o.state = :state) ORDER BY o.created_at DESC, o.id DESC LIMIT 500",
        {indexes[i], state, state}, found);
}

struct Dated {
  std::int64_t created_at = 0;
  sales::OrderId id;
};

bool is_owed(Connection& db, const sales::OrderId& id) {
  Rows rows(db,
            "SELECT e.order_id FROM journal_entry e JOIN posting p ON p.entry_id = e.id "
            "WHERE e.order_id = :order_id AND p.account LIKE '%:refund_due' "
            "GROUP BY e.order_id HAVING SUM(p.posted_amount) <> 0 LIMIT 1",
            {id});
  return rows.next();
}

// Of a delivered order.
bool is_to_come(Connection& db, const sales::OrderId& id) {
  Rows rows(db,
            "SELECT order_id FROM preorder WHERE order_id = :of_line AND released_at IS NULL "
            "UNION SELECT order_id FROM gift WHERE order_id = :of_gift AND claimed_at IS NULL "
            "LIMIT 1",
            {id, id});
  return rows.next();
}

std::optional<Dated> wanted(Connection& db, const sales::OrderId& id,
                            const ports::OrderSearch& search) {
  Dated one;
  {
    Rows rows(db, "SELECT state, is_sandbox, created_at FROM orders WHERE id = :id LIMIT 1", {id});
    if (!rows.next()) return std::nullopt;
    const auto state = rows.named(sales::parse_order_state);
    const auto asked = search.is_to_come ? sales::OrderState::fulfilled : search.state;
    if (asked && state != *asked) return std::nullopt;
    if (rows.flag() && search.only_real) return std::nullopt;
    one = {rows.number(), id};
  }
  if (search.is_to_come && is_to_come(db, id) != *search.is_to_come) return std::nullopt;
  if (search.only_owed && !is_owed(db, id)) return std::nullopt;
  return one;
}

}  // namespace

Result<Ids> SqlSales::search_orders(const ports::OrderSearch& search, std::int64_t limit) const {
  return db_.attempt("store.search_orders", [&]() -> Result<Ids> {
    const auto of_state = search.is_to_come ? sales::OrderState::fulfilled : search.state;
    const std::string state{of_state ? name_of(*of_state) : std::string_view{}};
    Found found;
    if (!search.name.empty()) add_named(db_, search.name, found);
    if (!search.payment_ref.empty()) add_paid_by(db_, search.payment_ref, found);
    add_titled(db_, search, state, found);
    add_bought_by(db_, search.address_indexes, state, found);
    std::vector<Dated> dated;
    for (const sales::OrderId& id : found)
      if (auto one = wanted(db_, id, search)) dated.push_back(*std::move(one));
    std::ranges::sort(dated, [](const Dated& a, const Dated& b) {
      return a.created_at != b.created_at ? a.created_at > b.created_at : a.id > b.id;
    });
    const auto most = static_cast<std::size_t>(std::clamp<std::int64_t>(limit, 1, kFoundMax));
    Ids ids;
    for (std::size_t i = 0; i < std::min(dated.size(), most); ++i) ids.push_back(dated[i].id);
    return ids;
  });
}

}  // namespace aan::store_sql
