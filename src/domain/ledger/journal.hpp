#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/timestamp.hpp"

namespace aan::ledger {

using EntryId = Id<struct EntryTag>;

/// Real money and play money never meet: every account belongs to one book.
enum class Book : std::uint8_t { main, sandbox };
std::string_view name_of(Book book);

/// Accounts, as text "book:name". Debits are positive, credits negative.
///   clearing/<provider>  what a provider holds for us            (grows by debit)
///   unapplied            received, not yet used for anything     (grows by credit)
///   sales                earned, without tax                     (grows by credit)
///   tax/<country>/<bps>  owed to a tax office, by rate           (grows by credit)
///   refund_due           owed back to buyers                     (grows by credit)
///   returns              sold, and given back all the same       (grows by debit)
///   fees/<provider>      kept by a provider                      (grows by debit)
///   disputed             taken by a bank that has not decided    (grows by debit)
///   chargebacks          sold, and lost to a bank                (grows by debit)
///   losses               lost to a bank beyond what was sold and
///                        not given back: no sale is less by it   (grows by debit)
std::string account(Book book, std::string_view name);
std::string clearing_account(Book book, std::string_view provider);
std::string fees_account(Book book, std::string_view provider);
/// `bps`: the rate in basis points.
std::string tax_account(Book book, std::string_view country, std::int64_t bps);

struct Posting {
  std::string account;
  Money amount;  ///< debit positive, credit negative
};

/// One balanced, immutable entry. A correction is another entry.
struct JournalEntry {
  EntryId id;
  std::string
      idempotency_key;   ///< order, number of the entry in it, kind: no two writers append the n-th
  std::string kind;      ///< "capture", "sale", "refund_due", "refund", ... and their reversals
  std::string order_id;  ///< the order it is about
  Timestamp at;
  std::vector<Posting> postings;
};

/// True when the postings of each asset sum to zero, none is zero, and there are at least two.
[[nodiscard]] bool is_balanced(const JournalEntry& entry);

/// Balance of one account in one asset.
struct Balance {
  std::string account;
  Money amount;
};

/// A kind ends in this when its entry takes back what entries of the kind without it have moved.
inline constexpr std::string_view kReversed = "_reversed";

/// What entries of one kind, their reversals among them, have moved on one account.
struct Posted {
  std::string kind;  ///< without `kReversed`
  std::string account;
  Money amount;
};

/// What entries of a time have moved for sales of one place, treatment and rate. Amounts without
/// tax, but `tax`.
struct TaxRow {
  std::string country;  ///< whose tax it is, or would be; empty: not taxed
  std::string treatment;
  std::int64_t bps = 0;
  Money sold;        ///< on `sales`
  Money given_back;  ///< on `returns` and `chargebacks`
  Money tax;         ///< owed to the tax office, what went back taken off
  std::int64_t orders = 0;
};

/// What `aan ledger check` found wrong; empty when all is well.
struct Finding {
  std::string rule;  ///< "entry_balanced", "clearing_equals_facts"
  std::string subject;
  std::string detail;
};

}  // namespace aan::ledger
