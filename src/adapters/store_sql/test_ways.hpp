#pragma once
#include <string>

#include "ports/payment_store.hpp"

// What leaves rows of `table`, which has an order_id, out that are left of a test; :ways is
// `ways_in_words`.
#define AAN_NO_TEST(table)                                                             \
  "AND EXISTS (SELECT 1 FROM orders o WHERE o.id = " table                             \
  ".order_id AND (o.is_sandbox = 0 OR EXISTS (SELECT 1 FROM payment_intent way WHERE " \
  "way.order_id = o.id AND :ways LIKE '%|' || way.provider || '|%'))) "

namespace aan::store_sql {

/// "|stripe|sandbox|": no name of a provider has a bar or a wildcard in it.
inline std::string ways_in_words(const ports::TestWays& ways) {
  std::string words = "|";
  for (const std::string& one : ways) words += one + "|";
  return words;
}

}  // namespace aan::store_sql
