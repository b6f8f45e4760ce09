#pragma once
#include <string>
#include <vector>

#include "domain/sales/document.hpp"
#include "ports/document_writer.hpp"
#include "web/view/frame.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// What a document says, in words of a language: the same for its page and its PDF.
ports::Paper paper_of(const sales::Document& document, const sales::Order& order,
                      const sales::BilledTo& billed_to, const Locale& locale);

/// "Invoice INV-000042"
std::string paper_title(const sales::Document& document, const Locale& locale);

/// `/orders/{token}/documents/{name}`
struct PaperPage {
  ports::Paper paper;
  std::string pdf_path;
  std::string order_path;
  std::string reference;
};
std::string render(const PaperPage& page, const Frame& frame);

}  // namespace aan::web
