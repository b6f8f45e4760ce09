#include "api/node_codec.hpp"

#include <algorithm>

#include "api/json_writer.hpp"

namespace aan::api {
namespace {

bool is_primary(const ports::ProviderDescription& one) { return one.is_card || one.is_sandbox; }
bool is_card(const ports::ProviderDescription& one) { return one.is_card; }
bool is_coin(const ports::ProviderDescription& one) { return one.is_coin; }

}  // namespace

std::string payment_mode(const std::vector<ports::ProviderDescription>& offered) {
  if (std::ranges::any_of(offered, is_primary)) return "primary";
  if (std::ranges::any_of(offered, is_coin)) return "crypto";
  return "none";
}

std::string write_health(Timestamp now) {
  JsonWriter out;
  out.begin_object().field("status", "healthy").field("timestamp", now);
  return out.field("service", "asymmetry").end_object().take();
}

std::string write_ready(Timestamp now) {
  JsonWriter out;
  return out.begin_object().field("status", "ready").field("timestamp", now).end_object().take();
}

std::string write_config(const service::Shop& shop,
                         const std::vector<ports::ProviderDescription>& offered) {
  JsonWriter out;
  out.begin_object();
  out.field("paymentMode", payment_mode(offered));
  out.field("stripeEnabled", std::ranges::any_of(offered, is_card));
  out.field("cryptoEnabled", std::ranges::any_of(offered, is_coin));
  out.key("methods").begin_array();
  for (const ports::ProviderDescription& one : offered) {
    out.begin_object().field("method", one.method).field("provider", one.provider);
    out.field("sandbox", one.is_sandbox).field("card", one.is_card).field("coin", one.is_coin);
    out.end_object();
  }
  out.end_array();
  out.field("nodeId", shop.node_id).field("nodeName", shop.name);
  out.field("operator", shop.operator_name);
  out.key("nodeUrl");
  if (shop.url.empty())
    out.null();
  else
    out.value(shop.url);
  out.field("publicKey", shop.public_key).field("currency", shop.currency.code());
  out.key("currencies").begin_array().value(shop.currency.code());
  for (const Asset& one : shop.other_currencies) out.value(one.code());
  out.end_array();
  out.key("tax");
  if (shop.tax.is_registered())
    out.begin_object()
        .field("country", shop.tax.country)
        .field("prices", tax::name_of(shop.tax.prices))
        .end_object();
  else
    out.null();
  out.field("sandbox", shop.is_sandbox).field("demo", shop.is_demo);
  out.field("mail", shop.has_mail);
  out.field("warnings", shop.warnings).field("version", shop.version);
  return out.end_object().take();
}

}  // namespace aan::api
