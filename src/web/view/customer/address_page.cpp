#include "web/view/customer/address_page.hpp"

#include "web/view/page_writer.hpp"

namespace aan::web {

std::string render(const AddressPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string heading = locale.text("address_heading", {{"reference", page.reference}});
  PageWriter writer(frame, {.title = heading, .page_class = "letters", .is_private = true},
                    "address");
  Block& main = writer.main();
  main.set("HEADING", heading);
  const Locale::Values values = {{"reference", page.reference}, {"address", page.address_shown}};
  if (page.is_done)
    main.add("DONE").set(
        "LEAD", locale.text(page.is_back ? "address_back_done_lead" : "address_done_lead", values));
  else
    main.add("ASK")
        .set("PATH", page.path)
        .set("LEAD",
             locale.text(page.is_back ? "address_back_lead" : "address_confirm_lead", values))
        .set("DO", locale.text(page.is_back ? "address_back" : "address_confirm"));
  return writer.finish();
}

}  // namespace aan::web
