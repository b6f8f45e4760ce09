#include "net/admission.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "net/door.hpp"

namespace aan::net {
namespace {

using Turned = Admission::Turned;

Admission turn_away(const Router& router, const Request& request, int status, Error error,
                    Turned turned = Turned::other) {
  Admission out;
  out.answer = router.render(request, status, error);
  out.turned = turned;
  return out;
}

Error about(Errc code, const char* step, const char* sentence, const char* reason = "") {
  return Error{code, step, sentence, sentence, std::nullopt, reason};
}

// TRUSTED_PROXIES: whose word about scheme and client is taken. Each proxy appends, so the last
// value is the one that the nearest, trusted one wrote.
void place(const DoorRules& rules, const PeerAddress& peer, Request& request) {
  request.scheme = "http";
  if (rules.proxies.empty() || !rules.proxies.contains(peer)) return;
  std::string forwarded_for;
  for (const Header& h : request.headers) {
    if (h.name == "x-forwarded-for") {
      if (!forwarded_for.empty()) forwarded_for += ',';
      forwarded_for += h.value;
    }
    if (h.name == "x-forwarded-proto") {
      const std::size_t comma = h.value.rfind(',');
      const std::string_view last =
          comma == std::string::npos ? h.value : std::string_view(h.value).substr(comma + 1);
      if (iequals_ascii(trim(last), "https")) request.scheme = "https";
    }
  }
  request.peer_address = rules.proxies.client(peer, forwarded_for).text();
}

std::string allow_list(const std::vector<Method>& methods) {
  std::string out;
  for (const Method method : methods) {
    out += std::string(name_of(method)) + ", ";
    if (method == Method::get) out += "HEAD, ";
  }
  return out + "OPTIONS";
}

// OPTIONS, 405, 404, and the redirect from "/books/" to "/books".
Admission without_route(const Router& router, const RouteMatch& match, Request& request) {
  if (request.method == Method::options && (!match.allowed.empty() || request.path == "*")) {
    Admission out;
    out.answer = Response::no_content();
    out.answer.set("allow", allow_list(match.allowed));
    out.readable_by_all = match.any_cross_origin;
    if (match.any_cross_origin)
      out.answer.set("access-control-allow-methods", allow_list(match.allowed))
          .set("access-control-allow-headers", "content-type, idempotency-key, authorization")
          .set("access-control-max-age", "3600");
    return out;
  }
  if (!match.allowed.empty()) {
    Admission out =
        turn_away(router, request, 405,
                  about(Errc::invalid, "net.route", "This address takes other methods."));
    out.answer.set("allow", allow_list(match.allowed));
    return out;
  }
  if (is_reading(request.method) && request.path.size() > 1 && request.path.ends_with('/')) {
    Request shorter = request;
    shorter.path.pop_back();
    if (router.match(shorter).route != nullptr) {
      const std::size_t path_end = std::min(request.target.find('?'), request.target.size());
      std::string target = request.target;
      target.erase(path_end - 1, 1);
      Admission out;
      out.answer = Response::redirect(target, 308);
      return out;
    }
  }
  return turn_away(router, request, 404,
                   about(Errc::not_found, "net.route", "There is nothing at this address."));
}

bool takes(const std::vector<BodyKind>& kinds, const std::string& type) {
  return std::ranges::any_of(kinds, [&](BodyKind kind) {
    switch (kind) {
      case BodyKind::none: return false;
      case BodyKind::form: return type == "application/x-www-form-urlencoded";
      case BodyKind::json:
        return type == "application/json" ||
               (type.starts_with("application/") && type.ends_with("+json"));
      case BodyKind::any: return true;
      case BodyKind::upload: return type == "multipart/form-data";
    }
    return false;
  });
}

bool is_upload(const Route& route, const Request& request) {
  constexpr std::string_view kMultipart = "multipart/form-data";
  return std::ranges::find(route.options.bodies, BodyKind::upload) != route.options.bodies.end() &&
         request.content_type() == kMultipart;
}

// A bodyless error page of a body that we will not read.
std::optional<Admission> refuse_body(const Router& router, const Route& route,
                                     const Framing& framing, const Request& request) {
  if (!framing.has_body()) return std::nullopt;
  if (is_reading(request.method) || request.method == Method::options)
    return turn_away(router, request, 400,
                     about(Errc::invalid, "net.body", "A request that only reads has no body."));
  if (!takes(route.options.bodies, request.content_type()))
    return turn_away(
        router, request, 415,
        about(Errc::invalid, "net.body", "This address takes other kinds of content."));
  if (is_upload(route, request) && !framing.content_length)
    return turn_away(router, request, 400,
                     about(Errc::invalid, "net.body", "An upload says how long it is."));
  if (framing.content_length.value_or(0) > route.options.body_bytes_max)
    return turn_away(router, request, 413,
                     about(Errc::too_large, "net.body", "What was sent is too large."));
  return std::nullopt;
}

}  // namespace

Admission admit(const DoorRules& rules, const Router& router, const PeerAddress& peer,
                const Framing& framing, Request& request) {
  place(rules, peer, request);
  request.host = framing.authority.normal_form(request.scheme);
  const bool is_local = peer.unix_socket && framing.authority.host == "localhost";
  if (!is_local && !rules.hosts.allows(framing.authority, request.scheme, peer.is_loopback())) {
    request.host.clear();  // a name that is not ours stands on no page
    return turn_away(router, request, 421,
                     about(Errc::invalid, "net.host", "This server does not answer to that name."),
                     Turned::misdirected);
  }
  if (!is_readable_query(request))
    return turn_away(router, request, 400,
                     about(Errc::invalid, "net.query",
                           "What follows the question mark of the address is not text in UTF-8.",
                           "query_encoding"));
  const RouteMatch match = router.match(request);
  if (match.route == nullptr) return without_route(router, match, request);
  const Route& route = *match.route;
  Admission out;
  if (!route.options.accepts_cross_origin) {
    if (auto checked = route.options.takes_forms_of_programs ? check_no_foreign_origin(request)
                                                             : check_origin(request);
        !checked)
      out = turn_away(router, request, 403, std::move(checked.error()), Turned::cross_origin);
  }
  if (out.turned == Turned::no) {
    if (auto refused = refuse_body(router, route, framing, request))
      out = std::move(*refused);
    else
      out.next = framing.has_body() ? Admission::Next::read_body : Admission::Next::run;
    out.is_upload = out.next == Admission::Next::read_body && is_upload(route, request);
  }
  out.route = &route;
  out.readable_by_all = route.options.accepts_cross_origin;
  return out;
}

}  // namespace aan::net
