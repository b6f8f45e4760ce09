#pragma once
#include "net/http.hpp"
#include "web/storefront.hpp"
#include "web/view/frame.hpp"
#include "web/view/sale/sale_pages.hpp"
#include "web/visitor.hpp"

namespace aan::web {

/// What surrounds a page of the catalogue: nothing personal but what `visitor` says.
Frame catalogue_frame(const Storefront& front, NavItem current, std::string canonical_path,
                      const Visitor& visitor);
/// What surrounds a page that is one visitor's alone.
Frame private_frame(const Storefront& front, const net::Request& request, NavItem current);

/// The ways to pay; one that does not work now says so and cannot be chosen.
std::vector<PaymentChoice> choices_of(const Storefront& front);
/// Lets the forms of this page lead to the pages where providers take payments: a browser looks at
/// its policy also where our answer sends it on to.
void let_forms_lead_to_pay(const Storefront& front, net::Response& response);
/// A fresh value for a form's hidden field.
std::string new_form_key(const Storefront& front);
/// "https://shop.example" for addresses that leave the page: NODE_URL, else the request's origin.
std::string public_origin(const Storefront& front, const net::Request& request);

/// A page that is made anew for each request, with an entity tag of what it says: a visitor who has
/// the same page already is told so. Not for pages that hold something made for this one request.
net::Response compared_page(std::string html);

/// A handler that returns an error instead of an answer, as the router wants it.
using PageHandler = std::function<Result<net::Response>(const net::Request&)>;
net::Handler page(const Storefront& front, PageHandler handler);

/// Whoever reads the address that a form is sent to (by reloading what answered it) is led to the
/// page that it stands on, `to`, in the language that the address names. `to` lives for ever.
void lead_to_page(net::Router& router, const Storefront& front, std::string_view form,
                  std::string_view to);

}  // namespace aan::web
