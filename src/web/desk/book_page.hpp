#pragma once
#include <optional>
#include <string>

#include "web/desk/price_form.hpp"

namespace aan::web {

/// The page of one book at the desk, or why the last form was not taken: then what was typed stays
/// in it. `typed`: the form of its prices. Errors: not_found "no_such_book".
Result<net::Response> answer_book_page(const DeskFront& front, const Visit& visit,
                                       const std::optional<PriceForm>& typed, const Error* problem);
/// A book's language as its field shows it: empty for one that is not known.
std::string shown_language(const catalog::BookDetail& book);

}  // namespace aan::web
