// Any bytes as a list of books: no reader crashes, no row breaks its limits, and each comes back
// from its frame as it was.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/list_row_frame.hpp"
#include "worker/list/read_list.hpp"

namespace aan::worker::list {
namespace {

void read(const std::string& bytes, std::optional<catalog::ListFormat> forced) {
  constexpr std::size_t kRowsMax = 2000;
  std::size_t rows = 0;
  Source source = Source::of(bytes);
  const auto facts = read_list(source, forced, [&](catalog::ListRow&& row) -> Result<> {
    if (++rows > kRowsMax) return refuse(Errc::too_large, "fuzz", "enough");
    const std::string frame = catalog::encode_list_row(row);
    const auto again = catalog::parse_list_row(frame);
    AAN_CHECK(again.has_value());
    AAN_CHECK(catalog::encode_list_row(*again) == frame);
    return {};
  });
  AAN_CHECK(facts || !facts.error().safe.empty());
  if (!facts) return;
  AAN_CHECK(facts->notes.size() <= catalog::kListNotesMax);
  for (const std::string& note : facts->notes) AAN_CHECK(catalog::is_clean_line(note, 500));
  AAN_CHECK(facts->bundles.size() <= catalog::kListBundlesMax);
  for (const catalog::ListBundle& bundle : facts->bundles) {
    const std::string frame = catalog::encode_list_bundle(bundle);
    const auto again = catalog::parse_list_bundle(frame);
    AAN_CHECK(again.has_value());
    AAN_CHECK(catalog::encode_list_bundle(*again) == frame);
  }
}

}  // namespace
}  // namespace aan::worker::list

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using aan::catalog::ListFormat;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  aan::worker::list::read(bytes, std::nullopt);
  for (const ListFormat format : {ListFormat::csv, ListFormat::gumroad, ListFormat::upstream,
                                  ListFormat::own, ListFormat::onix})
    aan::worker::list::read(bytes, format);
  return 0;
}
