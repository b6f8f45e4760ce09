#include "adapters/store_sql/engine/rows.hpp"

#include "adapters/store_sql/engine/statement.hpp"
#include "base/codec.hpp"
#include "base/whole_number.hpp"

namespace aan::store_sql {

Rows::Rows(Connection& connection, Sql sql, Values values) : statement_(connection.prepared(sql)) {
  is_first_ = true;
  try {
    has_row_ = statement_.execute(values);
  } catch (...) {
    statement_.finish();
    throw;
  }
}

Rows::~Rows() { statement_.finish(); }

bool Rows::next() {
  column_ = 0;
  if (is_first_) {
    is_first_ = false;
    return has_row_;
  }
  if (has_row_) has_row_ = statement_.fetch();
  return has_row_;
}

Rows& Rows::only() {
  if (!next()) throw StoredNonsense("a row that must be there is not");
  return *this;
}

std::string& Rows::take() { return statement_.columns.at(column_++); }
bool Rows::is_null() const { return statement_.nulls.at(column_) == soci::i_null; }

std::string Rows::text() {
  if (is_null()) throw StoredNonsense("a value that must be there is not");
  return std::move(take());
}

std::optional<std::string> Rows::maybe_text() {
  if (!is_null()) return text();
  ++column_;
  return std::nullopt;
}

std::int64_t Rows::number() {
  if (is_null()) throw StoredNonsense("a number that must be there is not");
  const auto value = parse_whole_number(take());
  if (!value) throw StoredNonsense("not a whole number");
  return *value;
}

std::uint64_t Rows::size() {
  const std::int64_t value = number();
  if (value < 0) throw StoredNonsense("a size below zero");
  return static_cast<std::uint64_t>(value);
}

bool Rows::flag() { return number() != 0; }
Timestamp Rows::time() { return Timestamp{number()}; }

std::optional<std::int64_t> Rows::maybe_number() {
  if (!is_null()) return number();
  ++column_;
  return std::nullopt;
}

std::optional<Timestamp> Rows::maybe_time() {
  if (!is_null()) return time();
  ++column_;
  return std::nullopt;
}

Money Rows::money() {
  Money money{number(), {}};
  const std::string code = text();
  if (code.empty() && money.is_zero()) return money;
  const std::optional<Asset> asset = find_asset(code);
  if (!asset) throw StoredNonsense("unknown asset " + code);
  money.asset = *asset;
  return money;
}

std::optional<Money> Rows::maybe_money() {
  if (!is_null()) return money();
  column_ += 2;
  return std::nullopt;
}

crypto::Cid Rows::cid() {
  const std::string name = text();
  if (name.empty()) return {};
  Result<crypto::Cid> cid = crypto::Cid::parse(name);
  if (!cid) throw StoredNonsense("not a CID: " + name);
  return *std::move(cid);
}

std::optional<crypto::Cid> Rows::maybe_cid() {
  if (!is_null()) return cid();
  ++column_;
  return std::nullopt;
}

std::string Rows::digest() {
  Result<std::string> bytes = parse_hex(text());
  if (!bytes) throw StoredNonsense("not hexadecimal");
  return *std::move(bytes);
}

std::string Rows::sealed() {
  Result<std::string> bytes = parse_base64url(text());
  if (!bytes) throw StoredNonsense("not base64url");
  return *std::move(bytes);
}

}  // namespace aan::store_sql
