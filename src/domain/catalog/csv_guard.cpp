#include "domain/catalog/csv_guard.hpp"

namespace aan::catalog {
namespace {

// Behind any number of apostrophes, so that no cell is read as another one's guarded form.
bool begins_formula(std::string_view cell) {
  const std::size_t at = cell.find_first_not_of('\'');
  return at != std::string_view::npos && std::string_view("=+-@").contains(cell[at]);
}

}  // namespace

std::string guarded_cell(std::string_view cell) {
  return (begins_formula(cell) ? "'" : "") + std::string(cell);
}

std::string_view unguarded_cell(std::string_view cell) {
  return cell.starts_with('\'') && begins_formula(cell) ? cell.substr(1) : cell;
}

}  // namespace aan::catalog
