#pragma once
#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "net/http.hpp"

namespace aan::api {

/// What is wrong with one place of a request.
struct Finding {
  std::string pointer;    ///< JSON Pointer (RFC 6901) into the body; "" is the whole body
  std::string parameter;  ///< or the name of a query parameter or header; empty for a body
  std::string detail;
};

/// A refusal with the places that it is about.
struct Problem {
  Problem() = default;
  Problem(Error what) : error(std::move(what)) {}  // NOLINT: an Error is a Problem without places
  Problem(Error what, std::vector<Finding> where)
      : error(std::move(what)), findings(std::move(where)) {}
  Error error;
  std::vector<Finding> findings;
};

template <class T>
using Answer = std::expected<T, Problem>;

/// Many findings as one refusal of the request; `findings` must not be empty.
Problem bad_request(std::vector<Finding> findings);

/// application/problem+json (RFC 9457), private, with Retry-After where it is known. Texts for the
/// operator stay out. Touches no store. This one is for the router, which knows the status.
net::Response render_problem(const net::Request& request, int status, const Error& error);
/// The answer of a route that failed; writes it down when it is a failure of ours.
net::Response render_problem(const net::Request& request, const Problem& problem);

}  // namespace aan::api
