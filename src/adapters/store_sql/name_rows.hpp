#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"
#include "domain/catalog/work.hpp"

namespace aan::store_sql {

/// The step of the schema that made `known_by`, empty.
inline constexpr std::int64_t kKnownByStep = 85;

/// Rows of people, subjects and series, one for each name (`folded_name`). What one of these has
/// looked up it does not look up again: it lives as long as one unit of work at most. All throw;
/// only inside `Connection::attempt`.
class NameRows {
 public:
  explicit NameRows(Connection& db) : db_(db) {}

  /// The work with the slugs under which its people and subjects are; those that are new get the
  /// slug that the work gives them, or that of their name, with a number where it is another's.
  /// Who was known without a name to sort by, or with the name itself, gets the one that the work
  /// says, in all their works; any other stays.
  catalog::Work placed(catalog::Work work);
  /// The slug of that series, which is new or there; empty for an empty name.
  std::string series(const std::string& name);

 private:
  std::string contributor(const catalog::Contributor& it);
  void sort_if_unsorted(const catalog::Contributor& it, const std::string& name);
  std::string subject(const catalog::Subject& it);

  Connection& db_;
  std::map<std::string, std::string> contributors_;
  std::set<std::string> sorted_;  // of those whose rows were sorted, or had a name to sort by
  std::map<std::string, std::string> subjects_;
  std::map<std::string, std::string> series_;
};

/// The slug under which `NameRows` has put a subject of that name, or that code; nothing if none
/// has come.
std::optional<std::string> subject_slug(Connection& db, const catalog::Subject& it);
/// The slug of the series that is asked for by its slug or its name.
std::string series_slug(Connection& db, std::string_view asked);
/// That of a work; empty: it is in none.
std::string series_slug_of(Connection& db, const catalog::WorkId& id);

/// Puts the people and subjects of a work beside it, by the slugs that they have there already.
void insert_people_and_subjects(Connection& db, const catalog::Work& work);

/// Sorts a person by that from now on; whether it was by something else.
bool sort_contributor(Connection& db, const std::string& name, const std::string& sort_name);
/// The works that name a person, at most 1,000.
std::vector<catalog::WorkId> works_of_contributor(Connection& db, const std::string& name);

/// By which a contributor is sorted.
std::string key_of(const catalog::Contributor& it);

/// Writes `known_by` for the names that are there. Until then names were told apart by slugs of 80
/// bytes: what lists say of works with a name that is longer is taken anew when they come again.
void fill_known_by(Connection& db);

}  // namespace aan::store_sql
