#include "web/browsing/manifest_json.hpp"

#include <boost/json.hpp>

#include "web/view/assets.hpp"

namespace aan::web {

std::string manifest_json(const std::string& shop_name, const Locale& locale) {
  namespace json = boost::json;
  const json::object icon{
      {"src", asset_url("favicon.svg")}, {"type", "image/svg+xml"}, {"sizes", "any"}};
  return json::serialize(json::object{{"name", shop_name},
                                      {"lang", locale.code()},
                                      {"dir", locale.direction()},
                                      {"id", "/"},
                                      {"start_url", "/"},
                                      {"scope", "/"},
                                      {"display", "browser"},
                                      {"background_color", "#faf7f1"},
                                      {"theme_color", "#faf7f1"},
                                      {"icons", json::array{icon}}});
}

}  // namespace aan::web
