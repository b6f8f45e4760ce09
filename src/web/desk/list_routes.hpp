#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// How far the lists of books came that were brought in, and the catalogue to export. For a
/// script (Accept: text/plain) a line for each list of the person who asks, the newest first: "run,
/// state, rows done, rows, name" between tabs.
Result<net::Response> show_lists(const DeskFront& front, const Visit& visit);
/// One of them: whose it was, which rows were refused and what it changed of books with a file.
Result<net::Response> show_list(const DeskFront& front, const Visit& visit);
/// The same as CSV.
Result<net::Response> send_list_findings(const DeskFront& front, const Visit& visit);
/// The whole catalogue as a file in the form's `format`.
Result<net::Response> send_catalogue(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
