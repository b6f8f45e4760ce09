#include "web/view/customer/letters_page.hpp"

#include "web/view/page_writer.hpp"

namespace aan::web {

std::string render(const LettersPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(
      frame, {.title = locale.text("letters_heading"), .page_class = "letters", .is_private = true},
      "letters");
  Block& main = writer.main();
  main.set("PATH", page.path);
  if (!page.has_address)
    main.show("NOWHERE");
  else if (page.is_stopped)
    main.show("STOPPED");
  else
    main.add("COMING").set("LEAD", locale.text("letters_stop_lead", {{"shop", frame.shop_name}}));
  return writer.finish();
}

}  // namespace aan::web
