#include "net/response.hpp"

#include <algorithm>

namespace aan::net {
namespace {

Response typed(std::string body, int status, std::string_view content_type) {
  Response out;
  out.status = status;
  out.set("content-type", content_type);
  out.body = std::move(body);
  return out;
}

std::string single_line(std::string_view value) {
  std::string out(value);
  std::ranges::replace_if(out, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return out;
}

}  // namespace

Response Response::text(std::string body, int status) {
  return typed(std::move(body), status, "text/plain; charset=utf-8");
}
Response Response::html(std::string body, int status) {
  return typed(std::move(body), status, "text/html; charset=utf-8");
}
Response Response::json(std::string body, int status) {
  return typed(std::move(body), status, "application/json");
}
Response Response::problem(std::string body, int status) {
  return typed(std::move(body), status, "application/problem+json");
}

Response Response::redirect(std::string location, int status) {
  Response out;
  out.status = status;
  out.set("location", location).set("cache-control", "no-store");
  return out;
}

Response Response::no_content() {
  Response out;
  out.status = 204;
  return out;
}

Response Response::encoded(std::shared_ptr<const EncodedBody> body, int status) {
  Response out;
  out.status = status;
  out.body = std::move(body);
  return out;
}

Response Response::file(FileBody file) {
  Response out;
  out.body = std::move(file);
  return out;
}

Response Response::stream(SharedStream stream, std::string_view content_type) {
  Response out;
  out.set("content-type", content_type).set("cache-control", "no-store, no-transform");
  out.set("x-accel-buffering", "no");
  out.body = std::move(stream);
  return out;
}

Response& Response::set(std::string_view name, std::string_view value) & {
  for (Header& h : headers)
    if (h.name == name) {
      h.value = single_line(value);
      return *this;
    }
  return add(name, value);
}

Response&& Response::set(std::string_view name, std::string_view value) && {
  return std::move(set(name, value));
}

Response& Response::add(std::string_view name, std::string_view value) & {
  headers.push_back({std::string(name), single_line(value)});
  return *this;
}

Response& Response::make_private() & {
  compressible = false;
  return set("cache-control", "no-store");
}

Response&& Response::make_private() && { return std::move(make_private()); }

std::optional<std::string_view> Response::header(std::string_view name) const {
  for (const Header& h : headers)
    if (h.name == name) return h.value;
  return std::nullopt;
}

Response& Response::set_cookie(const Request& request, std::string_view base_name,
                               std::string_view value, const CookieAttributes& attributes) & {
  std::string line = cookie_name(request, base_name) + "=" + std::string(value) + "; Path=/";
  if (attributes.max_age) line += "; Max-Age=" + std::to_string(attributes.max_age->s());
  line += attributes.same_site == SameSite::strict ? "; SameSite=Strict" : "; SameSite=Lax";
  line += "; HttpOnly";
  if (request.scheme == "https") line += "; Secure";
  return add("set-cookie", line);
}

std::string cookie_name(const Request& request, std::string_view base_name) {
  if (request.scheme == "https") return "__Host-" + std::string(base_name);
  return std::string(base_name) + "-plain";
}

}  // namespace aan::net
