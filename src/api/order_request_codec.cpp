#include <algorithm>

#include "api/order_codec.hpp"
#include "api/request_reader.hpp"
#include "base/text.hpp"
#include "domain/customer/mail_address.hpp"
#include "domain/tax/country.hpp"
#include "domain/tax/tax_number.hpp"
#include "service/sale/checkout.hpp"

namespace aan::api {
namespace {

constexpr std::size_t kNameBytesMax = 120;
constexpr std::size_t kMethodBytesMax = 32;
constexpr std::size_t kLocaleBytesMax = 35;
constexpr std::size_t kCouponBytesMax = 64;
constexpr std::size_t kCountryBytes = 2;
constexpr std::size_t kGiftDayBytesMax = 20;
constexpr std::int64_t kConsentTextMax = 1000;
constexpr std::int64_t kVersionMax = 1'000'000;

// The shape of a BCP 47 tag; which languages there are is not decided here.
bool looks_like_locale(std::string_view text) {
  const auto is_word = [](std::string_view part) {
    return !part.empty() && part.size() <= 8 && std::ranges::all_of(part, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
  };
  return std::ranges::all_of(split(text, '-'), is_word);
}

// {"amount": "800", "currency": "USD"}
std::optional<Money> read_money(const JsonValue& value, const std::string& pointer,
                                std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  ObjectReader object(value, pointer, findings);
  const std::string amount = object.text("amount", Need::required, kNameBytesMax).value_or("");
  const std::string code = object.text("currency", Need::required, kNameBytesMax).value_or("");
  object.finish();
  if (findings.size() != before) return std::nullopt;
  const auto units = parse_minor_units(amount);
  const auto asset = find_asset(code);
  if (!units) object.find("amount", "This must be minor units as text, such as \"800\".");
  if (!asset) object.find("currency", "This is no currency that is known here.");
  if (!units || !asset) return std::nullopt;
  return Money{*units, *asset};
}

std::vector<ItemRequest> read_items(ObjectReader& object, std::vector<Finding>& findings) {
  std::vector<ItemRequest> items;
  const JsonValue::Array& array = object.array("items", Need::required);
  if (array.size() > sales::kQuoteLinesMax)
    object.find("items",
                "One order holds at most " + std::to_string(sales::kQuoteLinesMax) + " books.");
  for (std::size_t i = 0; i < std::min(array.size(), sales::kQuoteLinesMax); ++i) {
    ObjectReader one(array[i], object.pointer() + "/items/" + std::to_string(i), findings);
    ItemRequest item;
    item.pointer = one.pointer();
    item.offer_id = one.text("offer_id", Need::optional, kNameBytesMax).value_or("");
    item.book = one.text("book", Need::optional, kNameBytesMax).value_or("");
    item.bundle = one.text("bundle", Need::optional, kNameBytesMax).value_or("");
    if (const JsonValue* amount = one.member("amount"))
      item.amount = read_money(*amount, item.pointer + "/amount", findings);
    one.finish();
    const int names =
        int{!item.offer_id.empty()} + int{!item.book.empty()} + int{!item.bundle.empty()};
    if (array[i].object() != nullptr && names != 1)
      findings.push_back({item.pointer, {}, "Name one of offer_id, book and bundle."});
    if (!item.bundle.empty() && item.amount)
      findings.push_back({item.pointer + "/amount", {}, "A bundle has a price of its own."});
    items.push_back(std::move(item));
  }
  return items;
}

std::string read_country(ObjectReader& object) {
  std::string country = object.text("country", Need::optional, kCountryBytes).value_or("");
  if (!country.empty() && tax::find_country(country) == nullptr)
    object.find("country", "This must be a country's code in two capital letters, such as \"DE\".");
  return country;
}

// One that the shop does not sell in is refused by the checkout.
Asset read_currency(ObjectReader& object) {
  const std::string code = object.text("currency", Need::optional, kNameBytesMax).value_or("");
  if (code.empty()) return {};
  const auto asset = find_asset(code);
  if (!asset) object.find("currency", "This is no currency that is known here.");
  return asset.value_or(Asset());
}

service::GiftWish read_gift(const JsonValue& value, std::vector<Finding>& findings) {
  ObjectReader object(value, "/gift", findings);
  service::GiftWish gift;
  gift.name = object.text("name", Need::required, sales::kGiftNameBytesMax).value_or("");
  gift.email = object.text("email", Need::optional, customer::kAddressBytesMax).value_or("");
  gift.message = object.text("message", Need::optional, sales::kGiftMessageBytesMax).value_or("");
  gift.day = object.text("day", Need::optional, kGiftDayBytesMax).value_or("");
  object.finish();
  return gift;
}

}  // namespace

Answer<OrderRequest> read_order_request(std::string_view body) {
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  OrderRequest order;
  order.items = read_items(object, findings);
  order.coupon = object.text("coupon", Need::optional, kCouponBytesMax).value_or("");
  order.country = read_country(object);
  order.currency = read_currency(object);
  order.tax_number =
      object.text("tax_number", Need::optional, tax::kTaxNumberBytesMax).value_or("");
  order.method = object.text("method", Need::optional, kMethodBytesMax).value_or("");
  order.receipt_name =
      object.text("receipt_name", Need::optional, service::kReceiptNameBytesMax).value_or("");
  order.locale = object.text("locale", Need::optional, kLocaleBytesMax).value_or("en");
  if (!looks_like_locale(order.locale))
    object.find("locale", "This must be a language tag such as \"en\" or \"pt-BR\".");
  order.email = object.text("email", Need::optional, customer::kAddressBytesMax).value_or("");
  order.wants_versions = object.boolean("tell_of_versions", Need::optional).value_or(false);
  if (const JsonValue* gift = object.member("gift")) order.gift = read_gift(*gift, findings);
  order.consent_text =
      object.integer("consent_text", Need::optional, 1, kConsentTextMax).value_or(0);
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return order;
}

Answer<QuoteRequest> read_quote_request(std::string_view body) {
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  QuoteRequest quote;
  quote.items = read_items(object, findings);
  quote.coupon = object.text("coupon", Need::optional, kCouponBytesMax).value_or("");
  quote.country = read_country(object);
  quote.currency = read_currency(object);
  quote.tax_number =
      object.text("tax_number", Need::optional, tax::kTaxNumberBytesMax).value_or("");
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return quote;
}

Answer<std::string> read_one_text(std::string_view body, std::string_view name,
                                  std::size_t bytes_max) {
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  std::string text = object.text(name, Need::required, bytes_max).value_or("");
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return text;
}

Answer<DownloadWish> read_download_wish(std::string_view body) {
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  DownloadWish wish;
  wish.grant_id = object.text("grant_id", Need::required, kNameBytesMax).value_or("");
  wish.version = object.integer("version", Need::optional, 1, kVersionMax).value_or(0);
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return wish;
}

Answer<ReaderWish> read_reader_wish(std::string_view body) {
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  ReaderWish wish;
  wish.grant_id = object.text("grant_id", Need::required, kNameBytesMax).value_or("");
  wish.email = object.text("email", Need::required, kEmailBytesMax).value_or("");
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return wish;
}

Answer<void> read_nothing(std::string_view body) {
  if (trim(body).empty()) return {};
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return {};
}

}  // namespace aan::api
