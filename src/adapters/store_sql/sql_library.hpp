#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/library_store.hpp"

namespace aan::store_sql {

/// Libraries in SQL.
class SqlLibrary final : public ports::LibraryStore {
 public:
  explicit SqlLibrary(Connection& connection) : db_(connection) {}

  Result<std::vector<sales::OrderId>> orders_in(const customer::CustomerId& id,
                                                std::int64_t limit) const override;
  Result<std::vector<customer::CustomerId>> made_from(const sales::OrderId& order,
                                                      std::int64_t limit) const override;
  Result<std::optional<customer::LibrarySession>> find_session(
      std::string_view token_digest) const override;
  Result<std::optional<customer::LibraryLetter>> find_letter(
      const customer::LibraryLetterId& id) const override;
  Result<std::optional<customer::LibraryLetter>> find_letter_by_token(
      std::string_view token_digest) const override;
  Result<std::int64_t> letters_since(const customer::CustomerId& id,
                                     Timestamp since) const override;
  Result<ports::LibraryLink> link_of(const customer::CustomerId& id) const override;
  Result<std::optional<customer::CustomerId>> find_by_link(
      std::string_view link_digest) const override;
  Result<bool> keeps_address(const customer::CustomerId& id) const override;
  Result<bool> put_order(const customer::CustomerId& id, const sales::OrderId& order,
                         Timestamp now) override;
  Result<> take_out(const sales::OrderId& order) override;
  Result<> add_session(const customer::LibrarySession& session) override;
  Result<> see_session(std::string_view token_digest, Timestamp at) override;
  Result<bool> remove_session(std::string_view token_digest) override;
  Result<std::int64_t> remove_other_sessions(const customer::CustomerId& id,
                                             std::string_view kept_digest) override;
  Result<> add_letter(const customer::LibraryLetter& letter) override;
  Result<bool> use_letter(const customer::LibraryLetterId& id, Timestamp at) override;
  Result<> set_link(const customer::CustomerId& id, std::int64_t from_generation,
                    std::string_view key_id, std::string_view link_digest) override;
  Result<> set_keeps_address(const customer::CustomerId& id, bool keeps) override;
  Result<> forget_address(const customer::CustomerId& id) override;
  Result<> end_library(const customer::CustomerId& id) override;
  Result<std::int64_t> purge_library(Timestamp session_created_before,
                                     Timestamp session_seen_before,
                                     Timestamp letters_before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
