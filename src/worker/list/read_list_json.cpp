#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "worker/list/onix.hpp"
#include "worker/list/own_json.hpp"
#include "worker/list/read_list.hpp"
#include "worker/list/upstream_json.hpp"

namespace aan::worker::list {
namespace {

namespace json = boost::json;
using catalog::ListFormat;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kHeadBytes = 4096;
constexpr std::size_t kJsonDepthMax = 32;

Result<ListFacts> read_document(Source& source, std::optional<ListFormat> forced,
                                const TakeRow& take) {
  while (source.view().size() <= kJsonBytesMax && AAN_TRY(source.fill())) {
  }
  std::string_view text = source.view();
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.size() > kJsonBytesMax)
    return refuse(Errc::too_large, "list.json",
                  "A JSON catalogue of another program may have 24 MB. Bring it in in parts.");
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  boost::system::error_code error;
  const json::value document = json::parse(text, error, {}, options);
  if (error || !is_utf8(text))
    return refuse(Errc::invalid, "list.json",
                  "It is not JSON in UTF-8: " + (error ? error.message() : "bytes") + ".");
  if (forced != ListFormat::upstream && is_own(document))
    return read_own(document.get_object(), take);
  if (forced == ListFormat::own)
    return refuse(Errc::invalid, "list.json", "It is no export of a shop like this one.");
  return read_upstream(document, take);
}

// What it is by its first bytes.
Result<ListFormat> kind_of(Source& source) {
  while (source.view().size() < kHeadBytes && AAN_TRY(source.fill())) {
  }
  std::string_view head = source.view();
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::string_view first = trim(head.substr(0, kHeadBytes));
  if (first.starts_with('<')) return ListFormat::onix;
  if (first.starts_with(kOwnHead)) return ListFormat::own;
  if (first.starts_with('{') || first.starts_with('[')) return ListFormat::upstream;
  if (head.starts_with("PK\x03\x04") || head.starts_with("%PDF"))
    return refuse(Errc::invalid, "list.read", "This is a book or an archive, not a list of books.");
  if (head.substr(0, kHeadBytes).find('\0') != head.npos && !head.starts_with("\xFF\xFE") &&
      !head.starts_with("\xFE\xFF"))
    return refuse(Errc::invalid, "list.read", "This is no list of books: it is no text.");
  return is_gumroad_head(first.substr(0, first.find('\n'))) ? ListFormat::gumroad : ListFormat::csv;
}

}  // namespace

Result<ListFacts> read_list(Source& source, std::optional<ListFormat> forced, const TakeRow& take) {
  const ListFormat found = AAN_TRY(kind_of(source));
  switch (forced.value_or(found)) {
    case ListFormat::csv: return read_csv_list(source, /*is_gumroad=*/false, take);
    case ListFormat::gumroad: return read_csv_list(source, /*is_gumroad=*/true, take);
    case ListFormat::onix: return read_onix(source, take);
    case ListFormat::own:
      if (found == ListFormat::own) return read_own_lines(source, take);
      break;
    case ListFormat::upstream: break;
  }
  return read_document(source, forced, take);
}

}  // namespace aan::worker::list
