#include "web/desk/evidence_routes.hpp"

#include "web/desk/evidence_page.hpp"

namespace aan::web {

Result<net::Response> send_evidence(const DeskFront& front, const Visit& visit) {
  const service::Evidence evidence = AAN_TRY(service::gather_evidence(
      front.room(), std::string(visit.request.param("order")), visit.person().name));
  net::Response response = net::Response::html(evidence_page(evidence, front.shop.use.shop));
  response.set("content-disposition", net::attachment(evidence_file_name(evidence)));
  // The file carries its own small style sheet and nothing else.
  response.set("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  return response;
}

}  // namespace aan::web
