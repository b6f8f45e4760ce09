#pragma once
#include <string>
#include <string_view>

#include "net/http.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// Keeps the language that a visitor chose, as it is: it says nothing of who chose it.
inline constexpr std::string_view kLanguageCookie = "language";

/// The language of a page for this visitor, a code of `locale_codes`: the one that its address
/// names ("/de/books"), else the one that they chose, else what their browser asks for (RFC 9110
/// section 12.5.4), else the shop's own. The desk speaks English. Quick: no lock, no store.
std::string_view language_of(const Storefront& front, const net::Request& request);
/// The same without a shop, while none is ready: what the browser asks for, else English.
std::string_view language_asked_for(const net::Request& request);

/// Keeps for long that the visitor chose this language.
void choose_language(const net::Request& request, net::Response& response, std::string_view code);

/// The path of the page, without the language that it may begin with: "/books" of "/de/books".
std::string_view plain_path(const net::Request& request);

/// Says what language a page is in, and by what that was decided (RFC 9110 sections 8.5, 12.5.5).
/// Who came by an address that names a language stays in it: the pages that it leads to name none
/// (an answer to a form says by itself what it keeps).
void say_language(const Storefront& front, const net::Request& request, net::Response& response);

/// Adds a page that search engines find in every language: at `pattern`, and behind the code of
/// each language ("/de/books").
void add_in_languages(net::Router& router, std::string_view pattern, const net::Handler& handler,
                      const net::RouteOptions& options = {});

}  // namespace aan::web
