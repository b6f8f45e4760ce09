#include "web/desk/customer_routes.hpp"

#include "base/text.hpp"
#include "service/desk/customers.hpp"
#include "service/desk/search_orders.hpp"
#include "web/customer/personal_data_json.hpp"
#include "web/desk/delivery_words.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

Result<service::Customer> customer_of(const DeskFront& front, const Visit& visit) {
  return service::find_customer(front.room(), visit.request.param("customer"));
}

std::string path_of(const service::Customer& customer) {
  return "/desk/customers/" + customer.name;
}

Result<net::Response> search_page(const DeskFront& front, const Visit& visit,
                                  const std::string& typed, const Error* problem) {
  DeskPage page(front, visit, DeskItem::customers, find_locale("en").text("desk_nav_customers"),
                "customers");
  page.main().set("WHOM", utf8_prefix(one_line(typed), service::kSearchBytesMax));
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

void add_fact(Block& main, std::string_view name, const std::string& value) {
  main.add("FACT").set("NAME", main.locale().text(name)).set("VALUE", value);
}

// "3, the last on 4 May 2026"
std::string counted(const Locale& locale, std::int64_t count,
                    const std::optional<Timestamp>& last) {
  if (!last) return locale.number(count);
  return locale.text("desk_customer_count",
                     {{"count", locale.number(count)}, {"day", locale.date(*last)}});
}

std::string address_words(const Locale& locale, const service::Customer& customer,
                          const service::CustomerFacts& facts) {
  if (facts.keeps_address) return locale.text("desk_customer_address_kept");
  if (facts.wants_versions) return locale.text("desk_customer_address_versions");
  if (facts.has_address) return locale.text("desk_customer_address");
  if (customer.id) return locale.text("desk_customer_address_gone");
  return locale.text(customer.address ? "desk_customer_address_gift"
                                      : "desk_customer_address_none");
}

void fill_facts(Block& main, const service::Customer& customer,
                const service::CustomerFacts& facts) {
  const Locale& locale = main.locale();
  if (facts.known_since)
    add_fact(main, "desk_customer_since", locale.date_time(*facts.known_since));
  add_fact(main, "desk_customer_email", address_words(locale, customer, facts));
  add_fact(main, "desk_nav_orders", counted(locale, facts.orders, facts.last_order_at));
  add_fact(main, "desk_customer_names", locale.number(facts.names));
  add_fact(main, "desk_customer_papers", locale.number(facts.papers));
  add_fact(main, "desk_customer_downloads",
           counted(locale, facts.downloads, facts.last_download_at));
  add_fact(main, "desk_customer_letters", counted(locale, facts.letters, facts.last_letter_at));
  if (facts.letters_stopped_at)
    add_fact(main, "desk_customer_stopped", locale.date(*facts.letters_stopped_at));
  if (facts.put_in > 0) add_fact(main, "desk_customer_put_in", locale.number(facts.put_in));
  if (facts.has_library_link || facts.keys > 0)
    add_fact(main, "desk_customer_ways",
             locale.text(facts.has_library_link ? "desk_customer_link_and_keys"
                                                : "desk_customer_keys_alone",
                         {{"count", locale.number(facts.keys)}}));
  if (facts.gifts_given > 0)
    add_fact(main, "desk_customer_gifts_given", locale.number(facts.gifts_given));
  if (facts.gifts_got > 0)
    add_fact(main, "desk_customer_gifts_got", locale.number(facts.gifts_got));
}

void fill_orders(Block& main, const service::CustomerFacts& facts) {
  const Locale& locale = main.locale();
  main.show_if("NO_ORDER", facts.newest.empty());
  if (facts.newest.empty()) return;
  Block table = main.add("ORDERS");
  for (const auto& [order, to_come] : facts.newest) {
    const std::string state{sales::name_of(order.state)};
    table.add("ROW")
        .set("PATH", "/desk/orders/" + order.reference)
        .set("REFERENCE", order.reference)
        .set("STATE", order_state_in_words(order.state, to_come, locale))
        .set("STATE_NAME", state)
        .set("TOTAL", order.quote.total.is_zero() ? locale.text("price_free")
                                                  : locale.money(order.quote.total))
        .set("STAMP", rfc3339(order.created_at))
        .set("WHEN", locale.date_time(order.created_at));
  }
  const std::int64_t more = facts.orders - std::ssize(facts.newest);
  if (more > 0) table.add("MORE").set("TEXT", locale.plural("desk_customer_more", more));
}

// What somebody may do about them; before, what goes and what stays, and why.
void fill_deeds(Block& main, const Visit& visit, const service::Customer& customer,
                const service::CustomerFacts& facts) {
  if (!visit.may(desk::Action::manage_customers)) return;
  const std::string path = path_of(customer);
  Block deeds = main.add("DEEDS");
  deeds.show_if("HAS_PAPERS", facts.papers > 0);
  deeds.show_if("HAS_ORDERS", facts.orders > 0);
  deeds.show_if("HAS_LIBRARY", customer.id.has_value());
  deeds.show_if("HAS_GIFTS", facts.gifts_got > 0);
  if (!visit.who->is_proof_fresh) {
    deeds.add("STALE").set("NEXT", "/desk/confirm?next=" + path);
    return;
  }
  deeds.add("EXPORT").set("PATH", path);
  deeds.add("ERASE").set("PATH", path);
}

std::string heading_of(const Locale& locale, const service::Customer& customer,
                       const service::CustomerFacts& facts) {
  if (customer.order) return locale.text("desk_customer_of", {{"reference", customer.name}});
  if (!customer.id) return locale.text("desk_customer_of_gift");
  return locale.text("desk_customer_one", {{"day", locale.date(*facts.known_since)}});
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit,
                              const service::Customer& customer, const Error* problem) {
  const service::CustomerFacts facts = AAN_TRY(service::customer_facts(front.room(), customer));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::customers, heading_of(locale, customer, facts), "customer");
  Block& main = page.main();
  fill_facts(main, customer, facts);
  fill_orders(main, facts);
  fill_deeds(main, visit, customer, facts);
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

Result<net::Response> send_data(const DeskFront& front, const Visit& visit,
                                const service::Customer& customer) {
  const service::PersonalData data =
      AAN_TRY(service::export_customer(front.room(), customer, visit.person().name));
  net::Response response =
      net::Response::json(write_personal_data(data, front.room().clock.wall()));
  response.set("content-disposition", net::attachment("personal-data.json"));
  return response;
}

}  // namespace

Result<net::Response> show_customers(const DeskFront& front, const Visit& visit) {
  return search_page(front, visit, "", nullptr);
}

// A form, not an address with the search in it: addresses stay in histories and in logs of proxies.
Result<net::Response> search_customers(const DeskFront& front, const Visit& visit) {
  const std::string typed = field_of(visit, "whom");
  if (trim(typed).empty()) return net::Response::redirect("/desk/customers");
  const auto customer = service::find_customer(front.room(), typed);
  if (customer) return net::Response::redirect(path_of(*customer));
  if (customer.error().code != Errc::not_found) return std::unexpected(customer.error());
  return search_page(front, visit, typed, &customer.error());
}

Result<net::Response> show_customer(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, AAN_TRY(customer_of(front, visit)), nullptr);
}

Result<net::Response> change_customer(const DeskFront& front, const Visit& visit) {
  const service::Customer customer = AAN_TRY(customer_of(front, visit));
  const std::string act = field_of(visit, "act");
  if (act == "export") return send_data(front, visit, customer);
  if (act != "erase")
    return refuse(Errc::invalid, "desk.customer", "The desk has no such button.", "no_such_button");
  if (field_of(visit, "sure") != "yes") {
    const auto unsure = refuse(Errc::invalid, "desk.customer", "not ticked", "customer_not_sure");
    return page_of(front, visit, customer, &unsure.error());
  }
  AAN_TRY(service::erase_customer(front.room(), customer, visit.person().name));
  return done_at("/desk/customers", "customer-erase");
}

}  // namespace aan::web
