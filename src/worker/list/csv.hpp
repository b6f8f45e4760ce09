#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "worker/list/source.hpp"

namespace aan::worker::list {

inline constexpr std::size_t kCsvFieldBytesMax = std::size_t{256} << 10;
inline constexpr std::size_t kCsvRowBytesMax = std::size_t{1} << 20;
inline constexpr std::size_t kCsvFieldsMax = 512;

/// One record of a CSV file.
struct CsvRow {
  std::uint64_t line = 0;  ///< the line on which it begins, from 1
  std::vector<std::string> fields;
  std::string problem;  ///< why it cannot be read, a sentence; its fields mean nothing then
};

/// Reads CSV by RFC 4180: fields in double quotes may hold separators, line ends and doubled
/// quotes. More is taken than it asks for: LF as well as CRLF, a byte order mark, semicolons or
/// tabs between fields (whichever the first line has most of), quotes inside of a field that does
/// not begin with one. A record that is no UTF-8, has text after a closing quote, or is larger than
/// the limits above is told with its line, and reading goes on with the next.
class CsvReader {
 public:
  explicit CsvReader(Source& source) : source_(source) {}
  /// False: no more. Empty lines are passed over. Errors: those of the source.
  Result<bool> next(CsvRow& row);
  [[nodiscard]] char separator() const { return separator_; }

 private:
  Result<> begin();
  Result<bool> ensure();  // at least one byte of view; false: the end
  Result<> skip_line();
  Result<> quoted(CsvRow& row);
  Result<> plain(CsvRow& row);
  void put(CsvRow& row, std::string_view part);
  Source& source_;
  std::uint64_t line_ = 1;
  std::size_t row_bytes_ = 0;
  char separator_ = ',';
  bool is_begun_ = false;
};

}  // namespace aan::worker::list
