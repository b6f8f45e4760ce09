#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/request.hpp"

namespace aan::net {

/// Whether a request that changes something was sent by a page of this very origin, or by a
/// program. Errors: forbidden, with the reason "cross_origin" or "no_origin". In order:
///
/// | request | answer |
/// |---|---|
/// | GET, HEAD | passes: they change nothing |
/// | Sec-Fetch-Site other than same-origin or none | refused |
/// | Origin: null | passes only with Sec-Fetch-Site: same-origin (a page with no-referrer) |
/// | Origin of another authority, or http where we are on https | refused |
/// | Origin of ours, or Sec-Fetch-Site: same-origin or none without Origin | passes |
/// | neither header, Referer of ours | passes (browsers before 2020) |
/// | neither header, no Referer, no Cookie, none of the three form types | passes: a program |
/// | everything else | refused |
///
/// An https Origin passes where we believe to be on http: a proxy that is not in TRUSTED_PROXIES
/// ended the TLS, and only this shop can make pages of that origin.
Result<> check_origin(const Request& request);

/// The same for what only programs send, who are known by something else than a cookie: whatever
/// says no origin passes, forms too. Errors: as above, for every sign of a page that is not ours.
Result<> check_no_foreign_origin(const Request& request);

}  // namespace aan::net
