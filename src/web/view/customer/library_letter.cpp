#include "web/view/customer/library_letter.hpp"

#include "web/view/assets.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {

LetterText library_letter(const std::string& link, std::int64_t minutes, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string lead = locale.text("letter_library_lead", {{"shop", frame.shop_name}});
  const std::string once = locale.plural("letter_library_once", minutes);
  LetterText letter;
  letter.subject = locale.text("letter_library_subject", {{"shop", frame.shop_name}});
  letter.text =
      lead + "\n\n" + link + "\n\n" + once + "\n\n" + locale.text("letter_library_why") + "\n";
  DocumentWriter writer(locale, "letter_library");
  Block& main = writer.main();
  main.set("LANG", locale.code()).set("DIR", locale.direction());
  main.set("TITLE", letter.subject).set("SHOP", frame.shop_name);
  main.set_html("STYLE_HTML", Html::trusted("<style>" + std::string(letter_style()) + "</style>"));
  main.set("LEAD", lead).set("LINK", link).set("ONCE", once);
  letter.html = writer.finish();
  return letter;
}

}  // namespace aan::web
