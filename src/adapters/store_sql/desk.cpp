#include "adapters/store_sql/desk.hpp"

namespace aan::store_sql {

Result<> run_unit(Desk& desk, const Work& work) {
  SqlUnitOfWork unit(desk);
  try {
    Result<> done = work(unit);
    // Half a unit must not be committed because its caller looked away.
    if (done && desk.connection().spoilt()) return std::unexpected(*desk.connection().spoilt());
    return done;
  } catch (const std::exception& error) {
    return fail(Errc::internal, "store.unit", error.what());
  }
}

Result<> run_look(Desk& desk, const Look& look) {
  const SqlSnapshot snapshot(desk);
  try {
    return look(snapshot);
  } catch (const std::exception& error) {
    return fail(Errc::internal, "store.look", error.what());
  }
}

}  // namespace aan::store_sql
