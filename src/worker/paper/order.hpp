#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/frame.hpp"

namespace aan::worker::paper {

inline constexpr std::size_t kTextBytesMax = 2000;  ///< of each text
inline constexpr std::size_t kPartsMax = 200;       ///< of each kind

/// Words in up to three columns.
struct Row {
  std::string text;
  std::string detail;  ///< in small letters below; may be empty
  std::string amount;  ///< right-hand; may be empty
};

/// A paper as its words.
struct Order {
  std::string language = "en";
  std::string title;
  std::vector<std::string> from;  ///< lines of who sends it; the first is the name
  std::vector<std::string> to;    ///< lines of whom it is for
  std::string to_head;
  std::vector<Row> facts;  ///< name and value
  Row head;                ///< of the table
  std::vector<Row> rows;
  std::vector<Row> sums;  ///< after the rows; those before the last are minor
  std::vector<std::string> notes;
  Row mark;  ///< across every page, and as a sentence at its top; empty: none
  std::string foot;
  std::string page;     ///< "Page {number} of {count}"
  std::string made_at;  ///< RFC 3339
};

/// Errors: invalid (a paper without title or rows, or with more than fits), upstream_malformed.
Result<Order> parse_order(std::string_view frame);

}  // namespace aan::worker::paper
