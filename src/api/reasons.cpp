#include "api/reasons.hpp"

#include <array>

namespace aan::api {
namespace {

constexpr std::array kReasons = {
    Reason{400, "request", "members or parameters are wrong; `errors` names their places"},
    Reason{400, "json", "the body is no JSON as the API takes it"},
    Reason{400, "idempotency_key",
           "it is missing, or not 16 to 255 characters, 8 of them different"},
    Reason{400, "consent", "the words that the buyer agreed to are not those of today"},
    Reason{400, "mail_address", "`email` is no address that can be written to"},
    Reason{400, "mail_not_offered", "the shop sends no mail"},
    Reason{400, "method", "no way to pay of that name is offered"},
    Reason{400, "receipt_name", "the name is too long, or no line of text"},
    Reason{400, "tax_country", "the tax depends on where the buyer lives, and no country is named"},
    Reason{400, "empty_cart", "no book was named"},
    Reason{400, "duplicate_offer", "a book was named twice"},
    Reason{400, "too_many", "more books than fit into one order"},
    Reason{400, "total_too_large", "the books together cost more than can be paid at once"},
    Reason{400, "query_encoding", "the query is not text in UTF-8"},
    Reason{400, "invalid", "the request is malformed"},
    Reason{400, "amount_currency", "an amount of the buyer's is in another currency"},
    Reason{400, "amount_below_minimum", "an amount of the buyer's is below the book's least"},
    Reason{400, "amount_above_maximum", "an amount of the buyer's is above what a book may cost"},
    Reason{400, "amount_too_small", "the sum is too small for that way to pay"},
    Reason{400, "message", "a processor's message is empty"},
    Reason{400, "other_mode", "a message of test mode came to a live shop, or the other way"},
    Reason{401, "signature", "a message is not signed by the processor"},
    Reason{401, "stamp", "a message was signed too long ago, or in the future"},
    Reason{403, "cross_origin", "a page of another origin sent it"},
    Reason{403, "no_origin", "a form or a cookie, and nothing says which page sent it"},
    Reason{403, "unpaid", "the order is not paid yet"},
    Reason{404, "no_such_book", "no book of that name is in the shop"},
    Reason{404, "no_such_offer", "an item is not in the shop"},
    Reason{404, "no_such_order", "no order is at this address"},
    Reason{404, "no_such_download", "the order has no such download"},
    Reason{404, "no_such_subject", "no book is about that"},
    Reason{404, "no_such_author", "nobody of that name has a book here"},
    Reason{404, "no_such_series", "there is no such series"},
    Reason{404, "coupon_unknown", "no code of that name is in the shop"},
    Reason{404, "not_found", "there is no such address"},
    Reason{405, "method_not_allowed", "`Allow` names the methods"},
    Reason{409, "idempotency_key_reused", "the key was sent with another request before"},
    Reason{409, "not_for_sale", "the book has no price"},
    Reason{409, "sold_out", "no copy is left"},
    Reason{409, "coupon_not_yet", "the code does not count yet"},
    Reason{409, "coupon_expired", "the code counts no more"},
    Reason{409, "coupon_used_up", "every use of the code is taken"},
    Reason{409, "coupon_minimum", "the books together cost less than the code asks for"},
    Reason{409, "coupon_nothing_to_discount", "the code takes nothing off any of the books"},
    Reason{409, "being_restored", "the shop's copy of the book is damaged and being replaced"},
    Reason{409, "price_changed", "the sum is not the one that was seen"},
    Reason{409, "already_paid", "nothing more is asked"},
    Reason{409, "order_expired", "its prices were held for a day; place it anew"},
    Reason{409, "given_up_by_shop", "the shop cancelled the order"},
    Reason{409, "attempt_stopped", "the attempt was given up meanwhile"},
    Reason{409, "other_money", "play money and real money never meet in one order"},
    Reason{409, "still_valid", "the download need not be renewed"},
    Reason{409, "unpaid", "there is nothing to renew: the order is not paid"},
    Reason{409, "withdrawn", "there is nothing to renew: the order was paid back or disputed"},
    Reason{409, "conflict", "the state of the order does not allow it"},
    Reason{409, "no_mail_address", "the order has no e-mail address (any more)"},
    Reason{409, "no_receipt_yet", "there is no receipt before the payment"},
    Reason{410, "expired", "the time for the download has passed; renew it"},
    Reason{410, "withdrawn", "the order was paid back or disputed"},
    Reason{410, "address_lost", "the key of the order's address is lost"},
    Reason{413, "json", "the body is larger than 256 KiB"},
    Reason{413, "too_large", "the body is larger than the route takes"},
    Reason{414, "uri_too_long", "the address is too long"},
    Reason{415, "unsupported_media_type", "the body has another type than the route takes"},
    Reason{417, "expectation_failed", "Expect asks for something else than 100-continue"},
    Reason{421, "misdirected_request", "the shop does not answer to that host"},
    Reason{429, "exhausted", "every use of the download is taken; renew it"},
    Reason{429, "renewals_exhausted", "it was renewed as often as the shop allows"},
    Reason{429, "too_soon", "it was renewed a moment ago"},
    Reason{429, "address_spent", "this download address is used up; start the download once more"},
    Reason{429, "attempts_used_up", "the order was tried to be paid as often as the shop allows"},
    Reason{429, "orders_too_fast", "too many orders at once, all buyers together"},
    Reason{429, "mail_too_soon", "the receipt was mailed a moment ago"},
    Reason{429, "mails_used_up", "the receipt was mailed as often as the shop mails it"},
    Reason{429, "coupon_tries_too_fast", "too many codes that do not exist came from one sender"},
    Reason{431, "request_header_fields_too_large", "the head of the request is too large"},
    Reason{500, "internal", "a fault of the shop; its log has the number in `instance`"},
    Reason{500, "corrupt", "stored bytes are not what was written; as above"},
    Reason{503, "tax_rate_unknown", "the shop does not know the tax of that country"},
    Reason{503, "method_rests", "the way to pay does not answer"},
    Reason{503, "file_damaged", "the shop's copy is damaged and being replaced; no use was taken"},
    Reason{503, "disk_full", "the disk of the shop is full, so it can save nothing"},
    Reason{503, "fenced", "another copy of the shop has taken over"},
    Reason{503, "unavailable",
           "the shop is busy or starting; `Retry-After` says when to try again"},
};

}  // namespace

std::span<const Reason> reasons() { return kReasons; }

std::string reasons_markdown() {
  std::string text =
      "# Reasons of the API\n\nMade by `aan docs`. `reason` of a problem document is one of these "
      "words; a version may add some.\n\n| status | reason | when |\n|---|---|---|\n";
  for (const Reason& one : kReasons)
    text += "| " + std::to_string(one.status) + " | `" + std::string(one.word) + "` | " +
            std::string(one.when) + " |\n";
  return text;
}

}  // namespace aan::api
