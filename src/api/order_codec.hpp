#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/problem.hpp"
#include "service/customer/change_address.hpp"
#include "service/payment/pay_stop.hpp"
#include "service/sale/checkout.hpp"
#include "service/sale/view_order.hpp"
#include "service/shop.hpp"

namespace aan::api {

/// As much is read of an e-mail address: what is none is refused by its shape.
inline constexpr std::size_t kEmailBytesMax = 400;

/// One thing to buy, named by its offer, by its book or by its bundle; exactly one of them is set.
struct ItemRequest {
  std::string offer_id;
  std::string book;             ///< a name as in `service/browsing/find_book`
  std::string bundle;           ///< id or slug
  std::string pointer;          ///< where it stands in the request
  std::optional<Money> amount;  ///< chosen by the buyer, where the buyer sets the price
};

struct QuoteRequest {
  std::vector<ItemRequest> items;
  std::string coupon;
  Asset currency;  ///< empty: the shop's own
  std::string country;
  std::string tax_number;
};

struct OrderRequest : QuoteRequest {
  std::string method;
  std::string receipt_name;
  std::string locale = "en";
  std::string email;
  bool wants_versions = false;
  service::GiftWish gift;         ///< empty: the order is for the buyer
  std::int64_t consent_text = 0;  ///< version of the words agreed to; 0: none
};

Answer<OrderRequest> read_order_request(std::string_view body);
Answer<QuoteRequest> read_quote_request(std::string_view body);
/// {"grant_id": "...", "version": 2}; without a version, or with 0: the newest.
struct DownloadWish {
  std::string grant_id;
  std::int64_t version = 0;
};
Answer<DownloadWish> read_download_wish(std::string_view body);
/// The order and address of a letter's link; `next`: what it is good for, empty: it was used.
std::string write_address_look(const service::AddressChangeLook& look, std::string_view next);
/// {"grant_id": "...", "email": "..."}: a file for a reading device.
struct ReaderWish {
  std::string grant_id;
  std::string email;
};
Answer<ReaderWish> read_reader_wish(std::string_view body);
/// The value of {"<name>": "..."}, such as `method` of a payment.
Answer<std::string> read_one_text(std::string_view body, std::string_view name,
                                  std::size_t bytes_max = 120);
/// A body that says nothing: empty, or {}.
Answer<void> read_nothing(std::string_view body);

/// What the addresses in an order begin with, and its secret link.
struct OrderLink {
  std::string origin;
  std::string token;
};

/// A gift by one of its links. `token`: of that link.
std::string write_gift(const service::GiftView& view, const OrderLink& link);
/// What is opened of an order's gift: whoever wrote it may read it.
struct GiftFacts {
  sales::GiftState state = sales::GiftState::unpaid;
  sales::GiftWords words;
  std::string claim_url;  ///< empty: nothing is to be claimed (any more)
};
std::string write_quote(const service::CheckoutReview& review);
/// The whole order, as its link shows it. `gift`: what it says of a gift that it is; `claim`: of
/// `service::claim_of`, what the buyer names to get back what cannot go the way it came;
/// `pay_stop`: of `service::pay_stop_of`.
std::string write_order(const service::OrderView& view, const OrderLink& link,
                        const GiftFacts& gift = {}, const std::string& claim = {},
                        std::optional<payment::PayStop> pay_stop = {});
/// The order as a file for the buyer's own records: what was bought from whom, with digests of the
/// files and the link that opens the order again.
std::string write_receipt(const service::OrderView& view, const service::Shop& shop,
                          const OrderLink& link);
std::string write_download(const std::string& url, Timestamp expires_at);
/// {"state": "queued"}: it is done later.
std::string write_queued();
/// {"download": ...}, or nothing when the order has no such grant.
std::optional<std::string> write_grant(const service::OrderView& view, const sales::GrantId& id);

}  // namespace aan::api
