#pragma once
#include <string>
#include <string_view>

#include "net/http.hpp"
#include "service/delivery/deliver.hpp"

namespace aan::web {

/// The entity tag of a download whose bytes have this digest, in hexadecimal.
std::string download_etag(std::string_view digest_hex);
/// A file on its way to its buyer: what goes out is taken from the allowance of its address, which
/// is reserved first. `deliver` outlives the answer. Errors: those of `Deliver::reserve`.
Result<net::Response> send_download(service::Deliver& deliver, service::Delivery delivery,
                                    const net::Request& request);

}  // namespace aan::web
