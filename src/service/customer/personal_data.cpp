#include "service/customer/personal_data.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

#include "base/log.hpp"
#include "crypto/blind_index.hpp"
#include "ports/reading_store.hpp"
#include "service/customer/customer_address.hpp"
#include "service/delivery/device_words.hpp"

namespace aan::service {
namespace {

// Whoever is forgotten is forgotten whole: strangers' orders that name an address cut none off.
constexpr std::int64_t kOrdersMax = 1'000'000;
constexpr std::int64_t kOrdersShown = 20'000;  // what was bought first; all stands in memory
constexpr std::size_t kForgottenARound = 100;  // strangers' orders must not hold the one writer
constexpr std::int64_t kLinkedShown = 100;
constexpr std::int64_t kLinkedARound = 100;

std::unexpected<Error> no_such_person() {
  return refuse(Errc::not_found, "privacy", "The shop knows nobody with that address.",
                "no_such_person");
}

Result<> write_entry(ports::UnitOfWork& unit, std::string_view actor, std::string_view subject,
                     const Erased& erased, Timestamp now) {
  desk::AuditEntry entry;
  entry.at = now;
  entry.actor = actor;
  entry.action = "privacy.erase";
  entry.subject = subject;
  entry.detail =
      "names " + std::to_string(erased.names) + (erased.has_address ? ", address" : ", no address");
  if (erased.libraries > 0) entry.detail += ", libraries " + std::to_string(erased.libraries);
  return unit.audit().append(entry);
}

// The words of a gift are on its order's page, for whoever has its link. The address of whoever got
// it is on none: the giver alone is told.
OrderView with_gift(const Room& room, OrderView view, bool is_giver) {
  if (!view.gift) return view;
  view.gift_words = open_gift_words(room, *view.gift);
  if (is_giver) view.gift_email = open_gift_address(room, *view.gift).value_or("");
  return view;
}

// What was sealed for taxes is whose order it is: placed with their address, or with nobody's.
// `is_giver`: the address that they gave for a gift is theirs to see.
Result<PersonalOrder> personal_order(const Room& room, const sales::OrderId& id, bool is_giver,
                                     bool is_theirs) {
  PersonalOrder one;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    one = {};
    one.view = AAN_TRY(view_order_in(room, at, id));
    if (!is_theirs) return {};
    one.tax_evidence = AAN_TRY(read_tax_evidence(room, at.sales(), one.view.order));
    one.tax_number = AAN_TRY(find_tax_number(room, at.sales(), one.view.order));
    if (one.view.gift) return {};  // whoever got it reads it: how far is not the giver's
    for (const sales::ReadingPlace& place : AAN_TRY(ports::reading_of(at).places_of(id)))
      one.places.push_back({place, open_device_words(room, place)});
    return {};
  }));
  one.view = with_gift(room, std::move(one.view), is_giver);
  return one;
}

Result<> add_documents(const Room& room, PersonalData& data) {
  for (const sales::Document& document : data.orders.back().view.documents)
    data.documents.push_back(
        AAN_TRY(view_document(room, sales::document_name(document.series, document.number))));
  return {};
}

Result<> forget_name(ports::UnitOfWork& unit, const sales::OrderId& id, Erased& erased,
                     Timestamp now) {
  AAN_TRY(unit.reader_letters().end_reader_letters(id, now));
  AAN_TRY(unit.address_changes().end_changes(id, now));  // an address that waits to be confirmed
  // The address is of whoever gets it: without it the letter would not leave on its day.
  if (const auto gift = AAN_TRY(unit.gifts().gift_of(id)); gift && !gift->words_sealed.empty()) {
    AAN_TRY(unit.gifts().forget_gift_words(gift->id));
    AAN_TRY(unit.sales().add_order_event(id, {"erased", "gift", now}));
  }
  const auto order = AAN_TRY(unit.sales().find_order(id));
  if (!order || order->receipt_name_sealed.empty()) return {};
  AAN_TRY(unit.sales().forget_name(id));
  AAN_TRY(unit.sales().add_order_event(id, {"erased", "name", now}));
  ++erased.names;
  return {};
}

// The same for somebody who is forgotten: also how far they read. Of a gift whoever got it reads.
Result<> forget_order(ports::UnitOfWork& unit, const sales::OrderId& id, Erased& erased,
                      Timestamp now) {
  if (!AAN_TRY(unit.gifts().gift_of(id))) AAN_TRY(ports::reading_of(unit).forget_places(id));
  return forget_name(unit, id, erased, now);
}

// Orders of somebody else's address that were put in by their links are not this person's; those of
// nobody's address are whoever's who holds the link.
Result<> forget_held(ports::UnitOfWork& unit, const customer::CustomerId& library,
                     const sales::OrderId& order, Erased& erased, Timestamp now) {
  const auto whose = AAN_TRY(unit.customers().customer_of(order));
  return !whose || whose->id == library ? forget_order(unit, order, erased, now) : Result<>{};
}

// Once its orders are forgotten.
Result<> end_empty_library(ports::UnitOfWork& unit, const customer::CustomerId& id) {
  AAN_TRY(ports::reading_of(unit).forget_documents(id));
  AAN_TRY(unit.libraries().forget_address(id));
  return unit.libraries().end_library(id);
}

// Libraries that were begun from the order's link. One that holds nothing but `theirs` is ended.
// Another one is somebody else's, who was handed the link: it stays, without the order.
Result<> end_linked(ports::UnitOfWork& unit, const sales::OrderId& order,
                    const std::set<sales::OrderId>& theirs, Erased& erased, Timestamp now) {
  // Each round leaves none of those that it found.
  for (;;) {
    const auto linked = AAN_TRY(unit.libraries().made_from(order, kLinkedARound));
    if (linked.empty()) return {};
    bool is_shared = false;
    for (const customer::CustomerId& library : linked) {
      const auto held = AAN_TRY(unit.libraries().orders_in(library, kOrdersMax));
      const bool is_theirs =
          std::ranges::all_of(held, [&](const auto& one) { return theirs.contains(one); });
      is_shared = is_shared || !is_theirs;
      if (!is_theirs) continue;
      for (const sales::OrderId& one : held) AAN_TRY(forget_held(unit, library, one, erased, now));
      AAN_TRY(end_empty_library(unit, library));
      ++erased.libraries;
    }
    if (is_shared) AAN_TRY(unit.libraries().take_out(order));
  }
}

Result<> add_linked(const ports::Snapshot& at, const sales::OrderId& order, PersonalData& data) {
  for (const customer::CustomerId& id : AAN_TRY(at.libraries().made_from(order, kLinkedShown))) {
    const auto library = AAN_TRY(at.customers().find_customer(id));
    if (!library) continue;
    LinkedLibrary& one = data.linked.emplace_back();
    one.made_at = library->created_at;
    one.orders = std::ssize(AAN_TRY(at.libraries().orders_in(id, kOrdersMax)));
    one.keys = std::ssize(AAN_TRY(at.library_keys().keys_of(id, customer::kLibraryKeysMax)));
    if (const auto reader = AAN_TRY(at.reader_passwords().reader_of(id)))
      one.reading_apps_since = reader->created_at;
  }
  return {};
}

}  // namespace

Result<std::optional<customer::CustomerId>> find_person(const Room& room,
                                                        const customer::MailAddress& address) {
  std::optional<customer::CustomerId> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const std::string& index :
         crypto::blind_indexes(room.keys.ring(), kAddressIndexed, address.key()))
      if (const auto one = AAN_TRY(at.customers().find_customer_by_index(index))) found = one->id;
    return {};
  }));
  return found;
}

Result<PersonalData> personal_data(const Room& room, const customer::CustomerId& id) {
  PersonalData data;
  std::vector<sales::OrderId> orders;
  std::set<sales::OrderId> theirs;
  std::set<sales::OrderId> nobodys;
  bool is_there = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto customer = AAN_TRY(at.customers().find_customer(id));
    if (!customer) return {};
    is_there = true;
    data.address = open_address(room, *customer).value_or("");
    data.locale = customer->locale;
    data.created_at = customer->created_at;
    data.wants_versions = customer->wants_versions;
    data.keeps_address = AAN_TRY(at.libraries().keeps_address(id));
    data.keys = AAN_TRY(own_keys(room, at, id));
    data.reading_apps = AAN_TRY(reader_login(room, at, id));
    orders = AAN_TRY(at.libraries().orders_in(id, kOrdersShown));
    if (const auto link = AAN_TRY(at.broadcasts().letter_link(id)))
      data.letters_stopped_at = link->opted_out_at;
    for (const sales::OrderId& order : AAN_TRY(at.customers().orders_of(id, kOrdersMax)))
      theirs.insert(order);
    for (const sales::OrderId& order : theirs) AAN_TRY(add_linked(at, order, data));
    std::ranges::sort(data.linked, {}, &LinkedLibrary::made_at);
    for (const sales::OrderId& order : orders)
      if (!AAN_TRY(at.customers().customer_of(order))) nobodys.insert(order);
    return {};
  }));
  if (!is_there) return no_such_person();
  for (const sales::OrderId& order : orders) {
    const bool is_theirs = theirs.contains(order);
    data.orders.push_back(
        AAN_TRY(personal_order(room, order, is_theirs, is_theirs || nobodys.contains(order))));
    AAN_TRY(add_documents(room, data));
  }
  if (const auto address = customer::MailAddress::parse(data.address))
    data.gifts = AAN_TRY(gifts_for(room, *address));
  return data;
}

Result<PersonalData> personal_data_of_order(const Room& room, const sales::OrderId& id) {
  PersonalData data;
  data.orders.push_back(AAN_TRY(personal_order(room, id, /*is_giver=*/true, /*is_theirs=*/true)));
  data.locale = data.orders.back().view.order.locale;
  data.created_at = data.orders.back().view.order.created_at;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) { return add_linked(at, id, data); }));
  AAN_TRY(add_documents(room, data));
  return data;
}

namespace {

using Orders = std::set<sales::OrderId>;

struct OrdersOf {
  Orders theirs;   ///< placed with the address
  Orders library;  ///< these, and what was put in
};
// In a snapshot or in a unit of work.
Result<OrdersOf> all_orders_of(auto& at, const customer::CustomerId& id) {
  OrdersOf found;
  for (const sales::OrderId& one : AAN_TRY(at.customers().orders_of(id, kOrdersMax)))
    found.theirs.insert(one);
  found.library = found.theirs;
  for (const sales::OrderId& one : AAN_TRY(at.libraries().orders_in(id, kOrdersMax)))
    found.library.insert(one);
  return found;
}

Result<> forget_some(ports::UnitOfWork& unit, const customer::CustomerId& id, const OrdersOf& all,
                     std::span<const sales::OrderId> some, Erased& erased, Timestamp now) {
  for (const sales::OrderId& one : some) {
    const auto whose = AAN_TRY(unit.customers().customer_of(one));
    if (whose && whose->id == id) AAN_TRY(end_linked(unit, one, all.theirs, erased, now));
    AAN_TRY(forget_held(unit, id, one, erased, now));
  }
  return {};
}

std::vector<sales::OrderId> not_done(const OrdersOf& all, const Orders& done) {
  std::vector<sales::OrderId> left;
  std::ranges::set_difference(all.library, done, std::back_inserter(left));
  return left;
}

void add(Erased& sum, const Erased& part) {
  sum.names += part.names;
  sum.libraries += part.libraries;
}

}  // namespace

Result<Erased> erase_person(const Room& room, const customer::CustomerId& id,
                            std::string_view actor) {
  const Timestamp now = room.clock.wall();
  Erased sum;
  Orders done;
  // Their own row goes last: until then they are found again, so whoever asks once more after a
  // stop goes on with what is left.
  for (;;) {
    OrdersOf all;
    AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
      all = AAN_TRY(all_orders_of(at, id));
      return {};
    }));
    const std::vector<sales::OrderId> left = not_done(all, done);
    for (std::size_t at = 0; at + kForgottenARound < left.size(); at += kForgottenARound) {
      const auto some = std::span(left).subspan(at, kForgottenARound);
      Erased part;
      AAN_TRY(room.store.write("privacy.erase_orders", [&](ports::UnitOfWork& unit) -> Result<> {
        part = {};
        return forget_some(unit, id, all, some, part, now);
      }));
      add(sum, part);
      done.insert(some.begin(), some.end());
    }
    Erased part;
    bool is_all = false;
    AAN_TRY(room.store.write("privacy.erase", [&](ports::UnitOfWork& unit) -> Result<> {
      part = {};
      is_all = false;
      const auto customer = AAN_TRY(unit.customers().find_customer(id));
      if (!customer) return no_such_person();
      const OrdersOf last = AAN_TRY(all_orders_of(unit, id));
      const std::vector<sales::OrderId> rest = not_done(last, done);
      if (rest.size() > kForgottenARound) return {};  // came meanwhile: another round
      part.has_address = !customer->address_index.empty();
      AAN_TRY(forget_some(unit, id, last, rest, part, now));
      AAN_TRY(end_empty_library(unit, id));
      is_all = true;
      Erased whole = sum;
      add(whole, part);
      whole.has_address = part.has_address;
      return write_entry(unit, actor, id.value, whole, now);
    }));
    if (!is_all) continue;
    add(sum, part);
    sum.has_address = part.has_address;
    return sum;
  }
}

Result<Erased> erase_order(const Room& room, const sales::OrderId& id, std::string_view actor) {
  const Timestamp now = room.clock.wall();
  Erased erased;
  std::optional<customer::CustomerId> whose;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (const auto customer = AAN_TRY(at.customers().customer_of(id))) whose = customer->id;
    return {};
  }));
  if (whose) return erase_person(room, *whose, actor);
  AAN_TRY(room.store.write("privacy.erase", [&](ports::UnitOfWork& unit) -> Result<> {
    erased = {};
    if (!AAN_TRY(unit.sales().find_order(id)))
      return refuse(Errc::not_found, "privacy", "There is no such order.", "no_such_order");
    AAN_TRY(forget_order(unit, id, erased, now));
    AAN_TRY(end_linked(unit, id, {id}, erased, now));
    return write_entry(unit, actor, id.value, erased, now);
  }));
  return erased;
}

Result<std::int64_t> forget_old_names(const Room& room) {
  if (room.ages.names.us <= 0) return 0;
  const Timestamp now = room.clock.wall();
  const Timestamp before = now - room.ages.names;
  std::vector<sales::OrderId> orders;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    orders = AAN_TRY(at.sales().named_orders(before, kForgottenARound));
    return {};
  }));
  for (const sales::OrderId& id : orders)
    AAN_TRY(room.store.write("purge.names", [&](ports::UnitOfWork& unit) -> Result<> {
      Erased erased;
      return forget_name(unit, id, erased, now);
    }));
  if (!orders.empty()) log::info("purge.names", {{"orders", std::ssize(orders)}});
  return std::ssize(orders);
}

}  // namespace aan::service
