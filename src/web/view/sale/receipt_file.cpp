#include <algorithm>
#include <optional>
#include <ranges>

#include "base/text.hpp"
#include "web/view/assets.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/order_page.hpp"
#include "web/view/sale/qr.hpp"
#include "web/view/sale/receipt_block.hpp"

namespace aan::web {
namespace {

// Long machine words that may break anywhere, also where style sheets are ignored.
Html breakable(std::string_view text) {
  constexpr std::size_t kPiece = 8;
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(kPiece, text.size())))
    out += escape_xml(text.substr(0, kPiece)) + "<wbr>";
  return Html::trusted(out);
}

// Whoever keeps an earlier version has a copy that is as genuine as the newest.
void fill_checks(Block& main, const OrderPage& page) {
  std::optional<Block> checks;
  const auto add = [&](const std::string& name, const std::string& sha256_hex) {
    if (sha256_hex.empty()) return;
    if (!checks) checks = main.add("CHECKS");
    checks->add("FILE").set("NAME", name).set_html("SHA256_HTML", breakable(sha256_hex));
  };
  const Locale& locale = main.locale();
  for (const OrderPageLine& line : page.lines)
    for (const OrderPageFile& file : line.files) {
      if (file.versions.size() < 2)
        add(file.file_name, file.sha256_hex);
      else
        for (const OrderPageVersion& one : std::views::reverse(file.versions))
          add(one.file_name + " · " +
                  locale.text("version_since", {{"version", locale.number(one.number)},
                                                {"date", locale.date(one.since)}}),
              one.sha256_hex);
    }
}

}  // namespace

std::string receipt_file(const OrderPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  DocumentWriter writer(locale, "receipt_file");
  Block& main = writer.main();
  const bool is_receipt = page.paid_at.has_value();
  const std::string title = locale.text(is_receipt ? "receipt_file_title" : "order_name",
                                        {{"reference", page.reference}});
  main.set("LANG", locale.code()).set("DIR", locale.direction());
  main.set("TITLE", locale.text("page_title", {{"title", title}, {"shop", frame.shop_name}}));
  main.set("HEADING", title).set("SHOP", frame.shop_name);
  main.set("KEY_HEADING", locale.text(is_receipt ? "receipt_file_key" : "order_file_key"));
  main.set("KEY_TEXT", locale.text(is_receipt ? "receipt_file_text" : "order_file_text"));
  main.set("RECEIPT_HEADING", locale.text(is_receipt ? "receipt" : "amounts"));
  main.set_html("STYLE_HTML", Html::trusted("<style>" + std::string(receipt_style()) + "</style>"));
  main.set("PAGE_URL", page.page_url).set_html("ADDRESS_HTML", breakable(page.page_url));
  main.set_html("QR_HTML", qr_code(page.page_url, locale.text("qr_label")));
  fill_receipt(main, page, frame.contact);
  fill_checks(main, page);
  return writer.finish();
}

}  // namespace aan::web
