#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/sales/order.hpp"

namespace aan::sales {

using DocumentId = Id<struct DocumentTag>;

inline constexpr std::size_t kDocumentTextBytesMax = 400;  ///< of each thing a buyer adds

/// What is given out about a sale.
enum class DocumentKind : std::uint8_t {
  invoice,      ///< of a shop that is registered for tax
  receipt,      ///< of one that is not
  credit_note,  ///< takes a part of an invoice or receipt back
};
std::string_view name_of(DocumentKind kind);
std::optional<DocumentKind> parse_document_kind(std::string_view name);

/// Who sells, as printed on documents.
struct Seller {
  std::string name;
  std::string address;     ///< lines
  std::string tax_number;  ///< of value added tax; empty: none
  std::string registered;  ///< line of a public register; empty: none
  bool operator==(const Seller&) const = default;
};

/// Who bought, as far as the buyer says. Personal.
struct BilledTo {
  std::string name;
  std::string address;  ///< lines
  std::string tax_number;
  [[nodiscard]] bool empty() const { return name.empty() && address.empty() && tax_number.empty(); }
  bool operator==(const BilledTo&) const = default;
};

/// Takes what somebody typed: clean text, at most six lines of address. Errors: invalid
/// "document_text" for what is too long or no text.
Result<BilledTo> check_billed_to(BilledTo typed);

/// An invoice, receipt or credit note: never changed once it is given out. Its lines and rate are
/// those of its order, which do not change either.
struct Document {
  DocumentId id;
  std::string series;       ///< numbers run from 1 in each, without a gap
  std::int64_t number = 0;  ///< in its series
  DocumentKind kind = DocumentKind::invoice;
  OrderId order_id;
  std::string gone_by;   ///< of a credit note: the refund or dispute that took it; else empty
  std::string corrects;  ///< of a credit note: the name of the document it corrects
  Timestamp issued_at;
  Seller seller;
  std::string buyer_key_wrapped;  ///< of this document alone; empty when nobody is named
  std::string buyer_sealed;
  Money total;  ///< of a credit note: what went back
  Money tax;    ///< part of the total
};

/// Series of a document: one for each kind, and others for play money.
std::string series_of(DocumentKind kind, bool is_sandbox);
/// "INV-000042": what people call it.
std::string document_name(std::string_view series, std::int64_t number);

/// `BilledTo` as one text, for sealing, and back.
std::string encode(const BilledTo& billed_to);
BilledTo decode_billed_to(std::string_view text);

}  // namespace aan::sales
