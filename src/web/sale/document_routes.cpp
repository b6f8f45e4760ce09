#include "web/sale/document_routes.hpp"

#include "crypto/token.hpp"
#include "service/sale/issue_documents.hpp"
#include "service/sale/view_order.hpp"
#include "web/frames.hpp"
#include "web/view/error_text.hpp"
#include "web/view/sale/paper_page.hpp"

namespace aan::web {
namespace {

Result<std::string> token_of(const net::Request& request) {
  std::string token{request.param("token")};
  if (!crypto::looks_like_token(token))
    return refuse(Errc::not_found, "order", "There is no such order.", "no_such_order");
  return token;
}

std::string address_of(const std::string& token, const sales::Document& document) {
  return "/orders/" + token + "/documents/" +
         sales::document_name(document.series, document.number);
}

// Whoever has it already is led to it; else the order's page has the form.
Result<net::Response> find_invoice(const Storefront& front, const net::Request& request) {
  const std::string token = AAN_TRY(token_of(request));
  const service::OrderView view =
      AAN_TRY(service::view_order(front.use.room, front.use.providers, token));
  for (const sales::Document& one : view.documents)
    if (one.kind != sales::DocumentKind::credit_note)
      return net::Response::redirect(address_of(token, one)).make_private();
  return net::Response::redirect("/orders/" + token + "#invoice").make_private();
}

// What of a wish can be printed, so that the rest of it is seen on the paper.
sales::BilledTo usable(sales::BilledTo wanted, const Error& why) {
  if (why.reason == "tax_number_unlikely") wanted.tax_number.clear();
  return why.reason == "document_text" ? sales::BilledTo{} : wanted;
}

// The paper as it would be, under it what it is made of, and what is wrong with that.
Result<net::Response> preview(const Storefront& front, const net::Request& request,
                              const std::string& token, const sales::BilledTo& wanted) {
  std::optional<Error> why;
  auto made = front.use.documents.preview(token, wanted);
  if (!made && made.error().code == Errc::invalid) {
    why = made.error();
    made = front.use.documents.preview(token, usable(wanted, *why));
  }
  const service::DocumentView view = AAN_TRY(std::move(made));
  if (view.document.number > 0)
    return net::Response::redirect(address_of(token, view.document)).make_private();
  if (const auto named = service::check_named(view.order, view.billed_to); !named && !why)
    why = named.error();
  const Frame frame = private_frame(front, request, NavItem::none);
  const Locale& locale = find_locale(frame.locale);
  PaperPage page;
  page.paper = paper_of(view.document, view.order, view.billed_to, view.preorders,
                        find_locale(view.order.locale));
  page.order_path = "/orders/" + token;
  page.reference = view.order.reference;
  const bool is_invoice = view.document.kind == sales::DocumentKind::invoice;
  page.wish = PaperWish{wanted.name.empty() ? view.billed_to.name : wanted.name, wanted.address,
                        wanted.tax_number.empty() ? view.billed_to.tax_number : wanted.tax_number,
                        why ? error_text(locale, {400, *why}).sentence : std::string(),
                        locale.text(is_invoice ? "paper_ask_invoice" : "paper_ask_receipt")};
  return net::Response::html(render(page, frame), why ? 422 : 200).make_private();
}

Result<net::Response> ask_for_invoice(const Storefront& front, const net::Request& request) {
  const std::string token = AAN_TRY(token_of(request));
  const net::FormFields form = AAN_TRY(request.form());
  const auto field = [&](const char* name) { return form.find(name).value_or(""); };
  const sales::BilledTo wanted{field("name"), field("address"), field("tax_number")};
  if (field("act") == "look") return preview(front, request, token, wanted);
  const auto document = front.use.documents.invoice(token, wanted);
  if (document) return net::Response::redirect(address_of(token, *document)).make_private();
  if (document.error().code != Errc::invalid) return std::unexpected(document.error());
  return preview(front, request, token, wanted);
}

Result<service::DocumentView> wanted(const Storefront& front, const net::Request& request,
                                     const std::string& token) {
  return service::view_document(front.use.room, token, request.param("name"));
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const std::string token = AAN_TRY(token_of(request));
  const service::DocumentView view = AAN_TRY(wanted(front, request, token));
  const Frame frame = private_frame(front, request, NavItem::none);
  PaperPage page;
  page.paper = paper_of(view.document, view.order, view.billed_to, view.preorders,
                        find_locale(view.order.locale));
  page.order_path = "/orders/" + token;
  page.pdf_path = address_of(token, view.document) + "/pdf";
  page.reference = view.order.reference;
  return net::Response::html(render(page, frame)).make_private();
}

Result<net::Response> draw(const Storefront& front, const net::Request& request) {
  const std::string token = AAN_TRY(token_of(request));
  const service::DocumentView view = AAN_TRY(wanted(front, request, token));
  return pdf_response(front, view);
}

}  // namespace

Result<std::string> pdf_of(const service::UseCases& use, const service::DocumentView& view) {
  const ports::Paper paper = paper_of(view.document, view.order, view.billed_to, view.preorders,
                                      find_locale(view.order.locale));
  return use.writer.write_paper(paper);
}

Result<net::Response> pdf_response(const Storefront& front, const service::DocumentView& view) {
  net::Response response = net::Response::text(AAN_TRY(pdf_of(front.use, view)));
  response.set("content-type", "application/pdf");
  const std::string name = sales::document_name(view.document.series, view.document.number);
  response.set("content-disposition", net::attachment(name + ".pdf"));
  response.set("content-security-policy", "default-src 'none'; sandbox");
  return std::move(response).make_private();
}

void add_document_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 8192;
  net::RouteOptions drawing;
  drawing.pool = net::Pool::heavy;  // the worker draws the file
  router.get("/orders/{token}/invoice", page(front, [&front](const net::Request& request) {
               return find_invoice(front, request);
             }));
  router.post(
      "/orders/{token}/invoice",
      page(front,
           [&front](const net::Request& request) { return ask_for_invoice(front, request); }),
      form);
  router.get("/orders/{token}/documents/{name}",
             page(front, [&front](const net::Request& request) { return show(front, request); }));
  router.get("/orders/{token}/documents/{name}/pdf",
             page(front, [&front](const net::Request& request) { return draw(front, request); }),
             drawing);
}

}  // namespace aan::web
