#include "service/desk/search_orders.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "domain/sales/claim.hpp"
#include "service/customer/customer_address.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kReferenceLetters = 8;

// As references are written: large letters, a hyphen in the middle, none of the letters that look
// like digits.
std::string reference_of(std::string_view typed) {
  std::string letters;
  for (char c : typed) {
    if (c == '-' || c == ' ' || c == '#') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    letters += c;
  }
  if (letters.size() != kReferenceLetters) return {};
  return letters.insert(kReferenceLetters / 2, "-");
}

}  // namespace

Result<bool> has_customer(const Room& room, const std::string& id) {
  bool is_there = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_there = AAN_TRY(at.customers().find_customer({id})).has_value();
    return {};
  }));
  return is_there;
}

ports::OrderSearch read_order_search(const Room& room, std::string_view typed,
                                     SearchForPeople people) {
  ports::OrderSearch search;
  const std::string text = one_line(typed);
  if (text.empty() || text.size() > kSearchBytesMax) return search;
  if (const auto address = customer::MailAddress::parse(text)) {
    if (people == SearchForPeople::yes)
      search.address_indexes =
          crypto::blind_indexes(room.keys.ring(), kAddressIndexed, address->key());
    return search;
  }
  search.name = looks_like_id(text) ? text : reference_of(sales::order_reference_in(text));
  if (!text.contains(' ')) search.payment_ref = text;
  for (const std::string_view word : split(text, ' '))
    if (!word.empty() && search.title_words.size() < ports::kSearchWordsMax)
      search.title_words.emplace_back(word);
  return search;
}

Result<DeskOrders> search_orders(const Room& room, const Providers& providers,
                                 const ports::OrderQuery& query, std::string_view typed,
                                 SearchForPeople people) {
  ports::OrderSearch search = read_order_search(room, typed, people);
  search.state = query.state;
  search.is_to_come = query.is_to_come;
  search.only_owed = query.only_owed;
  search.only_real = query.only_owed && !providers.take_test_money();
  DeskOrders view;
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (people == SearchForPeople::yes && looks_like_id(search.name)) {
      const auto customer = AAN_TRY(at.customers().find_customer({search.name}));
      if (customer && !customer->address_index.empty())
        search.address_indexes = {customer->address_index};
    }
    const auto ids = AAN_TRY(at.sales().search_orders(search, kOrdersFoundMax));
    view.total = std::ssize(ids);
    const std::int64_t end = std::min(query.offset + query.limit, view.total);
    for (std::int64_t i = query.offset; i < end; ++i) {
      auto order = AAN_TRY(at.sales().find_order(ids[static_cast<std::size_t>(i)]));
      if (!order) continue;
      const OrderMoney money = AAN_TRY(order_money(at, providers, *order, now));
      StillToCome to_come = AAN_TRY(still_to_come(at.sales(), at.gifts(), *order, now));
      view.orders.push_back({*std::move(order), money, std::move(to_come)});
    }
    return {};
  }));
  return view;
}

}  // namespace aan::service
