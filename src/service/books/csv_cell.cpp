#include "service/books/csv_cell.hpp"

#include "base/text.hpp"
#include "domain/catalog/csv_guard.hpp"

namespace aan::service {

std::string csv_cell(std::string_view cell) {
  std::string field = catalog::guarded_cell(cell);
  if (field.find_first_of(",\"\r\n;") == field.npos && trim(field) == field) return field;
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

}  // namespace aan::service
