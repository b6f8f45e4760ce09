#pragma once
#include <string_view>

#include "api/answer_cache.hpp"
#include "api/problem.hpp"
#include "net/router.hpp"

namespace aan::api {

/// Makes the body of an answer.
using MakeAnswer = std::function<Answer<std::string>(const net::Request&)>;

/// Adds a route whose answer follows from the catalogue alone: made once for a generation of it and
/// an address, then given out on the I/O thread. `answers` outlives the router.
void add_kept(net::Router& router, AnswerCache& answers, std::string_view pattern, MakeAnswer make);

}  // namespace aan::api
