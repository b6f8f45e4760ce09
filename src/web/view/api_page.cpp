#include "web/view/api_page.hpp"

#include "web/view/page_writer.hpp"

namespace aan::web {

std::string render(const ApiPage& page, const Frame& frame) {
  PageWriter writer(frame, {.title = page.title, .page_class = "api"}, "api");
  writer.main().set_html("BODY_HTML", page.body);
  return writer.finish();
}

}  // namespace aan::web
