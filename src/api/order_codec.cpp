#include "api/order_codec.hpp"

#include <algorithm>

#include "api/json_writer.hpp"
#include "api/licence_codec.hpp"
#include "base/codec.hpp"
#include "domain/sales/consent.hpp"

namespace aan::api {
namespace {

void write_amounts(JsonWriter& out, const sales::Quote& quote) {
  out.field("subtotal", quote.subtotal).field("discount", quote.discount);
  out.field("tax", quote.tax).field("total", quote.total);
  out.field("tax_treatment", tax::name_of(quote.treatment)).key("tax_country");
  if (quote.tax_country.empty())
    out.null();
  else
    out.value(quote.tax_country);
  out.field("tax_rate_bps", quote.tax_bps).key("coupon");
  if (quote.coupon.empty())
    out.null();
  else
    out.value(quote.coupon);
}

void write_line_facts(JsonWriter& out, const sales::QuoteLine& line) {
  out.field("offer_id", line.offer_id.value).field("offer_revision", line.offer_revision);
  out.field("work_id", line.work_id.value).field("edition_id", line.edition_id.value);
  out.field("edition_version", line.edition_version);
  out.field("title", line.title).field("authors", line.authors).field("price", line.price);
  out.field("discount", line.discount).field("tax", line.tax).field("total", line.total());
  out.key("bundle");
  if (line.bundle_id.empty())
    out.null();
  else
    out.begin_object()
        .field("id", line.bundle_id.value)
        .field("title", line.bundle_title)
        .end_object();
}

// How what is owed comes back, as the order's page says it.
void write_way_back(JsonWriter& out, const service::OrderView& view, const std::string& claim) {
  out.key("refund_way");
  const bool has_failed = std::ranges::any_of(view.refunds, [](const payment::Refund& refund) {
    return refund.state == payment::RefundState::failed;
  });
  if (view.refund_due.is_zero())
    out.null();
  else
    out.value(!claim.empty() ? "claim" : has_failed ? "failed" : "same_way");
  out.key("claim");
  if (claim.empty())
    out.null();
  else
    out.value(claim);
}

void write_file_facts(JsonWriter& out, const catalog::EditionFile& file) {
  out.field("file_name", file.file_name).field("format", file.format);
  out.field("media_type", file.media_type).field("size", static_cast<std::int64_t>(file.size));
  out.field("sha256", hex(file.sha256)).field("cid", file.cid.text());
}

void write_version(JsonWriter& out, const catalog::FileVersion& it) {
  out.begin_object().field("version", it.number).field("note", it.note);
  out.field("published_at", it.since);
  write_file_facts(out, it.file);
  out.field("damaged", it.file.is_damaged).end_object();
}

void write_file(JsonWriter& out, const service::OrderFile& file) {
  out.begin_object().field("grant_id", file.grant.id.value);
  write_file_facts(out, file.file);
  out.field("uses_left", file.grant.uses_left).field("renewals_left", file.grant.renewals_left);
  out.field("expires_at", file.grant.expires_at).key("refusal");
  if (file.refusal)
    out.value(sales::name_of(*file.refusal));
  else
    out.null();
  out.field("can_renew", file.can_renew).field("stamped", file.is_stamped);
  out.field("version", file.versions.empty() ? 1 : file.versions.back().number);
  out.key("versions").begin_array();
  for (const catalog::FileVersion& one : file.versions) write_version(out, one);
  out.end_array().end_object();
}

void write_line(JsonWriter& out, const service::OrderLineView& line) {
  out.begin_object().field("id", line.line.id.value).field("slug", line.slug);
  write_line_facts(out, line.line.quoted);
  out.field("waits_until", line.waits_until);
  write_licence(out, line.licence);
  out.key("downloads").begin_array();
  for (const service::OrderFile& file : line.files) write_file(out, file);
  out.end_array().end_object();
}

// A provider's prompt is an address, or a path of this shop.
std::string absolute(const std::string& prompt, const OrderLink& link) {
  return prompt.starts_with('/') ? link.origin + prompt : prompt;
}

void write_address(JsonWriter& out, std::string_view name, const std::string& prompt,
                   const OrderLink& link) {
  out.key(name);
  if (prompt.empty())
    out.null();
  else
    out.value(absolute(prompt, link));
}

void write_attempt(JsonWriter& out, const service::AttemptView& attempt, const OrderLink& link) {
  const payment::PaymentIntent& intent = attempt.intent;
  out.begin_object().field("id", intent.id.value).field("method", intent.method);
  out.field("provider", intent.provider).field("status", payment::name_of(intent.status));
  out.field("exception", payment::name_of(intent.exception)).field("due", intent.due);
  out.field("received", attempt.received).field("settled", attempt.settled);
  // Whose buyer has a voucher, its page is over.
  write_address(out, "pay_url", intent.is_voucher ? std::string() : intent.prompt_url, link);
  out.field("failed", intent.is_failed).field("cancelled", intent.is_cancelled);
  out.field("voucher", intent.is_voucher).field("voucher_until", intent.voucher_until);
  out.field("created_at", intent.created_at).field("expires_at", intent.expires_at).end_object();
}

void write_consent(JsonWriter& out, const service::OrderView& view) {
  out.key("consent");
  const auto consent = sales::consent_of(view.events);
  if (!consent) {
    out.null();
    return;
  }
  out.begin_object().field("text", consent->text).field("at", consent->at);
  out.field("delivery", sales::name_of(consent->to)).end_object();
}

// Where to pay now.
std::string open_prompt(const service::OrderView& view) {
  for (const service::AttemptView& attempt : view.attempts)
    if (attempt.can_be_paid) return attempt.intent.prompt_url;
  return {};
}

void write_lines(JsonWriter& out, const service::OrderView& view) {
  out.key("lines").begin_array();
  for (const service::OrderLineView& line : view.lines) write_line(out, line);
  out.end_array();
}

void write_refunds(JsonWriter& out, const service::OrderView& view) {
  out.key("refunds").begin_array();
  for (const payment::Refund& refund : view.refunds) {
    out.begin_object().field("id", refund.id.value).field("amount", refund.amount);
    out.field("state", payment::name_of(refund.state));
    out.field("reason", payment::name_of(refund.reason));
    out.field("requested_at", refund.requested_at).field("state_at", refund.state_at).end_object();
  }
  out.end_array();
}

void write_documents(JsonWriter& out, const service::OrderView& view, const OrderLink& link) {
  out.key("documents").begin_array();
  for (const sales::Document& one : view.documents) {
    const std::string name = sales::document_name(one.series, one.number);
    const std::string url = link.origin + "/orders/" + link.token + "/documents/" + name;
    out.begin_object().field("number", name).field("kind", sales::name_of(one.kind));
    out.field("total", one.total).field("tax", one.tax).field("issued_at", one.issued_at);
    out.field("url", url).field("pdf_url", url + "/pdf").end_object();
  }
  out.end_array();
}

void write_history(JsonWriter& out, const service::OrderView& view, const OrderLink& link) {
  out.key("attempts").begin_array();
  for (const service::AttemptView& attempt : view.attempts) write_attempt(out, attempt, link);
  out.end_array().key("events").begin_array();
  for (const sales::OrderEvent& event : view.events) {
    if (!service::is_for_buyers(view, event)) continue;
    out.begin_object().field("kind", event.kind).field("detail", event.detail);
    out.field("at", event.at).end_object();
  }
  out.end_array();
}

}  // namespace

namespace {

std::string_view name_of(service::NumberStanding number) {
  switch (number) {
    case service::NumberStanding::none: return "none";
    case service::NumberStanding::confirmed: return "confirmed";
    case service::NumberStanding::unknown: return "unknown";
    case service::NumberStanding::no_answer: return "no_answer";
  }
  return "none";
}

}  // namespace

std::string write_quote(const service::CheckoutReview& review) {
  const sales::Quote& quote = review.quote;
  JsonWriter out;
  out.begin_object().key("quote").begin_object().key("lines").begin_array();
  for (const sales::QuoteLine& line : quote.lines) {
    out.begin_object();
    write_line_facts(out, line);
    out.end_object();
  }
  out.end_array();
  write_amounts(out, quote);
  out.field("tax_number", name_of(review.number)).field("asks_country", review.asks_country);
  out.key("consent_text");
  if (const std::int64_t text = review.consent_text(); text != 0)
    out.value(text);
  else
    out.null();
  return out.field("terms_version", quote.terms_version).end_object().end_object().take();
}

namespace {

void write_gift_of(JsonWriter& out, const service::OrderView& view, const GiftFacts& facts) {
  out.key("gift");
  if (!view.gift) {
    out.null();
    return;
  }
  out.begin_object().field("state", sales::name_of(facts.state));
  out.field("name", facts.words.name).field("message", facts.words.message);
  out.field("opens_at", view.gift->opens_at).field("claimed_at", view.gift->claimed_at);
  out.field("has_email", !view.gift->address_sealed.empty()).key("claim_url");
  if (facts.claim_url.empty())
    out.null();
  else
    out.value(facts.claim_url);
  out.end_object();
}

}  // namespace

std::string write_gift(const service::GiftView& view, const OrderLink& link) {
  JsonWriter out;
  out.begin_object().key("gift").begin_object().field("token", link.token);
  out.field("url", link.origin + "/gifts/" + link.token).field("own", view.is_own);
  out.field("state", sales::name_of(view.state)).field("name", view.words.name);
  out.field("from", view.order.receipt_name).field("message", view.words.message);
  out.field("opens_at", view.gift.opens_at).key("lines").begin_array();
  for (const service::OrderLineView& line : view.order.lines) {
    out.begin_object().field("title", line.line.quoted.title);
    out.field("authors", line.line.quoted.authors).field("waits_until", line.waits_until);
    write_licence(out, view.is_own ? line.licence : std::nullopt);
    out.key("downloads").begin_array();
    if (view.is_own)
      for (const service::OrderFile& file : line.files) write_file(out, file);
    out.end_array().end_object();
  }
  return out.end_array().end_object().end_object().take();
}

std::string write_order(const service::OrderView& view, const OrderLink& link,
                        const GiftFacts& gift, const std::string& claim,
                        std::optional<payment::PayStop> pay_stop) {
  const sales::Order& order = view.order;
  JsonWriter out;
  out.begin_object().key("order").begin_object();
  out.field("id", order.id.value).field("reference", order.reference).field("token", link.token);
  out.field("url", link.origin + "/orders/" + link.token);
  out.field("api_url", link.origin + "/api/v1/orders/" + link.token);
  out.field("state", sales::name_of(order.state)).field("sandbox", order.is_sandbox);
  out.field("locale", order.locale).field("receipt_name", view.receipt_name);
  write_gift_of(out, view, gift);
  out.field("has_email", view.has_address);
  write_amounts(out, order.quote);
  out.field("captured", view.captured).field("refund_due", view.refund_due);
  write_way_back(out, view, claim);
  out.field("terms_version", order.quote.terms_version);
  write_consent(out, view);
  write_address(out, "pay_url", open_prompt(view), link);
  out.key("pay_stop");
  if (pay_stop)
    out.value(payment::name_of(*pay_stop));
  else
    out.null();
  write_lines(out, view);
  write_refunds(out, view);
  write_documents(out, view, link);
  write_history(out, view, link);
  out.field("held_until", view.held_until);
  out.field("created_at", order.created_at).field("expires_at", order.expires_at);
  out.field("paid_at", order.paid_at).field("fulfilled_at", order.fulfilled_at);
  return out.end_object().end_object().take();
}

std::string write_receipt(const service::OrderView& view, const service::Shop& shop,
                          const OrderLink& link) {
  const sales::Order& order = view.order;
  JsonWriter out;
  out.begin_object().key("receipt").begin_object();
  out.key("shop").begin_object().field("name", shop.name).field("operator", shop.operator_name);
  out.field("seller", service::seller_line(shop))
      .field("url", link.origin)
      .field("public_key", shop.public_key)
      .end_object();
  out.field("reference", order.reference).field("order_id", order.id.value);
  out.field("order_url", link.origin + "/orders/" + link.token);
  out.field("state", sales::name_of(order.state)).field("sandbox", order.is_sandbox);
  out.field("receipt_name", view.receipt_name);
  out.field("created_at", order.created_at).field("paid_at", order.paid_at);
  out.key("lines").begin_array();
  for (const service::OrderLineView& line : view.lines) {
    out.begin_object();
    write_line_facts(out, line.line.quoted);
    out.key("files").begin_array();
    for (const service::OrderFile& file : line.files) {
      out.begin_object();
      write_file_facts(out, file.file);
      out.end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
  write_amounts(out, order.quote);
  out.field("captured", view.captured).field("refund_due", view.refund_due);
  write_refunds(out, view);
  out.field("terms_version", order.quote.terms_version);
  write_consent(out, view);
  return out.end_object().end_object().take() + "\n";
}

std::string write_download(const std::string& url, Timestamp expires_at) {
  JsonWriter out;
  return out.begin_object().field("url", url).field("expires_at", expires_at).end_object().take();
}

std::string write_address_look(const service::AddressChangeLook& look, std::string_view next) {
  JsonWriter out;
  out.begin_object().key("address").begin_object().field("order", look.reference);
  out.field("email_shown", look.address_shown).key("next");
  if (next.empty())
    out.null();
  else
    out.value(next);
  return out.end_object().end_object().take();
}

std::string write_queued() {
  JsonWriter out;
  return out.begin_object().field("state", "queued").end_object().take();
}

std::optional<std::string> write_grant(const service::OrderView& view, const sales::GrantId& id) {
  for (const service::OrderLineView& line : view.lines)
    for (const service::OrderFile& file : line.files) {
      if (file.grant.id != id) continue;
      JsonWriter out;
      out.begin_object().key("download");
      write_file(out, file);
      return out.end_object().take();
    }
  return std::nullopt;
}

}  // namespace aan::api
