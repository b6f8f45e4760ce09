#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/pages: the pages that the shop writes itself.
Result<net::Response> show_pages(const DeskFront& front, const Visit& visit);
/// /desk/pages/{page}, with `version`: its text in Markdown. The form's `act`: look, which shows
/// how it will read and keeps nothing, or write.
Result<net::Response> show_page_text(const DeskFront& front, const Visit& visit);
Result<net::Response> write_page_text(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
