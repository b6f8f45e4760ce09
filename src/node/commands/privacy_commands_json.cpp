#include "node/commands/privacy_commands_json.hpp"

#include "node/commands/command_parts_json.hpp"
#include "service/desk/customers.hpp"
#include "web/customer/personal_data_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

// By their address, or by an order of theirs.
Result<service::Customer> customer_in(const Node& node, const json::object& arguments) {
  const std::string email = text_in(arguments, "email");
  const std::string order = text_in(arguments, "order");
  if (email.empty() == order.empty())
    return refuse(Errc::invalid, "privacy", "Name either an e-mail address or an order.",
                  "customer_unnamed");
  if (!email.empty()) AAN_TRY(customer::MailAddress::parse(email));
  return service::find_customer(node.room, email.empty() ? order : email);
}

}  // namespace

Result<json::object> show_person(Node& node, const json::object& arguments) {
  const service::Customer customer = AAN_TRY(customer_in(node, arguments));
  const service::CustomerFacts facts = AAN_TRY(service::customer_facts(node.room, customer));
  json::array newest;
  for (const auto& [one, to_come] : facts.newest)
    newest.push_back({{"reference", one.reference},
                      {"state", name_of(one.state)},
                      {"total", money(one.quote.total)},
                      {"created_at", rfc3339(one.created_at)}});
  return json::object{
      {"customer", customer.name},
      {"known_since", moment(facts.known_since)},
      {"has_email", facts.has_address},
      {"wants_versions", facts.wants_versions},
      {"letters_stopped_at", moment(facts.letters_stopped_at)},
      {"orders",
       {{"count", facts.orders},
        {"put_into_library", facts.put_in},
        {"first_at", moment(facts.first_order_at)},
        {"last_at", moment(facts.last_order_at)},
        {"with_receipt_name", facts.names},
        {"gifts", facts.gifts_given},
        {"newest", std::move(newest)}}},
      {"documents", facts.papers},
      {"downloads", {{"count", facts.downloads}, {"last_at", moment(facts.last_download_at)}}},
      {"letters", {{"count", facts.letters}, {"last_at", moment(facts.last_letter_at)}}},
      {"library",
       {{"keeps_email", facts.keeps_address},
        {"has_link", facts.has_library_link},
        {"keys", facts.keys}}},
      {"gifts_for_them", facts.gifts_got}};
}

Result<json::object> export_person(Node& node, const json::object& arguments) {
  const service::Customer customer = AAN_TRY(customer_in(node, arguments));
  const service::PersonalData data =
      AAN_TRY(service::export_customer(node.room, customer, by_of(arguments)));
  return json::parse(web::write_personal_data(data, node.clock.wall())).as_object();
}

Result<json::object> erase_person(Node& node, const json::object& arguments) {
  const service::Customer customer = AAN_TRY(customer_in(node, arguments));
  const service::Erased erased =
      AAN_TRY(service::erase_customer(node.room, customer, by_of(arguments)));
  return json::object{{"names", erased.names},
                      {"address", erased.has_address},
                      {"gifts", erased.gifts},
                      {"libraries", erased.libraries}};
}

}  // namespace aan::node
