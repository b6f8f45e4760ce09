#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/customers: who is found by an e-mail address or by an order; the form's `whom` leads to
/// their page, whose address names no person.
Result<net::Response> show_customers(const DeskFront& front, const Visit& visit);
Result<net::Response> search_customers(const DeskFront& front, const Visit& visit);
/// /desk/customers/{customer}: what the shop knows of somebody, in counts and dates. The form's
/// `act`: export, which answers with one file; erase, which forgets them where `sure` is ticked.
Result<net::Response> show_customer(const DeskFront& front, const Visit& visit);
Result<net::Response> change_customer(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
