#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/frame.hpp"
#include "worker/draw/cover.hpp"

namespace aan::worker::press {

/// A book as text; the twin of `ports::Manuscript` on this side of the border.
struct Manuscript {
  std::string identifier;
  std::string title;
  std::string subtitle;
  std::vector<std::string> authors;
  std::vector<std::string> translators;
  std::map<std::string, std::string> sort_names;  ///< by the name; of whom one is known
  std::string language;
  std::string publisher;
  std::string rights;
  std::string description;
  std::string published;
  std::string series;
  std::string series_position;
  std::vector<std::string> subjects;
  std::string body;
  std::string note;  ///< a line of the press at the end of the title page; may be empty
};

/// A name to sort by is of the person before it. Errors: invalid when a field that every book needs
/// is missing or a text is not UTF-8.
Result<Manuscript> parse_manuscript(std::span<const catalog::FrameField> fields);

/// What its drawn cover says.
draw::CoverText cover_text(const Manuscript& manuscript);

}  // namespace aan::worker::press
