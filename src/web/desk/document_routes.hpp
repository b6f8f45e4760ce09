#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/documents/{name}: an invoice, receipt or credit note as it was given out, as a PDF file.
Result<net::Response> send_document(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
