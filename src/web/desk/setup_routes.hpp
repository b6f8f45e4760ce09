#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/setup: five questions for a new shop, in the place where its first owner goes on after the
/// one-time link. Answers are settings, kept and in force one by one, so that it can be left and
/// taken up again; a shop that was set up is asked nothing.
Result<net::Response> show_setup(const DeskFront& front, const Visit& visit);
/// /desk/setup/{question}: "who", "money", "payment", "letters".
Result<net::Response> show_setup_question(const DeskFront& front, const Visit& visit);
Result<net::Response> take_setup_answer(const DeskFront& front, const Visit& visit);
/// /desk/setup/book, the last one, and what it came to.
Result<net::Response> show_setup_book(const DeskFront& front, const Visit& visit);
Result<net::Response> take_setup_book(const DeskFront& front, const Visit& visit);
Result<net::Response> show_setup_done(const DeskFront& front, const Visit& visit);
Result<net::Response> take_setup_done(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
