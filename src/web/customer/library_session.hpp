#pragma once
#include <optional>
#include <string>

#include "domain/customer/library.hpp"
#include "net/http.hpp"
#include "service/library/challenge.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// The cookies of a library: of the open one, of who asked for a letter, of who was asked to sign.
inline constexpr std::string_view kLibraryCookie = "library";
inline constexpr std::string_view kLibraryAskCookie = "library-ask";
inline constexpr std::string_view kLibraryProofCookie = "library-proof";

/// A token that a browser keeps; empty for what is none.
std::string library_cookie(const net::Request& request, std::string_view name);
/// Whose library is open in this browser.
Result<std::optional<customer::CustomerId>> open_library(const Storefront& front,
                                                         const net::Request& request);
net::Response to_library(std::string_view query = "");
/// Always a fresh token: one that a browser brought along opens nothing and is never taken over.
net::Response library_opened(const net::Request& request, const std::string& session);

/// Who is asked to sign: the browser's secret is the one that it has, or a new one.
service::ProofCaller proof_caller(const Storefront& front, const net::Request& request);
/// A page that asks for a signature: its browser keeps that secret for as long as the text is good.
net::Response proof_page(std::string html, int status, const net::Request& request,
                         const service::ProofCaller& caller, const Error* problem);

}  // namespace aan::web
