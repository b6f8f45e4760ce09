#pragma once
#include <functional>
#include <string>

#include "domain/desk/api_key.hpp"
#include "net/router.hpp"
#include "service/ingest.hpp"
#include "service/one_at_a_time.hpp"

namespace aan::api {

/// One operation that a program asks for.
struct DeskCall {
  const desk::ApiKey& key;
  std::string operation;        ///< "book.price"
  std::string arguments;        ///< text of a JSON object
  std::string idempotency_key;  ///< empty when it only looks
  bool is_change = false;       ///< whether it was asked to change something
};

/// What the API does at the desk, carried out by whoever composes the shop. Outlives the router.
struct DeskApi {
  const service::Room& room;
  service::Ingest& ingest;
  /// Answers as the text of a JSON object. Errors: not_found "no_such_operation", also for one that
  /// looks and was asked to change, and the other way round; forbidden "api_key_scope"; those of
  /// the operation.
  std::function<Result<std::string>(const DeskCall& call)> run;
  /// Called after books came in.
  std::function<void()> follow_catalogue;
  service::OneAtATime& turns;  ///< of requests with the same Idempotency-Key
};

/// `/api/v1/desk/{operation}` and `/api/v1/desk/books`, for programs with a key of the desk.
void add_desk_routes(net::Router& router, const DeskApi& desk);

}  // namespace aan::api
