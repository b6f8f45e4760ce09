#pragma once
#include <string>
#include <vector>

#include "base/money.hpp"
#include "domain/catalog/about_rate.hpp"
#include "domain/tax/regime.hpp"

namespace aan::service {

/// What configuration and program say about this shop, for pages and the API. Immutable after
/// start; nothing in it is secret.
struct Shop {
  std::string node_id;            ///< NODE_ID: a label; the identity is the key
  std::string name;               ///< NODE_NAME
  std::string operator_name;      ///< NODE_OPERATOR
  std::string seller_name;        ///< SELLER_NAME, else the operator, else the name of the shop
  std::string seller_address;     ///< SELLER_ADDRESS: lines; may be empty
  std::string seller_tax_number;  ///< SELLER_TAX_NUMBER; may be empty
  std::string seller_registered;  ///< SELLER_REGISTER; may be empty
  std::string contact;            ///< NODE_CONTACT: e-mail, https address or a line; may be empty
  std::string url;                ///< NODE_URL without a slash at its end; empty when not set
  std::vector<std::string> addresses;  ///< where browsers find it; the first is its own
  std::string public_key;              ///< the node's Ed25519 key, base64url
  std::string version;                 ///< of the program
  std::string language = "en";         ///< SHOP_LANGUAGE: a code of the languages it speaks
  Asset currency;
  std::vector<Asset> other_currencies;          ///< SHOP_CURRENCIES, without the shop's own
  std::vector<catalog::AboutRate> about_rates;  ///< in which prices may be shown beside, about
  tax::Regime tax;                              ///< what it is registered for
  bool is_sandbox = false;       ///< no real money is taken: play money, or test cards
  bool has_test_cards = false;   ///< which of the two
  bool has_moved_clock = false;  ///< its clock can be moved: what it says is not the time
  bool has_mail = false;         ///< letters are sent: addresses are asked for
  std::string mail_from = {};    ///< the address that they are from
  std::uint64_t mail_bytes_max = 25'000'000;  ///< largest message that the mail server takes
  std::string desk_address = {};              ///< where its desk is, without a slash at its end
  bool is_demo = false;                       ///< the stock is the demonstration's
  std::vector<std::string> warnings;  ///< "BTC_ADDRESS is set, but ...": shown in /api/config
};

/// Who sells, on one line, as receipts have it: "Calder & Daughters Ltd, 4 Bakery Lane".
[[nodiscard]] inline std::string seller_line(const Shop& shop) {
  std::string line = shop.seller_name.empty() ? shop.name : shop.seller_name;
  if (shop.seller_address.empty()) return line;
  line += ", ";
  for (const char c : shop.seller_address)
    if (c == '\n')
      line += ", ";
    else
      line += c;
  return line;
}

}  // namespace aan::service
