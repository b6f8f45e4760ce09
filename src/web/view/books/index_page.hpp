#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web/view/frame.hpp"

namespace aan::web {

/// What names can be browsed by; each has a page: "/subjects", "/authors" and so on.
enum class IndexKind : std::uint8_t { subjects, authors, series, publishers, languages, formats };
inline constexpr std::array kIndexKinds = {IndexKind::subjects,  IndexKind::authors,
                                           IndexKind::series,    IndexKind::publishers,
                                           IndexKind::languages, IndexKind::formats};
/// "subjects": the page's path without its slash, and the beginning of its texts' keys.
std::string_view name_of(IndexKind kind);

/// The address of an index: from a letter on, or what is narrower than a subject. Both empty: its
/// beginning.
std::string index_path(IndexKind kind, std::string_view letter = {}, std::string_view under = {});
/// Where a subject of the tree leads: to its own shelf, or without one to what is narrower.
std::string subject_path(std::string_view slug, bool has_shelf);

/// A name with how many books stand behind it.
struct IndexEntry {
  std::string label;  ///< languages and formats: their codes, which the page writes as words
  std::string path;
  std::int64_t books = 0;  ///< of a heading without a shelf: those that stand below it
};
struct IndexLetter {
  std::string value;  ///< of the parameter `letter`
  std::string label;
  bool is_other = false;  ///< stands for what comes after Z, which the page writes as words
  bool is_current = false;
};
struct IndexSection {
  std::string heading_key;  ///< "words", "thema" or "bisac"; empty: no heading
  std::vector<IndexEntry> entries;
};
struct IndexPage {
  IndexKind kind = IndexKind::subjects;
  std::string heading;               ///< of a level of the tree; empty: the kind's own
  std::vector<IndexEntry> broader;   ///< the broadest first
  std::vector<IndexLetter> letters;  ///< empty: everything is on one page
  std::vector<IndexSection> sections;
  std::string next_path;     ///< empty: nothing comes behind these
  bool is_frequent = false;  ///< only those with the most books, until a letter is chosen
};
std::string render(const IndexPage& page, const Frame& frame);

}  // namespace aan::web
