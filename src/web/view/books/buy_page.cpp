#include "web/view/books/buy_page.hpp"

#include "base/text.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/qr.hpp"

namespace aan::web {

std::string render(const BuyPage& page, const Frame& frame) {
  PageWriter writer(
      frame,
      {.title = find_locale(frame.locale).text("buy_page", {{"title", page.card.title}}),
       .page_class = "buying"},
      "buy");
  Block& main = writer.main();
  const Locale& locale = main.locale();
  const std::string url = page.origin + "/buy/" + percent_encode(page.card.slug);
  const bool is_free = page.card.price && page.card.price->is_zero();
  fill_book(main, page.card, frame.prices);
  std::vector<std::string> formats;
  for (const std::string& one : page.card.formats) formats.push_back(format_name(locale, one));
  if (!formats.empty()) main.add("FILES").set("FORMATS", locale.list(formats));
  const bool is_possible = page.can_be_bought && (is_free || frame.has_ways_to_pay);
  if (!is_possible) {
    main.show("NOT_NOW");
  } else if (page.card.buyer_sets_price && page.card.price) {
    Block own = main.add("OWN_PRICE");
    own.set("ACTION_URL", page.origin + "/checkout").set("OFFER", page.offer_id);
    fill_own_price(own, *page.card.price, page.suggested.value_or(*page.card.price),
                   page.wrong_price);
  } else {
    main.add("BUY")
        .set("CHECKOUT_URL", page.origin + checkout_path(page.offer_id))
        .set("LABEL", locale.text(is_free ? "get_free" : "buy_now"));
  }
  if (is_possible) {
    Block elsewhere = main.add("ELSEWHERE").set("URL", url);
    elsewhere.set_html("QR_HTML", qr_code(url, locale.text("buy_page_code_label")));
  }
  main.set("BOOK_URL", page.origin + book_path(page.card.slug));
  if (page.has_sample)
    main.add("SAMPLE").set("SAMPLE_URL", page.origin + sample_path(page.card.slug));
  return writer.finish();
}

}  // namespace aan::web
