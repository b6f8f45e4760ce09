#include "web/desk/document_routes.hpp"

#include "web/sale/document_routes.hpp"

namespace aan::web {

Result<net::Response> send_document(const DeskFront& front, const Visit& visit) {
  return pdf_response(front.shop,
                      AAN_TRY(service::view_document(front.room(), visit.request.param("name"))));
}

}  // namespace aan::web
