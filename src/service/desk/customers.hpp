#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/customer/personal_data.hpp"
#include "service/sale/still_to_come.hpp"

namespace aan::service {

/// Whom the desk speaks of: a customer, whoever placed an order without leaving an address, or
/// whoever has bought nothing and has a gift waiting at their address.
struct Customer {
  std::string name;  ///< of their page at the desk: an id or a reference, never an address
  std::optional<customer::CustomerId> id;
  std::optional<sales::OrderId> order;           ///< where there is no customer
  std::optional<customer::MailAddress> address;  ///< where it is known; of gifts for them too
};
/// `typed`: an e-mail address, found by its keyed digest; the reference or id of an order; the id
/// of a customer or of a gift. Nothing of it is written down. Errors: not_found "no_such_customer",
/// also for the address of whoever was forgotten.
Result<Customer> find_customer(const Room& room, std::string_view typed);

/// So many orders of a customer are looked at,
inline constexpr std::int64_t kCustomerOrdersMax = 500;
/// and so many are shown.
inline constexpr std::size_t kCustomerOrdersShown = 20;

struct CustomerOrder {
  sales::Order order;
  StillToCome to_come;
};

/// What the shop knows of them, in counts and dates: nothing that is sealed is opened.
struct CustomerFacts {
  std::optional<Timestamp> known_since;
  bool has_address = false;                     ///< letters reach them
  bool keeps_address = false;                   ///< for their library, until they say so
  bool wants_versions = false;                  ///< asked to hear of new versions
  std::optional<Timestamp> letters_stopped_at;  ///< those about new versions
  std::int64_t orders = 0;
  std::int64_t put_in = 0;  ///< of these, put into their library by the orders' links
  std::optional<Timestamp> first_order_at;
  std::optional<Timestamp> last_order_at;
  std::int64_t names = 0;   ///< orders with a name on the receipt
  std::int64_t papers = 0;  ///< invoices, receipts and credit notes, which name them
  std::int64_t downloads = 0;
  std::optional<Timestamp> last_download_at;
  std::int64_t letters = 0;  ///< that left about their orders
  std::optional<Timestamp> last_letter_at;
  std::int64_t gifts_given = 0;
  std::int64_t gifts_got = 0;
  bool has_library_link = false;
  std::int64_t keys = 0;              ///< that open their library
  std::vector<CustomerOrder> newest;  ///< orders, newest first
};
Result<CustomerFacts> customer_facts(const Room& room, const Customer& customer);

/// Everything, opened, for the file that is handed to them; the audit log says that `by` took it.
Result<PersonalData> export_customer(const Room& room, const Customer& customer,
                                     std::string_view by);
/// Forgets them (`erase_person`, `erase_order`, `forget_gifts_for`); the audit log says that `by`
/// did it. Again: nothing more is there to forget.
Result<Erased> erase_customer(const Room& room, const Customer& customer, std::string_view by);

}  // namespace aan::service
