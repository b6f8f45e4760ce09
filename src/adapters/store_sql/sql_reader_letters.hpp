#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/reader_letter_store.hpp"

namespace aan::store_sql {

/// Books on their way to reading devices, in SQL.
class SqlReaderLetters final : public ports::ReaderLetterStore {
 public:
  explicit SqlReaderLetters(Connection& connection) : db_(connection) {}
  Result<std::optional<customer::ReaderLetter>> find_reader_letter(
      const customer::ReaderLetterId& id) const override;
  Result<std::int64_t> reader_letters_since(const sales::OrderId& order,
                                            Timestamp since) const override;
  Result<> add_reader_letter(const customer::ReaderLetter& letter) override;
  Result<> end_reader_letter(const customer::ReaderLetterId& id, Timestamp now) override;
  Result<> end_reader_letters(const sales::OrderId& order, Timestamp now) override;
  Result<std::int64_t> purge_reader_letters(Timestamp before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
