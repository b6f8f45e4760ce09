#pragma once
#include <soci/soci.h>

#include <deque>
#include <string>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"

namespace aan::store_sql {

/// A prepared statement whose parameters and columns are bound once, to places that stay; running
/// it again only fills the places. Columns come as text: both engines turn numbers into text
/// exactly, and one kind of column keeps this small.
class Statement {
 public:
  Statement(Connection& connection, Sql sql) : connection_(connection), sql_(sql) {}

  /// Binds on the first call. True when there is a first row.
  bool execute(Values values);
  bool fetch() { return statement_->fetch(); }
  /// Lets go of the engine's cursor and locks.
  void finish();
  [[nodiscard]] std::int64_t changed() { return statement_->get_affected_rows(); }

  std::vector<std::string> columns;
  std::vector<soci::indicator> nulls;
  bool is_open = false;

 private:
  struct Place {
    std::string text;
    long long number = 0;
    soci::indicator state = soci::i_ok;
  };
  void prepare();
  void bind(Values values);
  void fill(Values values);
  std::size_t count_columns();

  Connection& connection_;
  Sql sql_;
  std::deque<Place> places_;
  std::optional<soci::statement> statement_;
  bool is_bound_ = false;
};

}  // namespace aan::store_sql
