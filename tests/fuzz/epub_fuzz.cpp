// A stranger's EPUB, read as the worker reads it. Whatever the bytes are, reading ends, the record
// survives the border, and the sample is safe to put into a page. Bytes that are no zip are taken
// as a package document and a chapter, parted by "\n---\n", so that mutation reaches the parsers.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/archive.hpp"
#include "worker/epub/book_text.hpp"
#include "worker/epub/reader.hpp"
#include "worker/epub/stamp_plan.hpp"
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

// Read on pages it is as safe, and every part of it too.
void check_pages(std::string_view bytes) {
  auto archive = epub::Archive::from_bytes(bytes);
  if (!archive) return;
  const auto text = epub::read_book_text(
      *archive, [](std::string_view picture) { return std::string(picture.substr(0, 9)); });
  if (!text) return;
  AAN_CHECK(aan::catalog::is_safe_book_text(text->html));
  const std::string copy = aan::catalog::encode_reading_copy(*text);
  const auto size = aan::catalog::parse_reading_head(
      std::string_view(copy).substr(0, aan::catalog::kReadingHeadBytes));
  AAN_CHECK(size);
  const auto index = aan::catalog::parse_reading_index(
      std::string_view(copy).substr(aan::catalog::kReadingHeadBytes, *size));
  AAN_CHECK(index && index->bytes == copy.size());
  for (const auto& page : index->pages)
    AAN_CHECK(aan::catalog::is_safe_book_text(
        std::string_view(copy).substr(page.text.offset, page.text.length)));
}

// A copy that names an order is a book again, and names it.
void check_stamp(std::string_view bytes) {
  auto archive = epub::Archive::from_bytes(bytes);
  if (!archive) return;
  const epub::ReadAt read_at = [bytes](std::uint64_t offset, char* into, std::size_t wanted) {
    if (offset > bytes.size() || bytes.size() - offset < wanted) return false;
    bytes.copy(into, wanted, offset);
    return true;
  };
  const auto found = epub::plan_stamp(*archive, read_at, bytes.size());
  const auto* plan = found ? std::get_if<aan::catalog::StampPlan>(&*found) : nullptr;
  if (plan == nullptr) return;
  const aan::catalog::Stamp stamp{"7K2M-93QD", "Night <Shelves>"};
  const auto copy = aan::catalog::stamped_copy(*plan, stamp, {"en", "Yours", {"A line."}});
  std::string whole;
  for (const auto& piece : copy.pieces)
    whole +=
        piece.bytes.empty() ? std::string(bytes.substr(piece.offset, piece.length)) : piece.bytes;
  AAN_CHECK(whole.size() == copy.size);
  auto again = epub::Archive::from_bytes(whole);
  if (!again && again.error().code == aan::Errc::too_large) return;  // by what was added
  AAN_CHECK(again);
  const auto stamps = epub::read_stamps(*again);
  AAN_CHECK(stamps && std::ranges::find(*stamps, stamp) != stamps->end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("PK")) {
    check(bytes);
    check_pages(bytes);
    check_stamp(bytes);
    return 0;
  }
  constexpr std::string_view kParting = "\n---\n";
  const std::size_t at = bytes.find(kParting);
  if (at == std::string_view::npos) return 0;
  const std::string package(bytes.substr(0, at));
  const std::string chapter(bytes.substr(at + kParting.size()));
  const std::string book = epub::epub_for_tests(package, chapter).bytes();
  check(book);
  check_pages(book);
  check_stamp(book);
  return 0;
}
