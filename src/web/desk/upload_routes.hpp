#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/books/upload: book files from the browser's machine. The form's `files` (several) and
/// `price`; what became of each file is said on the page, or in lines of text for a script that
/// asks for text/plain: verdict, title, path and notes between tabs.
Result<net::Response> show_upload(const DeskFront& front, const Visit& visit);
Result<net::Response> take_upload(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
