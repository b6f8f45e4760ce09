#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/pdf_stamp.hpp"

namespace aan::worker::pdf {

/// Kinds of objects (ISO 32000-1, 7.3), as far as they are told apart here.
enum class Kind : std::uint8_t { other, number, name, string, array, dictionary, reference };

/// An object as it lies in a text, which it borrows from.
struct Value {
  Kind kind = Kind::other;
  std::string_view text;
};

/// White space and comments go (7.2.3, 7.2.4).
void skip_blanks(std::string_view text, std::size_t& at);
/// The object that begins at `at` or behind blanks, which then ends at `at`; nothing for what is
/// none, is cut off, or is nested deeper than `kNestingMax`.
std::optional<Value> take_value(std::string_view text, std::size_t& at);
inline constexpr int kNestingMax = 64;
/// A text that is one object and no more.
std::optional<Value> value_of(std::string_view text);
/// A word of the syntax such as "obj", at `at` or behind blanks, which is then behind it.
bool take_word(std::string_view text, std::size_t& at, std::string_view word);
/// "12 0 obj".
std::optional<catalog::PdfObject> take_heading(std::string_view text, std::size_t& at);

struct Entry {
  std::string name;
  Value value;
};
/// Entries of a dictionary, names decoded; of a name that stands there twice both. Nothing for any
/// other object, and for a dictionary that is broken.
std::optional<std::vector<Entry>> entries_of(const Value& dictionary);
/// Items of an array; nothing for any other object.
std::optional<std::vector<Value>> items_of(const Value& array);
/// What a dictionary has under a name. Nothing: it has nothing, or two, or is none.
std::optional<Value> entry_of(const Value& dictionary, std::string_view name);

/// A whole number, not below zero.
std::optional<std::uint64_t> whole_of(const Value& value);
/// Any number of a usual size, in hundredths.
std::optional<std::int64_t> hundredths_of(const Value& value);
std::optional<catalog::PdfObject> reference_of(const Value& value);
/// A name as it is meant: "J#61vaScript" is "JavaScript" (7.3.5).
std::string decoded_name(std::string_view raw);
/// Decoded, without the slash; empty for any other object.
std::string name_of(const Value& value);
/// Bytes of a literal or hexadecimal string (7.3.4).
std::optional<std::string> bytes_of(const Value& value);

}  // namespace aan::worker::pdf
