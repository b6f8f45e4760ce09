#pragma once
#include "service/sale/issue_documents.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// `/orders/{token}/invoice` (asks for the invoice or receipt, and leads to it) and
/// `/orders/{token}/documents/{name}` as a page and, with "/pdf", as a file.
void add_document_routes(net::Router& router, const Storefront& front);

/// A document as PDF, in English.
Result<std::string> pdf_of(const service::UseCases& use, const service::DocumentView& view);
/// The same as a file to keep: private, as an attachment "INV-000042.pdf".
Result<net::Response> pdf_response(const Storefront& front, const service::DocumentView& view);

}  // namespace aan::web
