#include "web/customer/personal_data_json.hpp"

#include <boost/json.hpp>

#include "domain/sales/consent.hpp"

namespace aan::web {
namespace {

namespace json = boost::json;

json::value money(const Money& amount) {
  return json::object{{"amount", std::to_string(amount.amount)},
                      {"currency", std::string(amount.asset.code())}};
}

json::value moment(const std::optional<Timestamp>& at) {
  return at ? json::value(rfc3339(*at)) : json::value(nullptr);
}

json::array lines_of(const sales::Order& order) {
  json::array lines;
  for (const sales::OrderLine& line : order.lines)
    lines.push_back({{"title", line.quoted.title},
                     {"bundle", line.quoted.bundle_title},
                     {"authors", line.quoted.authors},
                     {"price", money(line.quoted.price)},
                     {"total", money(line.quoted.total())}});
  return lines;
}

json::array payments_of(const service::OrderView& view) {
  json::array payments;
  for (const payment::Payment& one : view.payments)
    payments.push_back({{"provider", one.provider},
                        {"reference", one.network_ref},
                        {"amount", money(one.amount)},
                        {"at", rfc3339(one.seen_at)}});
  return payments;
}

json::value gift_of(const service::OrderView& view) {
  if (!view.gift) return nullptr;
  return json::object{{"for", view.gift_words.name},
                      {"message", view.gift_words.message},
                      {"email", view.gift_email},
                      {"opens_at", rfc3339(view.gift->opens_at)},
                      {"claimed_at", moment(view.gift->claimed_at)}};
}

// Who of the shop's people asked for it is theirs, and not the buyer's.
json::array refunds_of(const service::OrderView& view) {
  json::array refunds;
  for (const payment::Refund& one : view.refunds)
    refunds.push_back({{"provider", one.provider},
                       {"reference", one.network_ref},
                       {"amount", money(one.amount)},
                       {"state", std::string(payment::name_of(one.state))},
                       {"reason", std::string(payment::name_of(one.reason))},
                       {"requested_at", rfc3339(one.requested_at)},
                       {"state_at", rfc3339(one.state_at)}});
  return refunds;
}

json::object tax_of(const service::PersonalOrder& one) {
  const sales::Quote& quote = one.view.order.quote;
  json::array evidence;
  for (const tax::Evidence& piece : one.tax_evidence)
    evidence.push_back({{"sign", std::string(tax::name_of(piece.sign))},
                        {"source", piece.source},
                        {"country", piece.country},
                        {"at", rfc3339(piece.at)}});
  json::value number = nullptr;
  if (one.tax_number)
    number = json::object{{"number", one.tax_number->number},
                          {"reference", one.tax_number->reference},
                          {"said_on", one.tax_number->said_on}};
  return {{"treatment", std::string(tax::name_of(quote.treatment))},
          {"country", quote.tax_country},
          {"amount", money(quote.tax)},
          {"proof", std::string(tax::name_of(one.view.order.tax_proof))},
          {"evidence", std::move(evidence)},
          {"vat_number", std::move(number)}};
}

json::object order_of(const service::PersonalOrder& personal) {
  const service::OrderView& view = personal.view;
  json::array downloads;
  for (const service::OrderLineView& line : view.lines)
    for (const service::OrderFile& file : line.files)
      downloads.push_back({{"file", file.file.file_name},
                           {"uses_left", file.grant.uses_left},
                           {"expires_at", rfc3339(file.grant.expires_at)}});
  json::array places;
  for (const auto& [place, device] : personal.places)
    places.push_back({{"download", place.grant_id.value},
                      {"millionths_read", place.share},
                      {"position", device.position},
                      {"device", device.device},
                      {"device_id", device.device_id},
                      {"kept_at", rfc3339(place.kept_at)}});
  json::array licences;
  for (const service::OrderLineView& line : view.lines)
    if (line.licence)
      licences.push_back({{"id", line.licence->licence.id.value},
                          {"state", sales::name_of(line.licence->state)},
                          {"devices_activated", line.licence->licence.active},
                          {"issued_at", rfc3339(line.licence->licence.issued_at)}});
  json::array events;
  for (const sales::OrderEvent& event : view.events)
    if (service::is_for_buyers(view, event))
      events.push_back({{"kind", event.kind}, {"detail", event.detail}, {"at", rfc3339(event.at)}});
  const auto consent = sales::consent_of(view.events);
  const auto agreed_at = [&](sales::ConsentTo to) {
    return moment(consent && consent->to == to ? std::optional(consent->at) : std::nullopt);
  };
  const sales::Order& order = view.order;
  return {{"id", order.id.value},
          {"reference", order.reference},
          {"state", std::string(sales::name_of(order.state))},
          {"receipt_name", view.receipt_name},
          {"language", order.locale},
          {"total", money(order.quote.total)},
          {"tax_country", order.quote.tax_country},
          {"coupon", order.quote.coupon},
          {"terms_version", order.quote.terms_version},
          {"delivery_at_once_agreed_at", agreed_at(sales::ConsentTo::at_once)},
          {"delivery_on_release_agreed_at", agreed_at(sales::ConsentTo::on_release)},
          {"delivery_on_claim_agreed_at", agreed_at(sales::ConsentTo::on_claim)},
          {"created_at", rfc3339(order.created_at)},
          {"paid_at", moment(order.paid_at)},
          {"lines", lines_of(order)},
          {"gift", gift_of(view)},
          {"tax", tax_of(personal)},
          {"payments", payments_of(view)},
          {"refunds", refunds_of(view)},
          {"downloads", std::move(downloads)},
          {"places_in_books", std::move(places)},
          {"licences", std::move(licences)},
          {"events", std::move(events)}};
}

json::array keys_of(const service::PersonalData& data) {
  json::array keys;
  for (const service::OwnKey& one : data.keys)
    keys.push_back({{"kind", std::string(name_of(one.kind))},
                    {"name", one.label},
                    {"public_key", one.public_text},
                    {"added_at", rfc3339(one.created_at)},
                    {"used_at", moment(one.used_at)}});
  return keys;
}

json::value reading_apps_of(const service::PersonalData& data) {
  if (!data.reading_apps) return nullptr;
  return json::object{{"login", data.reading_apps->name},
                      {"made_at", rfc3339(data.reading_apps->created_at)},
                      {"used_at", moment(data.reading_apps->used_at)}};
}

json::array linked_of(const service::PersonalData& data) {
  json::array libraries;
  for (const service::LinkedLibrary& one : data.linked)
    libraries.push_back({{"made_at", rfc3339(one.made_at)},
                         {"orders", one.orders},
                         {"keys", one.keys},
                         {"reading_apps_since", moment(one.reading_apps_since)}});
  return libraries;
}

json::array documents_of(const service::PersonalData& data) {
  json::array documents;
  for (const service::DocumentView& one : data.documents)
    documents.push_back({{"name", sales::document_name(one.document.series, one.document.number)},
                         {"order", one.order.reference},
                         {"issued_at", rfc3339(one.document.issued_at)},
                         {"billed_to",
                          {{"name", one.billed_to.name},
                           {"address", one.billed_to.address},
                           {"tax_number", one.billed_to.tax_number}}}});
  return documents;
}

}  // namespace

std::string write_personal_data(const service::PersonalData& data, Timestamp now) {
  json::array orders;
  for (const service::PersonalOrder& one : data.orders) orders.push_back(order_of(one));
  json::array gifts;
  for (const service::GiftFor& one : data.gifts)
    gifts.push_back({{"name", one.words.name},
                     {"message", one.words.message},
                     {"opens_at", rfc3339(one.gift.opens_at)},
                     {"claimed_at", moment(one.gift.claimed_at)}});
  return json::serialize(json::object{
             {"made_at", rfc3339(now)},
             {"person",
              {{"email", data.address},
               {"language", data.locale},
               {"known_since", rfc3339(data.created_at)},
               {"address_is_kept_for_the_library", data.keeps_address},
               {"wants_to_hear_of_new_versions", data.wants_versions},
               {"letters_about_new_versions_stopped_at", moment(data.letters_stopped_at)}}},
             {"keys_of_the_library", keys_of(data)},
             {"reading_apps", reading_apps_of(data)},
             {"libraries_made_from_links_of_orders", linked_of(data)},
             {"orders", std::move(orders)},
             {"gifts_for_this_person", std::move(gifts)},
             {"documents", documents_of(data)}}) +
         "\n";
}

}  // namespace aan::web
