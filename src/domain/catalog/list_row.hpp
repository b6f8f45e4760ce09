#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "domain/catalog/sale_rules.hpp"

namespace aan::catalog {

/// A subject as a list names it. `scheme`: "" for plain words, "lcsh", "lcc", "thema", "bisac", or
/// what a publisher calls its own; `code` inside that scheme, empty where words are all there is.
/// Codes are passed through as they came: no list of them ships with the shop.
struct ListSubject {
  std::string name;
  std::string scheme;
  std::string code;
  std::string slug;  ///< as the shop stores it; empty: made of scheme and code, or of the name
  friend bool operator==(const ListSubject&, const ListSubject&) = default;
};

/// A price as a list writes it: an amount in major units ("29.99") and the code of its currency.
/// An empty currency means the shop's own.
struct ListTerms {
  std::string price;  ///< empty: not set
  std::string currency;
  std::string suggested;
  std::string compare_at;
  bool buyer_sets_price = false;
  friend bool operator==(const ListTerms&, const ListTerms&) = default;
};

/// A file that belongs to a book of another shop of our own kind, by what it is.
struct ListFile {
  std::string id;
  std::string format;
  std::string media_type;
  std::string file_name;
  std::string cid;
  std::string sha256;  ///< hexadecimal
  std::uint64_t size = 0;
};

/// By which name a list knows a book, and the digest of what it said of it last.
struct ListName {
  std::string source;
  std::string key;
  std::string digest;  ///< empty: the list is to say all of it again
};

/// What only our own export knows of a book, so that it comes back as it was.
struct OwnBook {
  std::string work_id;
  std::string edition_id;
  std::string offer_id;
  std::string slug;
  std::uint64_t version = 1;
  bool is_hidden = false;
  std::string merged_into;  ///< id of the work that stands for this one; empty: none
  std::optional<std::uint64_t> copies_left;
  std::optional<std::uint64_t> licence_seats;
  std::vector<ListFile> files;
  // How it is shown, how lists know it again, and what a person wrote of it: no part of the book
  // itself.
  std::string cover;           ///< CID of a picture that the shop chose; empty: as its file has it
  bool has_no_sample = false;  ///< the shop shows none
  std::vector<ListName> names;
  std::vector<std::string> edited;  ///< names of fields, as of `SourceStore::edited_fields`
};

/// One book of a list (CSV, JSON, ONIX), before anything is decided about it.
struct ListRow {
  std::uint64_t line = 0;  ///< where it begins, from 1; of XML and JSON: its number in the list
  /// Why it cannot be taken, a sentence; then nothing else is set.
  std::string problem;
  std::vector<std::string> notes;  ///< what was left out of it, sentences
  std::string source;              ///< who names it: "gutenberg", "upstream teneo", "onix"
  std::string key;                 ///< its name there; empty: it has none
  /// The facts; `isbn13` canonical, `subjects` unused: they are below.
  BookRecord record;
  std::string isbn_given;  ///< as it was written, where it is no ISBN
  std::vector<ListSubject> subjects;
  std::vector<ListTerms> terms;  ///< the first is of the shop's own currency, where one is
  bool is_withdrawn = false;     ///< its publisher takes it back (ONIX notification 05)
  SaleRules rules;
  std::optional<OwnBook> own;
};

/// What a list is, by its content.
enum class ListFormat : std::uint8_t {
  csv,       ///< columns recognised by their names
  gumroad,   ///< an export of Gumroad
  upstream,  ///< catalogue of the reference implementation, in any of its shapes
  own,       ///< our own export
  onix,      ///< ONIX for Books 3.0, reference or short tags
};
[[nodiscard]] std::string_view name_of(ListFormat format);
[[nodiscard]] std::optional<ListFormat> parse_list_format(std::string_view name);

// How much of a list we take. The worker cuts or refuses, the shop refuses more.
inline constexpr std::size_t kListRowsMax = 2'000'000;
inline constexpr std::size_t kListNotesMax = 16;
inline constexpr std::size_t kListFilesMax = 100;
inline constexpr std::size_t kListTermsMax = 64;
inline constexpr std::size_t kListNamesMax = 100;
inline constexpr std::size_t kListEditedMax = 16;

}  // namespace aan::catalog
