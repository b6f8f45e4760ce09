#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/ledger/journal.hpp"

namespace aan::ports {

/// One line of the journal: what one entry moved on one account.
struct JournalLine {
  std::string entry_id;
  std::int64_t position = 0;  ///< of the line in its entry
  Timestamp at;
  std::string kind;
  std::string order_id;
  std::string order_reference;  ///< empty for an entry that is about no order
  ledger::Posting posting;
};

/// Lines of one book, by time, in pages.
struct JournalQuery {
  ledger::Book book = ledger::Book::main;
  Timestamp from;
  Timestamp until;                   ///< the first moment that is left out
  std::optional<JournalLine> after;  ///< the last line of the page before
  std::int64_t limit = 1000;         ///< 1 to 5000
};

/// The append-only journal. Errors: unavailable, corrupt, internal, and named.
class LedgerStore {
 public:
  virtual ~LedgerStore() = default;
  /// What one order's entries have moved, per kind, account and asset; reversals counted back.
  virtual Result<std::vector<ledger::Posted>> posted_of(std::string_view order_id) const = 0;
  /// Balances of all entries, per account and asset.
  virtual Result<std::vector<ledger::Balance>> balances() const = 0;
  virtual Result<std::vector<ledger::JournalEntry>> entries_of(std::string_view order_id) const = 0;
  /// What entries from `from` on and before `until` have moved, by place, treatment and rate; at
  /// most 10,000 rows.
  virtual Result<std::vector<ledger::TaxRow>> tax_rows(ledger::Book book, Timestamp from,
                                                       Timestamp until) const = 0;
  /// Lines of a book in a span of time, in the order of their moments.
  virtual Result<std::vector<JournalLine>> lines(const JournalQuery& query) const = 0;
  /// Checks every invariant over everything stored: entries balanced; captured = price + owed +
  /// given back for each order; sales only for delivered orders; clearing equals payments without
  /// refunds, fees and what banks hold; fees and disputes as their facts say; refunds of a payment
  /// within it; tax as the orders have it, by place and rate, going back with the price; states
  /// that refunds and disputes explain; an entitlement for each line of a fulfilled order and none
  /// elsewhere.
  virtual Result<std::vector<ledger::Finding>> check() const = 0;

  /// Appends a balanced entry. The same key with the same content is a no-op, with other content
  /// an error. Errors: invalid (not balanced), conflict (key taken by another content).
  virtual Result<> append(const ledger::JournalEntry& entry) = 0;
};

}  // namespace aan::ports
