#include "domain/ledger/journal.hpp"

#include <algorithm>
#include <map>

namespace aan::ledger {

std::string_view name_of(Book book) { return book == Book::main ? "main" : "sandbox"; }

std::string account(Book book, std::string_view name) {
  std::string text{name_of(book)};
  text += ':';
  text += name;
  return text;
}

std::string clearing_account(Book book, std::string_view provider) {
  return account(book, "clearing/" + std::string(provider));
}

std::string fees_account(Book book, std::string_view provider) {
  return account(book, "fees/" + std::string(provider));
}

std::string tax_account(Book book, std::string_view country, std::int64_t bps) {
  return account(book, "tax/" + std::string(country) + "/" + std::to_string(bps));
}

bool is_balanced(const JournalEntry& entry) {
  if (entry.postings.size() < 2) return false;
  std::map<std::string_view, __int128> sums;
  for (const Posting& posting : entry.postings) {
    if (posting.amount.is_zero()) return false;
    sums[posting.amount.asset.code()] += posting.amount.amount;
  }
  return std::ranges::all_of(sums, [](const auto& sum) { return sum.second == 0; });
}

}  // namespace aan::ledger
