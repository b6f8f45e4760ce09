#include "web/storefront.hpp"

#include "web/api_page_routes.hpp"
#include "web/asset_routes.hpp"
#include "web/browsing/book_routes.hpp"
#include "web/browsing/browse_routes.hpp"
#include "web/browsing/bundle_routes.hpp"
#include "web/browsing/found_routes.hpp"
#include "web/browsing/index_routes.hpp"
#include "web/browsing/picture_routes.hpp"
#include "web/browsing/search_routes.hpp"
#include "web/currency_routes.hpp"
#include "web/customer/address_routes.hpp"
#include "web/customer/letters_routes.hpp"
#include "web/customer/library_routes.hpp"
#include "web/customer/own_key_routes.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/language_routes.hpp"
#include "web/sale/cart_routes.hpp"
#include "web/sale/checkout_routes.hpp"
#include "web/sale/document_routes.hpp"
#include "web/sale/gift_routes.hpp"
#include "web/sale/licence_routes.hpp"
#include "web/sale/order_routes.hpp"
#include "web/sale/reading_routes.hpp"
#include "web/sale/return_routes.hpp"
#include "web/sale/sandbox_routes.hpp"
#include "web/text_routes.hpp"
#include "web/view/text_pages.hpp"

namespace aan::web {

void add_routes(net::Router& router, const Storefront& front) {
  add_asset_routes(router);
  add_browse_routes(router, front);
  add_index_routes(router, front);
  add_book_routes(router, front);
  add_bundle_routes(router, front);
  add_search_routes(router, front);
  add_picture_routes(router, front);
  add_found_routes(router, front);
  add_cart_routes(router, front);
  add_currency_routes(router, front);
  add_language_routes(router, front);
  add_checkout_routes(router, front);
  add_order_routes(router, front);
  add_gift_routes(router, front);
  add_reading_routes(router, front);
  add_licence_routes(router, front);
  add_library_routes(router, front);
  add_own_key_routes(router, front);
  add_letters_routes(router, front);
  add_address_routes(router, front);
  add_document_routes(router, front);
  add_return_routes(router, front);
  add_sandbox_routes(router, front);
  add_text_routes(router, front);
  add_api_page_routes(router, front);
}

namespace {

// Whether the cart, and not one book's button, led to this address.
bool is_from_cart(const net::Request& request) {
  if (request.path == "/cart/add" || request.path == "/cart/remove" ||
      request.path == "/cart/coupon")
    return true;
  if (request.path != "/checkout" || request.query("book")) return false;
  const auto form = request.form();
  return !form || form->find("book").value_or("").empty();
}

}  // namespace

net::Response render_error(const Storefront& front, const net::Request& request, int status,
                           const Error& error) {
  ErrorPage page;
  page.problem = {status, error};
  page.request_id = request.request_id;
  page.is_from_cart = is_from_cart(request);
  net::Response response =
      net::Response::html(render(page, private_frame(front, request, NavItem::none)), status);
  if (error.retry_after_s) response.set("retry-after", std::to_string(*error.retry_after_s));
  say_language(front, request, response);
  return std::move(response).make_private();
}

net::Response render_maintenance(const std::string& shop_name, bool is_sandbox,
                                 const net::Request& request, int status, const Error& error) {
  MaintenancePage page;
  page.retry_after_s = error.retry_after_s.value_or(2);
  page.request_id = request.request_id;
  Frame frame;
  frame.shop_name = shop_name;
  frame.locale = language_asked_for(request);
  frame.is_sandbox = is_sandbox;
  net::Response response = net::Response::html(render(page, frame), status);
  response.set("retry-after", std::to_string(page.retry_after_s));
  response.set("content-language", frame.locale).set("vary", "accept-language");
  return std::move(response).make_private();
}

}  // namespace aan::web
