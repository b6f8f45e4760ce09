// A stranger's EPUB, read as the worker reads it. Whatever the bytes are, reading ends, the record
// survives the border, and the sample is safe to put into a page.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/archive.hpp"
#include "worker/epub/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto archive = aan::worker::epub::Archive::from_bytes(bytes);
  if (!archive) return 0;
  const auto facts = aan::worker::epub::read_epub(*archive);
  if (!facts) return 0;
  AAN_CHECK(aan::catalog::is_safe_sample(facts->sample_html));
  AAN_CHECK(aan::catalog::parse_book_record(aan::catalog::encode_book_record(facts->record)));
  return 0;
}
