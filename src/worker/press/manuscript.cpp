#include "worker/press/manuscript.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::worker::press {
namespace {

using catalog::FieldTag;

struct LineField {
  FieldTag tag;
  std::string Manuscript::* member;
};
constexpr std::array<LineField, 11> kLines = {{
    {FieldTag::identifier, &Manuscript::identifier},
    {FieldTag::title, &Manuscript::title},
    {FieldTag::subtitle, &Manuscript::subtitle},
    {FieldTag::language, &Manuscript::language},
    {FieldTag::publisher, &Manuscript::publisher},
    {FieldTag::rights, &Manuscript::rights},
    {FieldTag::description, &Manuscript::description},
    {FieldTag::published, &Manuscript::published},
    {FieldTag::series, &Manuscript::series},
    {FieldTag::series_position, &Manuscript::series_position},
    {FieldTag::body, &Manuscript::body},
}};

struct ListField {
  FieldTag tag;
  std::vector<std::string> Manuscript::* member;
};
constexpr std::array<ListField, 3> kLists = {{
    {FieldTag::author, &Manuscript::authors},
    {FieldTag::translator, &Manuscript::translators},
    {FieldTag::subject, &Manuscript::subjects},
}};

std::unexpected<Error> incomplete(const std::string& sentence) {
  return refuse(Errc::invalid, "press.manuscript", sentence);
}

// XML has no place for control characters, not even escaped.
std::string without_controls(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  return out;
}

bool is_day(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  return true;
}

}  // namespace

Result<Manuscript> parse_manuscript(std::span<const catalog::FrameField> fields) {
  Manuscript manuscript;
  std::string person;
  for (const catalog::FrameField& field : fields) {
    if (!is_utf8(field.bytes)) return incomplete("The manuscript is not UTF-8 text.");
    const std::string text = without_controls(field.bytes);
    if (const auto* line = std::ranges::find(kLines, field.tag, &LineField::tag);
        line != kLines.end())
      manuscript.*(line->member) = field.tag == FieldTag::body ? text : one_line(text);
    if (const auto* list = std::ranges::find(kLists, field.tag, &ListField::tag);
        list != kLists.end())
      (manuscript.*(list->member)).push_back(one_line(text));
    if (field.tag == FieldTag::author || field.tag == FieldTag::translator) person = one_line(text);
    if (field.tag == FieldTag::sort_name) manuscript.sort_names[person] = one_line(text);
  }
  if (manuscript.title.empty()) return incomplete("The manuscript has no title.");
  if (manuscript.identifier.empty()) return incomplete("The manuscript has no identifier.");
  if (manuscript.language.empty()) return incomplete("The manuscript does not state its language.");
  if (!manuscript.published.empty() && !is_day(manuscript.published))
    return incomplete("The date of the manuscript is not of the form YYYY-MM-DD.");
  if (trim(manuscript.body).empty()) return incomplete("The manuscript has no text.");
  return manuscript;
}

draw::CoverText cover_text(const Manuscript& manuscript) {
  draw::CoverText text;
  text.title = manuscript.title;
  if (!manuscript.subtitle.empty()) text.title += ": " + manuscript.subtitle;
  for (const std::string& author : manuscript.authors)
    text.author += (text.author.empty() ? "" : ", ") + author;
  text.series = manuscript.series;
  return text;
}

}  // namespace aan::worker::press
