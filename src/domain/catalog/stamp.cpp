#include "domain/catalog/stamp.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::catalog {
namespace {

// PKWARE APPNOTE 6.3: 4.3.7 local header, 4.3.12 central header, 4.3.16 end.
constexpr std::uint64_t kVersionMadeBy = 0x0314;  // Unix, 2.0
constexpr std::uint64_t kVersionNeeded = 20;
constexpr std::uint64_t kUtf8Names = 0x0800;
constexpr std::uint64_t kFirstDay = 0x0021;  // 1980-01-01: a copy made later is no other copy
constexpr std::uint64_t kPlainFile = 0100644ULL << 16U;

std::string number(std::uint64_t value, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += static_cast<char>((value >> (8 * i)) & 0xffU);
  return out;
}

constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = (value & 1U) != 0 ? 0xedb88320U ^ (value >> 1U) : value >> 1U;
    table[i] = value;
  }
  return table;
}();

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char c : bytes)
    crc = kCrcTable[(crc ^ static_cast<unsigned char>(c)) & 0xffU] ^ (crc >> 8U);
  return ~crc;
}

// A stored entry of our own: its record, and its line in the directory.
struct Entry {
  std::string record;
  std::string line;
};

Entry entry(const StampPlan& plan, const std::string& name, const std::string& content,
            std::uint64_t offset) {
  const std::string size = number(content.size(), 4);
  const std::string head = number(kVersionNeeded, 2) +
                           number(plan.has_utf8_names ? kUtf8Names : 0, 2) + number(0, 2) +
                           number(0, 2) + number(kFirstDay, 2) + number(crc32(content), 4) + size +
                           size + number(name.size(), 2) + number(0, 2);
  return {"PK\x03\x04" + head + name + content,
          "PK\x01\x02" + number(kVersionMadeBy, 2) + head + number(0, 2) + number(0, 2) +
              number(0, 2) + number(kPlainFile, 4) + number(offset, 4) + name};
}

std::string xml(std::string_view text) { return escape_xml(one_line(text)); }

std::string meta(std::string_view name, std::string_view content) {
  return "<meta name=\"" + std::string(name) + "\" content=\"" + xml(content) + "\"/>\n";
}

// It names the order once more for machines: the package document may be lost or written anew.
std::string closing_page(const StampPlan& plan, const Stamp& stamp, const StampWords& words) {
  const std::string language = xml(words.language);
  const std::string title = xml(words.title);
  std::string page = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  page += plan.is_epub2 ? "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" "
                          "\"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">\n"
                        : "<!DOCTYPE html>\n";
  page += "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"" + language + "\"" +
          (plan.is_epub2 ? "" : " lang=\"" + language + "\"") +
          (words.is_from_right ? " dir=\"rtl\"" : "") + ">\n<head>\n<title>" + title +
          "</title>\n" + meta(kStampOrderName, stamp.order) + meta(kStampShopName, stamp.shop) +
          "<style type=\"text/css\">\nbody { margin: 20% 10%; text-align: center; }\n"
          "h1 { font-size: 1.1em; font-weight: normal; }\np { font-size: 0.9em; }\n</style>\n"
          "</head>\n<body>\n<h1>" +
          title + "</h1>\n";
  for (const std::string& line : words.lines) page += "<p>" + xml(line) + "</p>\n";
  return page + "</body>\n</html>\n";
}

}  // namespace

bool is_unstampable_reason(std::string_view word) {
  return std::ranges::find(kUnstampable, word) != std::end(kUnstampable);
}

StampedCopy stamped_copy(const StampPlan& plan, const Stamp& stamp, const StampWords& words) {
  const std::uint64_t kept = plan.head_bytes + (plan.tail_until - plan.tail_from);
  const std::string package = plan.package_text[0] + xml(stamp.order) + plan.package_text[1] +
                              xml(stamp.shop) + plan.package_text[2];
  const Entry document = entry(plan, plan.package_name, package, kept);
  const Entry page =
      entry(plan, plan.page_name, closing_page(plan, stamp, words), kept + document.record.size());
  const std::uint64_t directory_at = kept + document.record.size() + page.record.size();
  const std::string directory = plan.directory + document.line + page.line;
  const std::string count = number(plan.entries + 2, 2);
  std::string last = document.record + page.record + directory + "PK\x05\x06" + number(0, 2) +
                     number(0, 2) + count + count + number(directory.size(), 4) +
                     number(directory_at, 4) + number(plan.comment.size(), 2) + plan.comment;
  StampedCopy copy;
  copy.size = kept + last.size();
  if (plan.head_bytes > 0) copy.pieces.push_back({0, plan.head_bytes, {}});
  if (plan.tail_until > plan.tail_from)
    copy.pieces.push_back({plan.tail_from, plan.tail_until - plan.tail_from, {}});
  copy.pieces.push_back({0, last.size(), std::move(last)});
  return copy;
}

}  // namespace aan::catalog
