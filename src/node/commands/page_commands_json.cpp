#include "node/commands/page_commands_json.hpp"

#include "node/commands/command_parts_json.hpp"
#include "service/browsing/shop_pages.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;
using service::ShopPage;

Result<ShopPage> page_in(const json::object& arguments) {
  const std::string name = text_in(arguments, "page");
  if (const auto page = service::parse_shop_page(name)) return *page;
  return refuse(Errc::not_found, "page",
                "There is no page " + name + ", but: about, terms, imprint, privacy.",
                "no_such_own_page");
}

json::object page(ShopPage which, const service::PageView& view) {
  json::object row{{"page", service::name_of(which)},
                   {"version", view.text.version},
                   {"newest", view.newest},
                   {"from", view.is_from_file      ? "file"
                            : view.is_from_program ? "program"
                                                   : "shop"}};
  row["since"] =
      view.text.version == 0 ? json::value(nullptr) : json::value(rfc3339(view.text.since));
  row["written"] = !view.text.markdown.empty();
  return row;
}

}  // namespace

Result<json::object> list_pages(Node& node, const json::object& /*arguments*/) {
  json::array pages;
  for (const ShopPage one : service::kShopPages)
    pages.push_back(page(one, AAN_TRY(service::view_page(node.room, one))));
  return json::object{{"pages", std::move(pages)}};
}

Result<json::object> show_page(Node& node, const json::object& arguments) {
  const ShopPage which = AAN_TRY(page_in(arguments));
  const std::int64_t version = number_in(arguments, "version", 0);
  const auto view = AAN_TRY(
      service::view_page(node.room, which, version > 0 ? std::optional(version) : std::nullopt));
  json::object answer = page(which, view);
  answer["text"] = view.text.markdown;
  return answer;
}

Result<json::object> write_page(Node& node, const json::object& arguments) {
  const ShopPage which = AAN_TRY(page_in(arguments));
  AAN_TRY(service::write_page(node.room, which, text_in(arguments, "text"), by_of(arguments)));
  return page(which, AAN_TRY(service::view_page(node.room, which)));
}

}  // namespace aan::node
