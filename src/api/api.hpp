#pragma once
#include "api/answer_cache.hpp"
#include "api/desk_routes.hpp"
#include "api/problem.hpp"
#include "net/router.hpp"
#include "service/use_cases.hpp"

namespace aan::api {

/// Adds every route of the API; openapi.json beside this file describes each of them. The use cases
/// and the answers, which are kept between requests, outlive the router.
void add_routes(net::Router& router, const service::UseCases& use, AnswerCache& answers,
                const DeskApi& desk);

/// `/api/health` alone: the process lives. Among the routes above, and served while the shop is
/// being prepared.
void add_health_route(net::Router& router, const Clock& clock);

}  // namespace aan::api
