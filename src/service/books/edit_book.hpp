#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/audit.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What a person of the shop writes of a book, as it is typed. What is left out stays as it is.
struct BookEdit {
  std::optional<std::string> title;
  std::optional<std::string> subtitle;  ///< empty or "none": it has none
  /// One on a line, or parted by semicolons; "none": none. What the whole shop sorts a name by
  /// stands behind a bar: "Ursula K. Le Guin | Le Guin, Ursula K."; without one it stays.
  std::optional<std::string> authors;
  std::optional<std::string> language;     ///< "de", "pt-BR"; "und": not known
  std::optional<std::string> description;  ///< paragraphs with an empty line between; "none": none
  /// Who else had a part in it: "translator: Jo Penn", as `authors` are; "none": nobody.
  std::optional<std::string> contributors = {};
  std::optional<std::string> series = {};           ///< "none": it is in none, and has no position
  std::optional<std::string> series_position = {};  ///< kept with a series only; "none": none
  /// One on a line, or, on a single line, parted by semicolons; "none": none.
  std::optional<std::string> subjects = {};
  std::optional<std::string> isbn = {};       ///< of 10 or 13 digits; "none": it has none
  std::optional<std::string> publisher = {};  ///< "none": not known
  /// First lists may say all of the book again, whatever was written of it by hand: the next import
  /// of a list that it stands in does, also where the list is the same as before.
  bool follows_lists = false;
};

/// A book as it is after an edit, and the names of what is another now.
struct EditedBook {
  catalog::BookDetail book;
  /// "follow_lists" where lists may say it again that might not; empty: all of it stood there.
  std::vector<std::string> changed;
};

/// Writes what `edit` says, all of it or nothing. Its address stays, and so does what orders have
/// of it; the search follows. Lists, also those that the book came by, leave alone what was written
/// here, until `follows_lists`. `which`: slug or id. It stands in the audit log under the name
/// `by`, with the names of what changed; what is as before is not written, and an edit that changes
/// nothing does nothing. Errors: not_found; invalid for what `typed_facts` refuses; conflict
/// "book_isbn_taken" (title, slug) when a book has that ISBN which is not one with this by a merge.
Result<EditedBook> edit_book(const Room& room, const std::string& which, const BookEdit& edit,
                             std::string_view by);

/// Forgets what lists said last of a work, so that the same lists say it again; by what they found
/// it, and that they hid it, stays. Whether there was such a list.
Result<bool> let_lists_say_again(ports::UnitOfWork& unit, const catalog::WorkId& id);

/// Notes that a person set the price of a work: lists leave it alone until `follows_lists`.
Result<> note_price_written(ports::UnitOfWork& unit, const catalog::WorkId& id, Timestamp now);
/// Whether that is noted among names of `edited_fields`.
[[nodiscard]] bool is_price_written(const std::vector<std::string>& edited);

/// Whether that is one of the names of `edited_fields`.
[[nodiscard]] bool is_editable(std::string_view field);

/// Names of what was written by a person: "title", "subtitle", "authors", "language",
/// "description", "contributors", "series" (with the position), "subjects", "isbn", "publisher",
/// "price". Errors: of the store.
Result<std::vector<std::string>> edited_fields(const Room& room, const catalog::WorkId& id);

/// Puts the fields named `edited` of the book as it was `before` back into what a list or a file
/// makes of it. Returns the names of those in which the two differed, for the report.
std::string keep_edited(catalog::BookDetail& book, const catalog::BookDetail& before,
                        const std::vector<std::string>& edited);

}  // namespace aan::service
