#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "service/books/ingest.hpp"

namespace aan::service {

/// One demonstration text, as embedded.
struct DemoText {
  std::string_view file_name;
  std::string_view text;
};

/// A text's header and body. `price` nothing means free is not said and nothing is set.
struct ParsedDemo {
  ports::Manuscript manuscript;
  std::optional<Money> price;
};
/// Errors: invalid with file and line.
Result<ParsedDemo> parse_demo(const DemoText& text, const Asset& currency);

/// Makes EPUBs of the texts and brings them in, newest last. Texts that are in stock already are
/// left alone. `progress` is called after each with (done, of); false ends the work there, and the
/// next start takes it up.
Result<std::int64_t> stock_demo(const Room& room, Ingest& ingest, ports::DocumentWriter& writer,
                                std::span<const DemoText> texts,
                                const std::function<bool(std::size_t, std::size_t)>& progress);

/// The demonstration's books and a shop's own never share a folder. Errors: conflict
/// "demonstration".
Result<> refuse_in_demo(const Room& room);

}  // namespace aan::service
