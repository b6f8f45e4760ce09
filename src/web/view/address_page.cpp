#include "web/view/address_page.hpp"

#include "web/view/page_writer.hpp"

namespace aan::web {

std::string render(const AddressPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string heading = locale.text("address_heading", {{"reference", page.reference}});
  PageWriter writer(frame, {.title = heading, .page_class = "letters", .is_private = true},
                    "address");
  Block& main = writer.main();
  main.set("HEADING", heading);
  if (page.is_done)
    main.add("DONE").set(
        "LEAD", locale.text("address_done_lead",
                            {{"reference", page.reference}, {"address", page.address_shown}}));
  else
    main.add("ASK")
        .set("PATH", page.path)
        .set("LEAD", locale.text("address_confirm_lead", {{"address", page.address_shown}}));
  return writer.finish();
}

}  // namespace aan::web
