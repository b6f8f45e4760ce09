#pragma once
#include <string>

#include "net/router.hpp"
#include "ports/sandbox_desk.hpp"
#include "ports/search_index.hpp"
#include "service/begin_payment.hpp"
#include "service/checkout.hpp"
#include "service/confirm_payment.hpp"
#include "service/deliver.hpp"
#include "service/run_jobs.hpp"
#include "service/shop.hpp"
#include "web/page_cache.hpp"

namespace aan::web {

/// Everything the storefront's routes need; all of it outlives the router.
struct Storefront {
  const service::Room& room;
  const service::Shop& shop;
  const service::Providers& providers;
  const ports::SearchIndex& index;
  service::Checkout& checkout;
  service::BeginPayment& begin;
  service::ConfirmPayment& confirm;
  service::Deliver& deliver;
  service::RunJobs& jobs;
  ports::SandboxDesk* sandbox;  ///< null: play money is not offered
  PageCache& cache;
  std::string version;
};

/// Adds every page, form and asset of the shop.
void add_routes(net::Router& router, const Storefront& front);

/// The page of an error, for `Router::set_error_renderer`. Touches no store.
net::Response render_error(const Storefront& front, const net::Request& request, int status,
                           const Error& error);
/// The same while nothing is ready yet.
net::Response render_maintenance(const std::string& shop_name, const net::Request& request,
                                 int status, const Error& error);

}  // namespace aan::web
