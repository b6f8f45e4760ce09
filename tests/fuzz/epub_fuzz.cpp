// A stranger's EPUB, read as the worker reads it. Whatever the bytes are, reading ends, the record
// survives the border, and the sample is safe to put into a page. Bytes that are no zip are taken
// as a package document and a chapter, parted by "\n---\n", so that mutation reaches the parsers.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/archive.hpp"
#include "worker/epub/reader.hpp"
#include "worker/epub/zip_for_tests.hpp"

namespace {

namespace epub = aan::worker::epub;

void check(std::string_view bytes) {
  auto archive = epub::Archive::from_bytes(bytes);
  if (!archive) return;
  const auto facts = epub::read_epub(*archive);
  if (!facts) return;
  AAN_CHECK(aan::catalog::is_safe_sample(facts->sample_html));
  AAN_CHECK(aan::catalog::parse_book_record(aan::catalog::encode_book_record(facts->record)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("PK")) {
    check(bytes);
    return 0;
  }
  constexpr std::string_view kParting = "\n---\n";
  const std::size_t at = bytes.find(kParting);
  if (at == std::string_view::npos) return 0;
  const std::string package(bytes.substr(0, at));
  const std::string chapter(bytes.substr(at + kParting.size()));
  check(epub::epub_for_tests(package, chapter).bytes());
  return 0;
}
