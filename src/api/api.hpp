#pragma once
#include <functional>
#include <string>

#include "api/answer_cache.hpp"
#include "api/problem.hpp"
#include "net/router.hpp"
#include "ports/search_index.hpp"
#include "service/begin_payment.hpp"
#include "service/checkout.hpp"
#include "service/confirm_payment.hpp"
#include "service/deliver.hpp"
#include "service/providers.hpp"
#include "service/room.hpp"
#include "service/shop.hpp"

namespace aan::api {

/// What the API stands on; all of it outlives the router.
struct ApiDeps {
  const service::Room& room;
  const service::Shop& shop;
  const service::Providers& providers;
  const ports::SearchIndex& index;
  service::Checkout& checkout;
  service::BeginPayment& begin;
  service::Deliver& deliver;
  service::ConfirmPayment& confirm;
  std::function<Result<>()> ready;  ///< whether this process can sell now
  std::string version;
  AnswerCache* answers = nullptr;  ///< null: every answer is made anew
};

/// Adds every route of the API; openapi.json beside this file describes each of them.
void add_routes(net::Router& router, const ApiDeps& deps);

}  // namespace aan::api
