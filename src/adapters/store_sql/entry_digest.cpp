#include "adapters/store_sql/entry_digest.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"

namespace aan::store_sql {

std::string content_digest(const ledger::JournalEntry& entry) {
  std::string text;
  const auto field = [&](std::string_view part) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
  };
  field(entry.kind);
  field(entry.order_id);
  for (const ledger::Posting& posting : entry.postings) {
    field(posting.account);
    field(std::to_string(posting.amount.amount));
    field(posting.amount.asset.code());
  }
  return hex(crypto::sha256(text));
}

}  // namespace aan::store_sql
