#pragma once
#include <string>
#include <vector>

#include "crypto/keyring.hpp"
#include "domain/catalog/work.hpp"
#include "net/http.hpp"

namespace aan::web {

inline constexpr std::size_t kCartLinesMax = 50;

/// The cart lives in the visitor's cookie, signed, and nowhere else: offer ids in the order in
/// which they were put in. A cookie that was altered is an empty cart.
std::vector<catalog::OfferId> read_cart(const crypto::KeyRing& keys, const net::Request& request);
void write_cart(const crypto::KeyRing& keys, const net::Request& request, net::Response& response,
                const std::vector<catalog::OfferId>& offers);

}  // namespace aan::web
