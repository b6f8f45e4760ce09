#include "web/language.hpp"

#include <algorithm>

#include "net/accept_language.hpp"
#include "web/view/language_path.hpp"
#include "web/view/locale.hpp"

namespace aan::web {
namespace {

constexpr Duration kKeptFor = Duration::days(180);
constexpr std::string_view kEnglish = "en";
constexpr std::string_view kDesk = "desk";

// The code as the program has it, which lives as long as the program does; empty: none of ours.
std::string_view known(std::string_view code) {
  const auto& codes = locale_codes();
  const auto found = std::ranges::find(codes, code);
  return found == codes.end() ? std::string_view() : std::string_view(*found);
}

std::string_view language_of_path(const net::Request& request) {
  return known(split_language(request.path).language);
}

std::string_view language_without_path(const Storefront& front, const net::Request& request) {
  if (const auto cookie = request.cookie(net::cookie_name(request, kLanguageCookie)))
    if (const std::string_view chosen = known(*cookie); !chosen.empty()) return chosen;
  if (const auto header = request.header("accept-language"))
    if (const auto asked = net::find_language(*header, locale_codes())) return *asked;
  const std::string_view own = known(front.use.shop.language);
  return own.empty() ? kEnglish : own;
}

}  // namespace

std::string_view language_of(const Storefront& front, const net::Request& request) {
  const std::string_view first = split_language(request.path).language;
  if (const std::string_view named = known(first); !named.empty()) return named;
  return first == kDesk ? kEnglish : language_without_path(front, request);
}

std::string_view language_asked_for(const net::Request& request) {
  const auto header = request.header("accept-language");
  if (!header) return kEnglish;
  return net::find_language(*header, locale_codes()).value_or(kEnglish);
}

void choose_language(const net::Request& request, net::Response& response, std::string_view code) {
  net::CookieAttributes attributes;
  attributes.max_age = kKeptFor;
  response.set_cookie(request, kLanguageCookie, code, attributes);
}

std::string_view plain_path(const net::Request& request) {
  return language_of_path(request).empty() ? std::string_view(request.path)
                                           : split_language(request.path).rest;
}

void say_language(const Storefront& front, const net::Request& request, net::Response& response) {
  response.set("content-language", language_of(front, request));
  response.set("vary", "accept-language, cookie");
  const std::string_view named = language_of_path(request);
  if (!named.empty() && net::is_reading(request.method) && response.status < 400 &&
      named != language_without_path(front, request))
    response.set_cookie(request, kLanguageCookie, named, {});
}

void add_in_languages(net::Router& router, std::string_view pattern, const net::Handler& handler,
                      const net::RouteOptions& options) {
  router.get(pattern, handler, options);
  for (const std::string& code : locale_codes())
    router.get(path_in_language(code, pattern), handler, options);
}

}  // namespace aan::web
