#pragma once
#include <utility>

#include "api/api.hpp"

namespace aan::api {

/// `/api/health`, `/api/ready`, `/api/config`, `/api/openapi.json`.
void add_node_routes(net::Router& router, const service::UseCases& use);
/// `/api/catalog`, `/api/catalog/search`, `/api/v1/books`, `/api/v1/books/{slug}`,
/// `/api/v1/search`, `/api/v1/bundles`, `/api/v1/bundles/{slug}`.
void add_catalog_routes(net::Router& router, const service::Room& room,
                        const ports::SearchIndex& index, AnswerCache& answers);
/// `/api/books`, `/api/search`, `/api/brands`, `/api/storefront/catalog`: the shapes of the
/// marketplace that this shop takes the place of.
void add_upstream_routes(net::Router& router, const service::UseCases& use, AnswerCache& answers);
/// `/api/v1/quotes`, `/api/v1/orders` and everything below it.
void add_order_routes(net::Router& router, const service::UseCases& use);

/// `/api/v1/orders/{token}/places/{grant}`: where reading stands in a bought book; of gifts too.
void add_place_routes(net::Router& router, const service::UseCases& use);

/// `/api/v1/licences/validate`, `activate` and `deactivate`: what programs that were sold ask.
void add_licence_routes(net::Router& router, const service::UseCases& use);

/// `/webhooks/stripe`: signed raw bytes; 2xx as soon as they are stored, 404 where no cards are
/// sold.
void add_webhook_routes(net::Router& router, const service::UseCases& use);

/// `/api/v1/sandbox/payments/{payment}`: what happens to a payment with play money; `clock`: the
/// time of a shop that is served with --sandbox-clock.
void add_sandbox_routes(net::Router& router, const service::UseCases& use, const DeskApi& desk);

/// `/api/v1/events`: what happens, as it happens, as server-sent events.
void add_event_routes(net::Router& router, const DeskApi& desk);

/// Anybody may read it, pages of other origins too.
net::RouteOptions public_reading();

/// A handler that answers with a problem document where `answer` fails.
template <class Function>
net::Handler answering(Function answer) {
  return [answer = std::move(answer)](const net::Request& request) -> net::Response {
    Answer<net::Response> response = answer(request);
    if (response) return std::move(*response);
    return render_problem(request, response.error());
  };
}

}  // namespace aan::api
