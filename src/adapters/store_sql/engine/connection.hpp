#pragma once
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "adapters/store_sql/engine/sql.hpp"
#include "adapters/store_sql/engine/value.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace soci {
class session;
}

namespace aan::store_sql {

class Statement;

enum class Engine : std::uint8_t { sqlite, postgresql };

/// One connection with its prepared statements. Used by one thread at a time.
///
/// An error inside a transaction spoils it: from then on every attempt gives the same error, until
/// `forgive` after the rollback. PostgreSQL works like that; SQLite is made to.
class Connection {
 public:
  Connection(Engine engine, std::unique_ptr<soci::session> session, const Clock& clock);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Engine engine() const { return engine_; }
  [[nodiscard]] soci::session& session() { return *session_; }
  [[nodiscard]] Timestamp now() const { return clock_.wall(); }

  /// Runs `body` (any callable that returns a Result) and turns whatever it throws into an error.
  /// The only door through which repositories reach the database.
  template <class Body>
  auto attempt(std::string_view step, Body&& body) -> decltype(body()) {
    if (spoilt_) return std::unexpected(*spoilt_);
    try {
      return std::forward<Body>(body)();
    } catch (const std::exception& error) {
      return std::unexpected(spoil(step, error));
    }
  }

  /// Runs a statement that gives no rows; says how many rows it changed. Throws.
  std::int64_t run(Sql sql, Values values);
  /// Runs a script (BEGIN, COMMIT, migrations). Throws.
  void script(const char* text);
  /// Ends a transaction that is still open without keeping anything of it. Never fails: `is_alive`
  /// and `in_transaction` tell whether the connection is still good.
  void roll_back() noexcept;
  /// The prepared statement for `sql`. Throws.
  Statement& prepared(Sql sql);

  [[nodiscard]] const std::optional<Error>& spoilt() const { return spoilt_; }
  /// The transaction lost against another one and may be run again.
  [[nodiscard]] bool may_retry() const { return may_retry_; }
  /// False when the server is gone: drop this connection.
  [[nodiscard]] bool is_alive() const;
  /// False when an error of SQLite ended the whole transaction.
  [[nodiscard]] bool in_transaction() const;
  /// SQLite: rows changed since the connection was opened.
  [[nodiscard]] std::int64_t total_changes() const;
  void forgive();

 private:
  Error spoil(std::string_view step, const std::exception& error);

  const Engine engine_;
  std::unique_ptr<soci::session> session_;
  const Clock& clock_;
  std::unordered_map<const char*, std::unique_ptr<Statement>> statements_;
  std::optional<Error> spoilt_;
  bool may_retry_ = false;
};

}  // namespace aan::store_sql
