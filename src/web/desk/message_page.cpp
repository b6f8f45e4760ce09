#include "web/desk/message_page.hpp"

#include "web/desk/desk_page.hpp"
#include "web/view/error_text.hpp"

namespace aan::web {

net::Response message_page(const DeskFront& front, const Visit& visit, int status,
                           const Error& error) {
  const ErrorText text = error_text(find_locale("en"), {status, error});
  DeskPage page(front, visit, DeskItem::none, text.heading, "message");
  page.main().set("SENTENCE", text.sentence).set("WHAT_TO_DO", text.what_to_do);
  page.main().set("REQUEST", visit.request.request_id);
  page.main().show(visit.who ? "TO_DESK" : "TO_SIGN_IN");
  net::Response response = page.finish(status);
  if (error.retry_after_s) response.set("retry-after", std::to_string(*error.retry_after_s));
  return response;
}

}  // namespace aan::web
