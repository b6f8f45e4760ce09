#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/sales/document.hpp"
#include "ports/document_writer.hpp"
#include "web/view/frame.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// What a document says, in words of a language: the same for its page and its PDF. `preorders`: of
/// the order's lines; what had come when the document was given out names its own day of delivery.
ports::Paper paper_of(const sales::Document& document, const sales::Order& order,
                      const sales::BilledTo& billed_to,
                      const std::vector<sales::Preorder>& preorders, const Locale& locale);

/// "Invoice INV-000042"; without a number "Invoice, not made yet"
std::string paper_title(const sales::Document& document, const Locale& locale);

/// What is printed of the buyer on a document that is not made yet, as it was typed.
struct PaperWish {
  std::string name;
  std::string address;
  std::string tax_number;
  std::string problem;     ///< why it cannot be made so; empty: it can
  std::string make_label;  ///< "Make the invoice"
};

/// `/orders/{token}/documents/{name}`, and what one would be
struct PaperPage {
  ports::Paper paper;
  std::string pdf_path;           ///< empty: it is not made yet
  std::optional<PaperWish> wish;  ///< exactly then
  std::string order_path;
  std::string reference;
};
std::string render(const PaperPage& page, const Frame& frame);

}  // namespace aan::web
