#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/orders/{token}` with its forms and receipt, `/download/{token}`.
void add_order_routes(net::Router& router, const Storefront& front);

/// The address of a file of an order or gift, for the form that asks for it: `grant`, `version`
/// (none: the newest), `idempotency_key`. Errors: those of `Deliver::start`.
Result<std::string> start_download(const Storefront& front, const std::string& token,
                                   const net::FormFields& form);

/// Has a file of an order or gift sent to a reading device, for the form that asks for it: `grant`,
/// `email`, `idempotency_key`. Errors: those of `SendToReader::ask`.
Result<> send_to_reader(const Storefront& front, const std::string& token,
                        const net::FormFields& form);

}  // namespace aan::web
