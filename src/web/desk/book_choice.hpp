#pragma once
#include <string>
#include <vector>

#include "domain/catalog/work.hpp"
#include "web/desk/desk_front.hpp"
#include "web/view/block.hpp"

namespace aan::web {

// Books as forms of the desk name them: by title, ISBN or address. Where several fit, the page
// comes back with them to choose from, and the same button takes the choice.

/// The addresses of the books that were typed, in that order; what was chosen for a text counts as
/// long as the text stays. `but_not` is never meant. Errors: not_found "no_book_fits"; conflict
/// "several_books_fit".
Result<std::vector<std::string>> chosen_books(const DeskFront& front, const Visit& visit,
                                              const std::vector<std::string>& typed,
                                              const catalog::WorkId& but_not = {});

/// Fills `CHOICE` of the form for each text that several books fit.
Result<> fill_choices(Block& form, const DeskFront& front, const Visit& visit,
                      const std::vector<std::string>& typed, const catalog::WorkId& but_not = {});

/// One on each line; on a line of addresses commas stand between them, too.
Result<std::vector<std::string>> typed_books(const DeskFront& front, const std::string& text);

}  // namespace aan::web
