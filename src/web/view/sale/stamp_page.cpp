#include "web/view/sale/stamp_page.hpp"

#include "web/view/locale.hpp"

namespace aan::web {

catalog::StampWords stamp_words(const ports::StampPage& about) {
  const Locale& locale = find_locale(about.locale);
  catalog::StampWords words;
  words.language = locale.code();
  words.is_from_right = locale.direction() == "rtl";
  words.title = locale.text("stamp_title", {{"reference", about.reference}});
  words.lines = {
      about.shop_url.empty()
          ? locale.text("stamp_sold", {{"shop", about.shop_name}})
          : locale.text("stamp_sold_at", {{"shop", about.shop_name}, {"address", about.shop_url}}),
      locale.text("stamp_plain"), locale.text("stamp_thanks")};
  return words;
}

}  // namespace aan::web
