#include "web/view/sale/gift_page.hpp"

#include "base/text.hpp"
#include "web/view/contact_block.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/order_lines.hpp"
#include "web/view/sale/qr.hpp"

namespace aan::web {
namespace {

std::string heading_of(const Locale& locale, const GiftPage& page) {
  return page.name.empty() ? locale.text("gift_heading_nameless")
                           : locale.text("gift_heading", {{"name", page.name}});
}

std::string lead_of(const Locale& locale, const GiftPage& page) {
  const std::string day = locale.date(page.opens_at);
  if (page.is_own)
    return locale.text(page.state == sales::GiftState::claimed   ? "gift_own_lead"
                       : page.state == sales::GiftState::resting ? "gift_own_resting"
                                                                 : "gift_own_closed");
  const std::string key = "gift_lead." + std::string(sales::name_of(page.state));
  return locale.text(key, {{"day", day}});
}

void fill_words(Block& main, const GiftPage& page) {
  if (page.message.empty()) return;
  Block words = main.add("WORDS");
  for (const std::string_view line : split(page.message, '\n'))
    if (const std::string_view text = trim(line); !text.empty())
      words.add("PARAGRAPH").set("TEXT", text);
}

}  // namespace

std::string render(const GiftPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string heading = heading_of(locale, page);
  PageWriter writer(frame, {.title = heading, .page_class = "gift-page", .is_private = true},
                    "gift");
  Block& main = writer.main();
  main.set("HEADING", heading).set("LEAD", lead_of(locale, page));
  if (!page.giver.empty()) main.set_if("GIVER", locale.text("gift_from", {{"giver", page.giver}}));
  main.set("ORDER_PATH", page.path);
  if (page.problem) main.set_if("PROBLEM", error_text(locale, *page.problem).sentence);
  fill_words(main, page);
  // Before it is claimed nobody has anything of it: why files rest is not told then.
  const bool is_there = page.state != sales::GiftState::closed &&
                        page.state != sales::GiftState::unpaid &&
                        (page.is_own || page.state != sales::GiftState::resting);
  if (is_there) {
    Block books = main.add("BOOKS");
    fill_order_lines(books, page.lines, page.path);
  }
  if (!page.is_own && page.state == sales::GiftState::open)
    main.add("CLAIM").set("KEY", page.claim_key);
  if (page.is_own && is_there) {
    Block keep = main.add("KEEP").set("PAGE_URL", page.page_url);
    keep.set_html("QR_HTML", qr_code(page.page_url, locale.text("gift_own_qr_label")));
  }
  fill_contact(main, frame.contact, locale.text("gift_contact"));
  return writer.finish();
}

}  // namespace aan::web
