#include "web/customer/library_session.hpp"

#include "crypto/token.hpp"

namespace aan::web {

std::string library_cookie(const net::Request& request, std::string_view name) {
  const std::string token = request.cookie(net::cookie_name(request, name)).value_or("");
  return crypto::looks_like_token(token) ? token : std::string{};
}

Result<std::optional<customer::CustomerId>> open_library(const Storefront& front,
                                                         const net::Request& request) {
  return front.use.library.find(library_cookie(request, kLibraryCookie));
}

net::Response to_library(std::string_view query) {
  return net::Response::redirect("/library" + std::string(query)).make_private();
}

net::Response library_opened(const net::Request& request, const std::string& session) {
  net::Response response = to_library();
  response.set_cookie(request, kLibraryCookie, session,
                      {customer::kLibraryOpenMax, net::SameSite::lax});
  for (const std::string_view over : {kLibraryAskCookie, kLibraryProofCookie})
    response.set_cookie(request, over, "", {Duration{}, net::SameSite::lax});
  return response;
}

service::ProofCaller proof_caller(const Storefront& front, const net::Request& request) {
  service::ProofCaller caller{request.origin(), library_cookie(request, kLibraryProofCookie),
                              request.client_key()};
  if (caller.browser.empty()) caller.browser = crypto::new_token(front.use.room.rng);
  return caller;
}

net::Response proof_page(std::string html, int status, const net::Request& request,
                         const service::ProofCaller& caller, const Error* problem) {
  net::Response response = net::Response::html(std::move(html), status);
  response.set_cookie(request, kLibraryProofCookie, caller.browser,
                      {customer::kProofFor, net::SameSite::lax});
  if (problem != nullptr && problem->retry_after_s)
    response.set("retry-after", std::to_string(*problem->retry_after_s));
  return std::move(response).make_private();
}

}  // namespace aan::web
