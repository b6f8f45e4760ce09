#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/catalog/contributor_role.hpp"

namespace aan::catalog {

struct ContributorFact {
  std::string name;
  std::string sort_name;  ///< "Calder, Ines"; empty when the file does not say
  ContributorRole role = ContributorRole::author;
};

/// What a book says of its own accessibility (schema.org and EPUB Accessibility 1.1), word for
/// word. `stated` is false when it says nothing: then the page says "unknown" and no more.
struct AccessibilityFacts {
  bool stated = false;
  std::vector<std::string> access_modes;
  std::vector<std::string> access_modes_sufficient;
  std::vector<std::string> features;
  std::vector<std::string> hazards;
  std::vector<std::string> conforms_to;
  std::string certified_by;
  std::string summary;
};

/// One entry of a book's own table of contents.
struct ContentsEntry {
  std::string title;
  int depth = 0;  ///< 0 for the outermost
};

/// Facts read from a book file, before anything is decided about it.
struct BookRecord {
  std::string format;          ///< "epub", "pdf", ... of `book_format.hpp`
  std::string media_type;      ///< "application/epub+zip"
  std::string format_version;  ///< "3.0", "2.0"
  std::string title;           ///< of an EPUB never empty; other files may have none
  std::string subtitle;
  std::vector<ContributorFact> contributors;
  std::string language;    ///< BCP 47, "und" when unknown
  std::string identifier;  ///< the package's unique identifier
  std::string isbn13;      ///< 13 digits, check digit verified; empty when none
  std::string publisher;
  std::string published;    ///< YYYY, YYYY-MM or YYYY-MM-DD; empty when unknown
  std::string description;  ///< plain text, paragraphs separated by an empty line
  std::string rights;
  std::vector<std::string> subjects;
  std::string series;
  std::string series_position;
  AccessibilityFacts accessibility;
  std::vector<ContentsEntry> contents;
  std::uint64_t words = 0;
  std::uint64_t pages = 0;         ///< of a PDF or a comic; 0: it has none
  std::uint64_t play_seconds = 0;  ///< of an audiobook; 0: none, or not known
  bool fixed_layout = false;
  bool has_scripts = false;
  bool has_remote_resources = false;
};

}  // namespace aan::catalog
