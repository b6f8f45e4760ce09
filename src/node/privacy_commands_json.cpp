#include "node/privacy_commands_json.hpp"

#include "node/command_parts_json.hpp"
#include "service/audit.hpp"
#include "service/personal_data.hpp"
#include "web/personal_data_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

Result<customer::CustomerId> person_in(Node& node, const json::object& arguments) {
  const auto address = AAN_TRY(customer::MailAddress::parse(text_in(arguments, "email")));
  const auto found = AAN_TRY(service::find_person(node.room, address));
  if (!found)
    return refuse(Errc::not_found, "privacy",
                  "The shop knows nobody with that address, or has forgotten it already.");
  return *found;
}

// A reference is what people have; an id works as well.
Result<sales::OrderId> order_in(Node& node, const std::string& which) {
  std::optional<sales::Order> found;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    found = looks_like_id(which) ? AAN_TRY(at.sales().find_order({which}))
                                 : AAN_TRY(at.sales().find_order_by_reference(which));
    return {};
  }));
  if (!found) return refuse(Errc::not_found, "privacy", "There is no order " + which + ".");
  return found->id;
}

// Whoever was given something and has bought nothing is known by the gift alone.
Result<service::PersonalData> data_of(Node& node, const json::object& arguments) {
  const auto address = AAN_TRY(customer::MailAddress::parse(text_in(arguments, "email")));
  if (!AAN_TRY(service::find_person(node.room, address))) {
    service::PersonalData data;
    data.address = address.text();
    data.gifts = AAN_TRY(service::gifts_for(node.room, address));
    if (!data.gifts.empty()) return data;
  }
  return service::personal_data(node.room, AAN_TRY(person_in(node, arguments)));
}

}  // namespace

Result<json::object> export_person(Node& node, const json::object& arguments) {
  const auto data = AAN_TRY(data_of(node, arguments));
  return json::parse(web::write_personal_data(data, node.clock.wall())).as_object();
}

Result<json::object> erase_person(Node& node, const json::object& arguments) {
  const std::string order = text_in(arguments, "order");
  if (!order.empty()) {
    const service::Erased erased = AAN_TRY(
        service::erase_order(node.room, AAN_TRY(order_in(node, order)), service::kOperator));
    return json::object{{"names", erased.names}, {"address", erased.has_address}, {"gifts", 0}};
  }
  const auto address = AAN_TRY(customer::MailAddress::parse(text_in(arguments, "email")));
  const std::int64_t gifts =
      AAN_TRY(service::forget_gifts_for(node.room, address, service::kOperator));
  service::Erased erased;
  if (gifts == 0 || AAN_TRY(service::find_person(node.room, address)))
    erased = AAN_TRY(
        service::erase_person(node.room, AAN_TRY(person_in(node, arguments)), service::kOperator));
  return json::object{{"names", erased.names}, {"address", erased.has_address}, {"gifts", gifts}};
}

}  // namespace aan::node
