#pragma once
#include <string>
#include <vector>

#include "service/desk/meant_books.hpp"
#include "web/desk/desk_front.hpp"
#include "web/view/block.hpp"

namespace aan::web {

// Books as forms of the desk name them: by title, ISBN or address. Where several fit, the page
// comes back with them to choose from, and the same button takes the choice.

/// The addresses of what is meant, in that order; what was chosen for a text counts as long as the
/// text stays. Errors: not_found "no_book_fits", "no_book_fits_but" where an address is written
/// nearly so; conflict "several_books_fit", "title_not_whole" (one fits, and was not named whole).
Result<std::vector<std::string>> chosen_books(const DeskFront& front, const Visit& visit,
                                              const std::vector<service::MeantBooks>& meant);

/// The address of the one book that is meant, for a form with no place to choose one. Errors:
/// not_found as of `chosen_books`; conflict "several_books_fit_there", "title_not_whole".
Result<std::string> one_book(const DeskFront& front, std::string_view typed);

/// Fills `CHOICES` of the form for each text that several books fit.
void fill_choices(Block& form, const Visit& visit, const std::vector<service::MeantBooks>& meant);

}  // namespace aan::web
