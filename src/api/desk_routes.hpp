#pragma once
#include <functional>
#include <string>
#include <vector>

#include "domain/desk/api_key.hpp"
#include "net/feed.hpp"
#include "net/router.hpp"
#include "service/books/import_list.hpp"
#include "service/books/ingest.hpp"
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

/// One thing that programs may do at the desk: `GET` or `POST /api/v1/desk/NAME`.
struct DeskOperation {
  std::string name;        ///< "book.price"
  bool is_change = false;  ///< a POST with an Idempotency-Key; else a GET with a query
  /// It only looks and its arguments name a person: a POST without a key, since queries are written
  /// down on their way.
  bool is_asked_in_body = false;
};

/// What the API does at the desk, carried out by whoever composes the shop. Outlives the router.
struct DeskApi {
  const service::Room& room;
  service::Ingest& ingest;
  /// Answers as the text of a JSON object, for one of `operations`. Errors: forbidden
  /// "api_key_scope"; invalid, when the arguments are not those of the operation; those of the
  /// operation.
  std::function<Result<std::string>(const DeskCall& call)> run;
  /// Called after books came in.
  std::function<void()> follow_catalogue;
  service::OneAtATime& turns;                  ///< of requests with the same Idempotency-Key
  net::Feed* events = nullptr;                 ///< null: nobody tells events
  std::vector<DeskOperation> operations = {};  ///< each has a route of its own
  service::ImportList* lists = nullptr;        ///< null: lists of books are refused
};

/// A route for each of `operations`, and `/api/v1/desk/books` with what is below it, for programs
/// with a key of the desk.
void add_desk_routes(net::Router& router, const DeskApi& desk);

/// The key that was sent, as it is typed; empty: none.
std::string token_sent(const net::Request& request);
/// What `answer` gives to whoever has a live key; a problem document where it fails.
net::Response with_key(const DeskApi& desk, const net::Request& request,
                       const std::function<Result<net::Response>(const desk::ApiKey&)>& answer);
/// Handlers of routes that stand for one operation of the desk each, with the same keys, arguments
/// and refusals. `desk` outlives them.
net::Handler looking_at_desk(const DeskApi& desk, std::string operation);
net::Handler changing_at_desk(const DeskApi& desk, std::string operation);

}  // namespace aan::api
