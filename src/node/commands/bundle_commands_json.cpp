#include "node/commands/bundle_commands_json.hpp"

#include "base/text.hpp"
#include "node/commands/command_parts_json.hpp"
#include "service/books/manage_bundles.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object bundle(const Node& node, const catalog::BundleDetail& detail) {
  const catalog::Bundle& it = detail.bundle;
  const bool is_listed = it.visibility == catalog::Visibility::listed;
  const catalog::BundleStanding standing = catalog::standing_of(detail);
  json::array others;
  for (const Money& one : it.others) others.push_back(money(one));
  json::array rests;
  for (const service::BundleRest& one : service::not_sold_in(node.room, detail))
    rests.push_back({{"currency", one.currency.code()}, {"because_of", one.because_of}});
  json::array books;
  for (const catalog::OfferDetail& one : detail.books)
    books.push_back({{"id", one.work.id.value},
                     {"slug", one.work.slug},
                     {"title", one.work.title},
                     {"price", price(one.offer.price)}});
  return {{"id", it.id.value},
          {"slug", it.slug},
          {"title", it.title},
          {"description", it.description},
          {"state", is_listed ? "listed" : "hidden"},
          {"price", money(it.price)},
          {"prices", std::move(others)},
          {"apart", price(catalog::apart(detail))},
          {"saved", price(catalog::saved(detail))},
          {"availability", catalog::name_of(standing.availability)},
          {"because_of", standing.because_of},
          {"not_sold_in", std::move(rests)},
          {"books", std::move(books)},
          {"created_at", rfc3339(it.created_at)}};
}

Result<json::object> show_or_hide(Node& node, const json::object& arguments,
                                  catalog::Visibility visibility) {
  return bundle(node, AAN_TRY(service::set_bundle_visibility(
                          node.room, text_in(arguments, "bundle"), visibility, by_of(arguments))));
}

}  // namespace

Result<json::object> add_bundle(Node& node, const json::object& arguments) {
  service::BundleWish wish;
  wish.title = text_in(arguments, "title");
  wish.description = text_in(arguments, "text");
  wish.price = text_in(arguments, "price");
  const std::string names = text_in(arguments, "books");
  for (const std::string_view book : split(names, ','))
    if (const std::string_view one = trim(book); !one.empty()) wish.books.emplace_back(one);
  return bundle(node, AAN_TRY(service::add_bundle(node.room, wish, by_of(arguments))));
}

Result<json::object> list_bundles(Node& node, const json::object& arguments) {
  const std::int64_t offset = offset_in(arguments);
  const service::BundleList list =
      AAN_TRY(service::list_bundles(node.room, offset, AAN_TRY(limit_in(arguments))));
  json::array bundles;
  for (const catalog::BundleDetail& one : list.bundles) bundles.push_back(bundle(node, one));
  return json::object{{"bundles", std::move(bundles)}, {"offset", offset}, {"total", list.total}};
}

Result<json::object> show_bundle(Node& node, const json::object& arguments) {
  return bundle(node, AAN_TRY(service::find_bundle(node.room, text_in(arguments, "bundle"))));
}

Result<json::object> price_bundle(Node& node, const json::object& arguments) {
  return bundle(node, AAN_TRY(service::set_bundle_price(
                          node.room, text_in(arguments, "bundle"), text_in(arguments, "price"),
                          by_of(arguments), text_in(arguments, "currency"))));
}

Result<json::object> publish_bundle(Node& node, const json::object& arguments) {
  return show_or_hide(node, arguments, catalog::Visibility::listed);
}

Result<json::object> hide_bundle(Node& node, const json::object& arguments) {
  return show_or_hide(node, arguments, catalog::Visibility::hidden);
}

}  // namespace aan::node
