#include "domain/sales/document.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::sales {
namespace {

constexpr std::size_t kAddressLinesMax = 6;
constexpr std::size_t kDigits = 6;
constexpr char kFieldMark = '\x1f';

std::unexpected<Error> too_long() {
  return refuse(Errc::invalid, "document",
                "A name, an address of at most six lines and a tax number can have at most " +
                    std::to_string(kDocumentTextBytesMax) + " bytes each.",
                "document_text", {{"limit", static_cast<std::int64_t>(kDocumentTextBytesMax)}});
}

std::string clean_lines(std::string_view text) {
  std::string lines;
  for (const std::string_view part : split(text, '\n'))
    if (const std::string line = one_line(part); !line.empty())
      lines += (lines.empty() ? "" : "\n") + line;
  return lines;
}

}  // namespace

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::invoice: return "invoice";
    case DocumentKind::receipt: return "receipt";
    case DocumentKind::credit_note: return "credit_note";
  }
  return "invoice";
}

std::optional<DocumentKind> parse_document_kind(std::string_view name) {
  for (const DocumentKind one :
       {DocumentKind::invoice, DocumentKind::receipt, DocumentKind::credit_note})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

Result<BilledTo> check_billed_to(BilledTo typed) {
  for (const std::string* text : {&typed.name, &typed.address, &typed.tax_number})
    if (text->size() > kDocumentTextBytesMax || !is_utf8(*text)) return too_long();
  typed.name = one_line(typed.name);
  typed.address = clean_lines(typed.address);
  typed.tax_number = one_line(typed.tax_number);
  if (std::ranges::count(typed.address, '\n') >= static_cast<std::ptrdiff_t>(kAddressLinesMax))
    return too_long();
  return typed;
}

std::string series_of(DocumentKind kind, bool is_sandbox) {
  const std::string series = kind == DocumentKind::invoice   ? "INV"
                             : kind == DocumentKind::receipt ? "REC"
                                                             : "CRN";
  return is_sandbox ? "TEST-" + series : series;
}

std::string document_name(std::string_view series, std::int64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return std::string(series) + "-" + digits;
}

std::string encode(const BilledTo& billed_to) {
  return billed_to.name + kFieldMark + billed_to.address + kFieldMark + billed_to.tax_number;
}

BilledTo decode_billed_to(std::string_view text) {
  const auto parts = split(text, kFieldMark);
  if (parts.size() != 3) return {};
  return {std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
}

}  // namespace aan::sales
