#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "adapters/store_sql/engine/connection.hpp"
#include "base/money.hpp"

namespace aan::store_sql {

/// Stored text that is not what was written: becomes `corrupt` at the edge.
class StoredNonsense : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Rows of a statement. `next()` moves on; then each call takes the next column from left to right.
/// All functions throw; only inside `Connection::attempt`.
class Rows {
 public:
  Rows(Connection& connection, Sql sql, Values values = {});
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next();
  /// For a statement that must have one row: its absence is `StoredNonsense`.
  Rows& only();

  std::string text();
  std::optional<std::string> maybe_text();
  std::int64_t number();
  std::optional<std::int64_t> maybe_number();
  std::uint64_t size();
  bool flag();
  Timestamp time();
  std::optional<Timestamp> maybe_time();
  /// Two columns: amount and asset.
  Money money();
  std::optional<Money> maybe_money();
  crypto::Cid cid();
  std::optional<crypto::Cid> maybe_cid();
  /// Bytes that were stored as hexadecimal text (digests) or as base64url (sealed fields).
  std::string digest();
  std::string sealed();
  template <class IdType>
  IdType id() {
    return IdType{text()};
  }
  /// A name parsed by `parse` (name -> optional); an unknown name is `StoredNonsense`.
  template <class Parse>
  auto named(Parse parse) {
    const std::string name = text();
    const auto value = parse(name);
    if (!value) throw StoredNonsense("unknown name " + name);
    return *value;
  }

 private:
  std::string& take();
  bool is_null() const;

  Statement& statement_;
  bool is_first_ = true;
  bool has_row_ = false;
  std::size_t column_ = 0;
};

}  // namespace aan::store_sql
