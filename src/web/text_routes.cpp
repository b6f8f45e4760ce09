#include "web/text_routes.hpp"

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "service/browsing/shop_pages.hpp"
#include "service/browsing/view_terms.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/view/sale/country_choices.hpp"
#include "web/view/text_pages.hpp"

namespace aan::web {
namespace {

// A page of words: the same for everybody but the number in the cart.
template <class Make>
void add_text(net::Router& router, const Storefront& front, const char* path, NavItem nav,
              Make make) {
  add_in_languages(
      router, path,
      page(front, [&front, path, nav, make](const net::Request& request) -> Result<net::Response> {
        Frame frame = private_frame(front, request, nav);
        frame.canonical_path = path;
        return compared_page(render(make(), frame));
      }));
}

// One way to write each number, so that one text has one address.
Result<std::int64_t> version_of(std::string_view text) {
  const auto version = parse_whole_number(text);
  if (!version || std::to_string(*version) != text)
    return refuse(Errc::not_found, "terms", "There is no such version of the terms.",
                  "no_such_terms");
  return *version;
}

// Without a version: the terms in force. An order names the one it was placed under.
Result<net::Response> show_terms(const Storefront& front, const net::Request& request) {
  const std::string_view wanted = request.param("version");
  std::optional<std::int64_t> version;
  if (!wanted.empty()) version = AAN_TRY(version_of(wanted));
  const service::TermsView terms = AAN_TRY(service::view_terms(front.use.room, version));
  const TermsPage page{terms.text.markdown, terms.text.version,           terms.text.since,
                       terms.is_in_force,   front.use.shop.operator_name, !version.has_value()};
  Frame frame = private_frame(front, request, NavItem::none);
  if (page.is_in_force) frame.canonical_path = "/terms";
  return compared_page(render(page, frame));
}

Result<net::Response> show_about(const Storefront& front, const net::Request& request) {
  AboutPage about;
  about.operator_name = front.use.shop.operator_name;
  if (front.use.shop.seller_name != front.use.shop.name &&
      front.use.shop.seller_name != about.operator_name)
    about.seller = service::seller_line(front.use.shop);
  about.node_id = front.use.shop.public_key;
  about.version = front.use.shop.version;
  // Without a store the page still says what the shop is.
  if (const auto own = service::view_page(front.use.room, service::ShopPage::about))
    about.story = own->text.markdown;
  if (const auto pages = service::written_pages(front.use.room))
    for (const service::ShopPage one : *pages)
      if (one != service::ShopPage::about) about.pages.emplace_back(service::name_of(one));
  Frame frame = private_frame(front, request, NavItem::about);
  frame.canonical_path = "/about";
  return compared_page(render(about, frame));
}

// Whom the configuration names as the seller, line by line.
std::vector<std::string> seller_of(const service::Shop& shop, const Locale& locale) {
  std::vector<std::string> lines{shop.seller_name};
  for (const std::string_view line : split(shop.seller_address, '\n'))
    if (!line.empty()) lines.emplace_back(line);
  if (lines.size() > 1) lines.back() = country_of_english(locale, lines.back());
  if (!shop.seller_tax_number.empty())
    lines.push_back(locale.text("paper_tax_number", {{"number", shop.seller_tax_number}}));
  if (!shop.seller_registered.empty()) lines.push_back(shop.seller_registered);
  return lines;
}

// A page that the shop wrote itself, and that is nowhere until it did; of the imprint the
// configuration is enough.
Result<net::Response> show_own_page(const Storefront& front, const net::Request& request,
                                    service::ShopPage which) {
  const auto view = AAN_TRY(service::view_page(front.use.room, which));
  OwnPage own{std::string(service::name_of(which)), view.text.markdown, view.text.since, {}};
  if (which == service::ShopPage::imprint)
    own.seller = seller_of(front.use.shop, find_locale(language_of(front, request)));
  if (own.text.empty() && (own.seller.empty() || front.use.shop.seller_address.empty()))
    return refuse(Errc::not_found, "page", "There is no such page, or no such version of it.",
                  "no_such_own_page");
  Frame frame = private_frame(front, request, NavItem::about);
  frame.canonical_path = "/" + own.name;
  return compared_page(render(own, frame));
}

}  // namespace

void add_text_routes(net::Router& router, const Storefront& front) {
  add_text(router, front, "/help", NavItem::help, [] { return HelpPage{}; });
  add_in_languages(router, "/about", page(front, [&front](const net::Request& request) {
                     return show_about(front, request);
                   }));
  for (const service::ShopPage own : {service::ShopPage::imprint, service::ShopPage::privacy})
    add_in_languages(router, "/" + std::string(service::name_of(own)),
                     page(front, [&front, own](const net::Request& request) {
                       return show_own_page(front, request, own);
                     }));
  add_text(router, front, "/about-fallback", NavItem::about, [&front] {
    AboutFallbackPage about;
    about.methods = choices_of(front);
    if (front.use.shop.addresses.size() > 1) about.addresses = front.use.shop.addresses;
    return about;
  });
  const net::Handler terms =
      page(front, [&front](const net::Request& request) { return show_terms(front, request); });
  add_in_languages(router, "/terms", terms);
  router.get("/terms/{version}", terms);
}

}  // namespace aan::web
