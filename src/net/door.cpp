#include "net/door.hpp"

#include "net/authority.hpp"

namespace aan::net {
namespace {

std::unexpected<Error> turn_away(const char* detail, const char* reason) {
  return fail(Errc::forbidden, "door.check_origin", detail,
              "This was not sent from a page of this shop. Go back, reload the page and try again.",
              reason);
}

// Of this very shop; https is believed where we think to be on http (see the header).
bool is_ours(std::string_view url, const Request& request, bool whole) {
  const auto parsed = parse_absolute(url);
  if (!parsed || (whole && !parsed->rest.empty())) return false;
  if (parsed->scheme == "http" && request.scheme == "https") return false;
  return parsed->authority.normal_form(parsed->scheme) == request.host;
}

// What a form of another site can send without asking: the three enctypes of HTML.
bool is_form_type(const std::string& type) {
  return type == "application/x-www-form-urlencoded" || type == "multipart/form-data" ||
         type == "text/plain" || type.find_first_of(", ") != std::string::npos;
}

// Whether it says that it is of this shop's own pages, or says nothing. Errors: it says otherwise.
Result<bool> says_ours(const Request& request) {
  const auto site = request.header("sec-fetch-site");
  const auto origin = request.header("origin");
  if (site && *site != "same-origin" && *site != "none")
    return turn_away("Sec-Fetch-Site is neither same-origin nor none", "cross_origin");
  if (origin && *origin == "null") {
    if (site && *site == "same-origin") return true;
    return turn_away("Origin is null", "cross_origin");
  }
  if (origin) {
    if (is_ours(*origin, request, /*whole=*/true)) return true;
    return turn_away("Origin is not ours", "cross_origin");
  }
  if (site) return true;
  if (const auto referer = request.header("referer")) {
    if (is_ours(*referer, request, /*whole=*/false)) return true;
    return turn_away("Referer is not ours", "cross_origin");
  }
  return false;
}

}  // namespace

Result<> check_no_foreign_origin(const Request& request) {
  if (is_reading(request.method)) return {};
  const auto said = says_ours(request);
  return said ? Result<>() : std::unexpected(said.error());
}

Result<> check_origin(const Request& request) {
  if (is_reading(request.method)) return {};
  if (AAN_TRY(says_ours(request))) return {};
  if (request.header("cookie"))
    return turn_away("a cookie, but neither Origin, Sec-Fetch-Site nor Referer", "no_origin");
  if (is_form_type(request.content_type()))
    return turn_away("a form, but neither Origin, Sec-Fetch-Site nor Referer", "no_origin");
  return {};
}

}  // namespace aan::net
