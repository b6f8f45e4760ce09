#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include "adapters/store_sql/engine/open.hpp"
#include "adapters/store_sql/engine/sql_error.hpp"

namespace aan::store_sql {
namespace {

// Limits so that neither a lost client nor a slow statement holds the shop up.
constexpr const char* kRules =
    "SET client_encoding = 'UTF8';"
    "SET client_min_messages = warning;"
    "SET synchronous_commit = on;"
    "SET statement_timeout = '20s';"
    "SET lock_timeout = '5s';"
    "SET idle_in_transaction_session_timeout = '30s';";

// SOCI looks for its own options in "key=value" pairs and puts an "=" behind a URL that has none.
std::string with_parameter(const std::string& url) {
  return url + (url.contains('?') ? "&" : "?") + "fallback_application_name=aan";
}

// An @ or a / that stands unescaped in a password makes a piece of it the host or the port, which
// the library names when it cannot reach them.
bool is_torn(const PQconninfoOption* options) {
  for (; options->keyword != nullptr; ++options) {
    const std::string_view name = options->keyword;
    const std::string_view value = options->val == nullptr ? "" : options->val;
    if (name == "host" && value.contains('@')) return true;
    if (name == "port" && value.find_first_not_of("0123456789,") != std::string_view::npos)
      return true;
  }
  return false;
}

// Checks the URL without ever repeating it: it may hold a password.
Result<> check_url(const std::string& url) {
  char* message = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &message);
  const bool is_good = options != nullptr && url.find_first_of(" \t\n\"") == std::string::npos;
  const bool is_whole = !is_good || !is_torn(options);
  PQconninfoFree(options);
  PQfreemem(message);
  if (!is_good)
    return refuse(Errc::invalid, "store.open", "DATABASE_URL is not a PostgreSQL address.");
  if (!is_whole)
    return refuse(Errc::invalid, "store.open",
                  "DATABASE_URL names no host and port that could be. In a name or password write "
                  "@ as %40, / as %2F, : as %3A and # as %23.");
  return {};
}

}  // namespace

Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url, const Clock& clock) {
  AAN_TRY(check_url(url));
  try {
    auto session = std::make_unique<soci::session>(soci::postgresql, with_parameter(url));
    auto connection = std::make_unique<Connection>(Engine::postgresql, std::move(session), clock);
    connection->script(kRules);
    return connection;
  } catch (const std::exception& error) {
    Error lost = explain("store.open", error).error;
    lost.code = Errc::unavailable;
    return std::unexpected(std::move(lost));
  }
}

}  // namespace aan::store_sql
