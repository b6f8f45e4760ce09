#include "cli/offer_print_json.hpp"

#include <cstdio>

#include "cli/print_parts_json.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

void print_bundle_line(const json::object& bundle) {
  std::printf("%-8s %15s  %-30s %s\n", text_of(bundle, "state").c_str(),
              price_of(bundle, "price").c_str(), text_of(bundle, "slug").c_str(),
              text_of(bundle, "title").c_str());
}

void print_bundle(const json::object& bundle) {
  std::printf("%s\n", text_of(bundle, "title").c_str());
  std::printf("  state     %s\n", text_of(bundle, "state").c_str());
  std::printf("  address   /bundles/%s\n", text_of(bundle, "slug").c_str());
  std::printf("  price     %s\n", price_of(bundle, "price").c_str());
  for (const json::value& other : bundle.at("prices").as_array())
    std::printf("            %s %s\n", text_of(other.as_object(), "decimal").c_str(),
                text_of(other.as_object(), "currency").c_str());
  if (!bundle.at("saved").is_null())
    std::printf("  saves     %s\n", amount_of(bundle, "saved").c_str());
  if (const std::string why = text_of(bundle, "because_of"); !why.empty())
    std::printf("  rests     %s: %s\n", text_of(bundle, "availability").c_str(), why.c_str());
  for (const json::value& rest : bundle.at("not_sold_in").as_array())
    std::printf("  not in    %s: no price of %s\n", text_of(rest.as_object(), "currency").c_str(),
                text_of(rest.as_object(), "because_of").c_str());
  for (const json::value& book : bundle.at("books").as_array())
    std::printf("  book      %15s  %s\n", price_of(book.as_object(), "price").c_str(),
                text_of(book.as_object(), "slug").c_str());
}

// "20 %", "12.5 %" or "5.00 USD"
std::string taken_off(const json::object& coupon) {
  const std::int64_t points = coupon.at("percent_bps").as_int64();
  if (points == 0) return amount_of(coupon, "amount");
  std::string text = std::to_string(points / 100);
  if (points % 100 != 0) text += "." + std::to_string(points % 100 / 10);
  if (points % 10 != 0) text += std::to_string(points % 10);
  return text + " %";
}

// "2 of 10, 1 in unpaid orders until 2026-11-26T18:30:00Z, 7 left"
std::string uses_of(const json::object& coupon) {
  const std::string most = text_of(coupon, "uses_max");
  if (most.empty()) return text_of(coupon, "uses");
  const std::int64_t held = coupon.at("uses_held").as_int64();
  std::string text = std::to_string(coupon.at("uses").as_int64() - held) + " of " + most;
  if (held > 0)
    text += ", " + std::to_string(held) + " in unpaid orders until " +
            text_of(coupon, "uses_held_until");
  return text + ", " + text_of(coupon, "uses_left") + " left";
}

void print_coupon_line(const json::object& coupon) {
  std::printf("%-8s %15s  %-20s used %s\n", text_of(coupon, "state").c_str(),
              taken_off(coupon).c_str(), text_of(coupon, "code").c_str(), uses_of(coupon).c_str());
}

void print_coupon(const json::object& coupon) {
  std::printf("%s\n", text_of(coupon, "code").c_str());
  std::printf("  state     %s\n", text_of(coupon, "state").c_str());
  std::printf("  takes off %s\n", taken_off(coupon).c_str());
  std::printf("  used      %s\n", uses_of(coupon).c_str());
  if (!coupon.at("minimum").is_null())
    std::printf("  minimum   %s\n", amount_of(coupon, "minimum").c_str());
  if (!coupon.at("starts_at").is_null())
    std::printf("  from      %s\n", text_of(coupon, "starts_at").c_str());
  if (!coupon.at("ends_at").is_null())
    std::printf("  until     %s\n", text_of(coupon, "ends_at").c_str());
  for (const json::value& book : coupon.at("books").as_array())
    std::printf("  book      %s\n", text_of(book.as_object(), "slug").c_str());
}

}  // namespace

void print_licence(const json::object& licence) {
  std::printf("  %15s  licence %s, %s of %s devices\n", text_of(licence, "state").c_str(),
              text_of(licence, "id").c_str(), text_of(licence, "active").c_str(),
              text_of(licence, "seats").c_str());
  if (const std::string order = text_of(licence, "order"); !order.empty())
    std::printf("  %15s  order %s: %s\n", "", order.c_str(), text_of(licence, "title").c_str());
}

void print_coupons(const std::string& command, const json::object& answer) {
  if (command == "coupon.list")
    print_page(answer, "coupons", print_coupon_line,
               "No coupons yet. Make one with aan coupon add.");
  else
    print_coupon(answer);
}

void print_bundles(const std::string& command, const json::object& answer) {
  if (command == "bundle.list")
    print_page(answer, "bundles", print_bundle_line,
               "No bundles yet. Make one with aan bundle add.");
  else
    print_bundle(answer);
}

}  // namespace aan::cli
