#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/catalog/about_rate.hpp"
#include "domain/tax/regime.hpp"

namespace aan::web {

/// Which entry of the shop's navigation the page belongs to.
enum class NavItem : std::uint8_t { none, books, bundles, free_books, help, about, cart };

/// A sentence for everybody, above the page: what is, since when, what still works.
struct Notice {
  std::string headline;
  std::string text;
  std::string link_label;  ///< empty: no link
  std::string link_path;
};

/// What surrounds every page. Nothing in it differs by visitor but `cart_count`, `currency` and
/// `about`, so that pages of the catalogue can be cached: no token, no key, no name.
struct Frame {
  std::string shop_name;
  std::string locale = "en";      ///< BCP 47; an unknown one is answered in English
  std::string own_locale = "en";  ///< the shop's own: of addresses that name no language
  bool offers_languages = false;  ///< the foot has the choice among them; it leads to `here`
  /// Not empty: its buttons belong to the form "pay", so that what was typed there goes along, and
  /// lead to this path in their language.
  std::string languages_take_form_to;
  /// The same for the choice of a currency, whose code is put behind this path.
  std::string currencies_take_form_to;
  std::string title;           ///< empty: the page's own
  std::string description;     ///< empty: the page's own, or none
  std::string canonical_path;  ///< path of ours; empty: no canonical address (private pages)
  NavItem current = NavItem::none;
  std::int64_t cart_count = 0;
  std::int64_t catalogue_size = 0;
  bool has_free_books = false;   ///< without any, the navigation does not lead to them
  bool has_bundles = false;      ///< the same
  bool has_imprint = false;      ///< the shop has this page of its own
  bool has_privacy = false;      ///< the same
  std::string seller_name;       ///< who sells; empty: the shop's name says it
  bool has_ways_to_pay = true;   ///< without any, only free books can be had
  std::string contact;           ///< e-mail address, https address or a line; empty: none is given
  bool is_sandbox = false;       ///< no real money: said on every page
  bool has_test_cards = false;   ///< of cards, and not of play money
  bool has_moved_clock = false;  ///< said with it: days are not those of the calendar
  std::string currency;          ///< code of the one that prices are shown in
  std::vector<std::string> currencies;  ///< codes of all that the shop sells in, its own first
  std::vector<std::string> about_currencies;  ///< codes of those in which they are shown about
  std::optional<catalog::AboutRate> about;    ///< the one that was chosen
  std::string here;  ///< where a choice among them leads back to: path and query of this page
  std::optional<tax::Prices> prices;  ///< whether prices hold tax; nothing where none is charged
  std::optional<Notice> notice;
  std::string address;  ///< where the shop is for everybody, without a slash; empty: said nowhere
};

}  // namespace aan::web
