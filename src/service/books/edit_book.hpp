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
  std::optional<std::string> subtitle;     ///< empty or "none": it has none
  std::optional<std::string> authors;      ///< one on a line, or parted by semicolons; "none": none
  std::optional<std::string> language;     ///< "de", "pt-BR"; "und": not known
  std::optional<std::string> description;  ///< paragraphs with an empty line between; "none": none
};

/// A book as it is after an edit, and the names of what is another now.
struct EditedBook {
  catalog::BookDetail book;
  std::vector<std::string> changed;  ///< empty: all of it stood there already
};

/// Writes what `edit` says. Its address stays, and so does what orders have of it; the search
/// follows. Lists, also those that the book came by, leave alone what was written here, until
/// `follow_lists`. `which`: slug or id. It stands in the audit log under the name `by`, with the
/// names of what changed; what is as before is not written, and an edit that changes nothing does
/// nothing. Errors: not_found; invalid "book_title" (none, or longer than 500 bytes),
/// "book_subtitle", "book_authors" (more than 40, or one too long), "book_language" (no tag of BCP
/// 47) and "book_description" (longer than 20,000 bytes).
Result<EditedBook> edit_book(const Room& room, const std::string& which, const BookEdit& edit,
                             std::string_view by);

/// Lets lists say all of a book again: the next import of a list that it stands in does, also where
/// the list is the same as before. Errors: not_found.
Result<catalog::BookDetail> follow_lists(const Room& room, const std::string& which,
                                         std::string_view by);

/// Notes that a person set the price of a work: lists leave it alone until `follow_lists`.
Result<> note_price_written(ports::UnitOfWork& unit, const catalog::WorkId& id, Timestamp now);
/// Whether that is noted among names of `edited_fields`.
[[nodiscard]] bool is_price_written(const std::vector<std::string>& edited);

/// Whether that is one of the names of `edited_fields`.
[[nodiscard]] bool is_editable(std::string_view field);

/// Names of what was written by a person: "title", "subtitle", "authors", "language",
/// "description", "price". Errors: of the store.
Result<std::vector<std::string>> edited_fields(const Room& room, const catalog::WorkId& id);

/// Puts the fields named `edited` of the book as it was `before` back into what a list or a file
/// makes of it. Returns the names of those in which the two differed, for the report.
std::string keep_edited(catalog::BookDetail& book, const catalog::BookDetail& before,
                        const std::vector<std::string>& edited);

/// The authors of a book as they are typed, one on a line.
std::string typed_authors(const catalog::Work& work);

}  // namespace aan::service
