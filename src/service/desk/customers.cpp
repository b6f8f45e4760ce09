#include "service/desk/customers.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/audit.hpp"
#include "service/customer/customer_address.hpp"
#include "service/desk/search_orders.hpp"

namespace aan::service {
namespace {

std::unexpected<Error> nobody() {
  return refuse(Errc::not_found, "customer",
                "The shop knows nobody by that, or has forgotten them already.",
                "no_such_customer");
}

// Whoever was given something and has bought nothing is known by the gift alone.
Result<Customer> by_address(const Room& room, const customer::MailAddress& address) {
  if (const auto id = AAN_TRY(find_person(room, address)))
    return Customer{id->value, id, std::nullopt, address};
  const auto gifts = AAN_TRY(gifts_for(room, address));
  if (gifts.empty()) return nobody();
  return Customer{gifts.front().gift.id.value, std::nullopt, std::nullopt, address};
}

Customer known(const Room& room, const customer::Customer& it) {
  Customer customer{it.id.value, it.id, std::nullopt, std::nullopt};
  if (const auto address = open_address(room, it))
    if (auto parsed = customer::MailAddress::parse(*address)) customer.address = *std::move(parsed);
  return customer;
}

// `name`: an id, or the reference of an order as references are written.
Result<Customer> by_name(const Room& room, const std::string& name) {
  std::optional<customer::Customer> customer;
  std::optional<sales::Order> order;
  std::optional<sales::Gift> gift;
  const bool is_id = looks_like_id(name);
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (is_id) customer = AAN_TRY(at.customers().find_customer({name}));
    if (customer) return {};
    order = is_id ? AAN_TRY(at.sales().find_order({name}))
                  : AAN_TRY(at.sales().find_order_by_reference(name));
    if (order) customer = AAN_TRY(at.customers().customer_of(order->id));
    if (!order && is_id) gift = AAN_TRY(at.gifts().find_gift({name}));
    return {};
  }));
  if (customer) return known(room, *customer);
  if (order) return Customer{order->reference, std::nullopt, order->id, std::nullopt};
  const auto address = gift ? open_gift_address(room, *gift) : std::nullopt;
  const auto parsed = customer::MailAddress::parse(address.value_or(""));
  if (!parsed) return nobody();
  return by_address(room, *parsed);
}

void see(std::optional<Timestamp>& last, Timestamp at) {
  if (!last || *last < at) last = at;
}

Result<> count_order(const ports::Snapshot& at, const sales::Order& order, CustomerFacts& facts,
                     Timestamp now) {
  ++facts.orders;
  if (!facts.first_order_at || order.created_at < *facts.first_order_at)
    facts.first_order_at = order.created_at;
  see(facts.last_order_at, order.created_at);
  if (!order.receipt_name_sealed.empty()) ++facts.names;
  facts.papers += std::ssize(AAN_TRY(at.documents().documents_of(order.id)));
  if (AAN_TRY(at.gifts().gift_of(order.id))) ++facts.gifts_given;
  for (const sales::OrderEvent& event : AAN_TRY(at.sales().order_events(order.id))) {
    if (event.kind == "download") {
      ++facts.downloads;
      see(facts.last_download_at, event.at);
    }
    if (event.kind == "mail" && event.detail.contains(" sent")) {
      ++facts.letters;
      see(facts.last_letter_at, event.at);
    }
  }
  if (facts.newest.size() < kCustomerOrdersShown)
    facts.newest.push_back({order, AAN_TRY(still_to_come(at.sales(), at.gifts(), order, now))});
  return {};
}

Result<> count_library(const ports::Snapshot& at, const customer::Customer& customer,
                       CustomerFacts& facts) {
  facts.known_since = customer.created_at;
  facts.has_address = !customer.address_index.empty();
  facts.wants_versions = customer.wants_versions;
  facts.keeps_address = AAN_TRY(at.libraries().keeps_address(customer.id));
  facts.has_library_link = AAN_TRY(at.libraries().link_of(customer.id)).generation > 0;
  facts.keys =
      std::ssize(AAN_TRY(at.library_keys().keys_of(customer.id, customer::kLibraryKeysMax)));
  if (const auto link = AAN_TRY(at.broadcasts().letter_link(customer.id)))
    facts.letters_stopped_at = link->opted_out_at;
  return {};
}

}  // namespace

Result<Customer> find_customer(const Room& room, std::string_view typed) {
  const std::string text = one_line(typed);
  if (text.empty() || text.size() > kSearchBytesMax) return nobody();
  if (const auto address = customer::MailAddress::parse(text)) return by_address(room, *address);
  const std::string name = read_order_search(room, text, SearchForPeople::no).name;
  if (name.empty()) return nobody();
  return by_name(room, name);
}

Result<CustomerFacts> customer_facts(const Room& room, const Customer& customer) {
  CustomerFacts facts;
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    std::vector<sales::OrderId> orders;
    if (customer.order) orders.push_back(*customer.order);
    if (customer.id) {
      const auto it = AAN_TRY(at.customers().find_customer(*customer.id));
      if (!it) return nobody();
      AAN_TRY(count_library(at, *it, facts));
      orders = AAN_TRY(at.libraries().orders_in(*customer.id, kCustomerOrdersMax));
      const auto placed = AAN_TRY(at.customers().orders_of(*customer.id, kCustomerOrdersMax));
      facts.put_in = std::max<std::int64_t>(0, std::ssize(orders) - std::ssize(placed));
    }
    for (const sales::OrderId& id : orders)
      if (const auto order = AAN_TRY(at.sales().find_order(id)))
        AAN_TRY(count_order(at, *order, facts, now));
    return {};
  }));
  if (customer.address) facts.gifts_got = std::ssize(AAN_TRY(gifts_for(room, *customer.address)));
  return facts;
}

Result<PersonalData> export_customer(const Room& room, const Customer& customer,
                                     std::string_view by) {
  PersonalData data;
  if (customer.id) {
    data = AAN_TRY(personal_data(room, *customer.id));
  } else if (customer.order) {
    data = AAN_TRY(personal_data_of_order(room, *customer.order));
  } else if (customer.address) {
    data.address = customer.address->text();
    data.gifts = AAN_TRY(gifts_for(room, *customer.address));
    if (data.gifts.empty()) return nobody();
    data.created_at = data.gifts.back().gift.created_at;
  }
  AAN_TRY(write_down(room, {std::string(by), "privacy.export", customer.name, ""}));
  return data;
}

Result<Erased> erase_customer(const Room& room, const Customer& customer, std::string_view by) {
  // Gifts first: without their address, which the person's own row has, they are not found again.
  std::int64_t gifts = 0;
  if (customer.address) gifts = AAN_TRY(forget_gifts_for(room, *customer.address, by));
  Erased erased;
  if (customer.id) erased = AAN_TRY(erase_person(room, *customer.id, by));
  if (customer.order) erased = AAN_TRY(erase_order(room, *customer.order, by));
  erased.gifts = gifts;
  return erased;
}

}  // namespace aan::service
