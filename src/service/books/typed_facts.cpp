#include "service/books/typed_facts.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/isbn.hpp"
#include "domain/catalog/match_key.hpp"
#include "service/books/work_facts.hpp"

namespace aan::service {
namespace {

using catalog::Contributor;
using catalog::ContributorRole;

constexpr std::size_t kPositionBytesMax = 20;

std::unexpected<Error> wrong_title() {
  return refuse(Errc::invalid, "book.edit", "A book needs a title of at most 500 bytes.",
                "book_title");
}
std::unexpected<Error> wrong_authors() {
  return refuse(Errc::invalid, "book.edit",
                "Name at most 40 people, one on a line, each in at most 500 bytes.",
                "book_authors");
}
std::unexpected<Error> wrong_contributors() {
  return refuse(
      Errc::invalid, "book.edit",
      "Name at most 40 people, one on a line, each with a part before the name: translator: Jo "
      "Penn. The parts are translator, illustrator, editor, narrator, adapter, compiler, "
      "introduction, afterword, annotator, commentator, artist, photographer, penciler, inker, "
      "colorist, letterer, cover, composer, transcriber and contributor.",
      "book_contributors");
}
std::unexpected<Error> wrong_language() {
  return refuse(Errc::invalid, "book.edit", "A language is a tag such as en, de or pt-BR.",
                "book_language");
}
std::unexpected<Error> wrong_description() {
  return refuse(Errc::invalid, "book.edit", "A description is text of at most 20,000 bytes.",
                "book_description");
}
std::unexpected<Error> wrong_subjects() {
  return refuse(Errc::invalid, "book.edit",
                "Name at most 20 subjects, one on a line, each in at most 200 bytes.",
                "book_subjects");
}

bool is_none(std::string_view typed) {
  const std::string_view word = trim(typed);
  return word.empty() || word == "none";
}

// One line of so many bytes, empty for none; nothing when it is longer, or no text.
std::optional<std::string> line_of(std::string_view typed, std::size_t bytes) {
  if (is_none(typed)) return std::string();
  if (!is_utf8(typed)) return std::nullopt;
  std::string line = one_line(typed);
  if (line.size() > bytes) return std::nullopt;
  return line;
}

bool is_author(const Contributor& one) { return one.role == ContributorRole::author; }

// "Ursula K. Le Guin | Le Guin, Ursula K.": the name, and what it is sorted by if that is said.
std::optional<SortedName> typed_name(std::string_view said) {
  const std::size_t bar = std::min(said.find('|'), said.size());
  SortedName it{std::string(trim(said.substr(0, bar))), ""};
  if (bar < said.size()) it.sort_name = trim(said.substr(bar + 1));
  if (it.name.empty() || it.name.size() > kLineBytesMax || it.sort_name.size() > kLineBytesMax)
    return std::nullopt;
  return it;
}

std::string with_sort_name(const Contributor& one, SortNames names) {
  const bool is_shown =
      names == SortNames::shown && !one.sort_name.empty() && one.sort_name != one.name;
  return is_shown ? one.name + " | " + one.sort_name : one.name;
}

// Who was named before, in whatever part, keeps the form of the name that lists are sorted by.
Contributor person(const catalog::Work& work, const std::string& name, ContributorRole role) {
  Contributor it{name, name, slug(name), role};
  for (const Contributor& one : work.contributors)
    if (one.sort_name != one.name && folded_name(one.name) == folded_name(name) &&
        (one.role == role || it.sort_name == name))
      it.sort_name = one.sort_name;
  return it;
}

// Of whoever is named beside the authors.
std::optional<ContributorRole> part_of(std::string_view word) {
  const auto role = catalog::role_of_word(word);
  return role == ContributorRole::author ? std::nullopt : role;
}

// People stand one a line, or between semicolons.
std::vector<std::string> typed_lines(std::string_view typed) {
  std::string lines(is_none(typed) ? std::string_view() : typed);
  std::ranges::replace(lines, ';', '\n');
  std::vector<std::string> all;
  for (const std::string_view line : split(lines, '\n'))
    if (std::string said = one_line(line); !said.empty()) all.push_back(std::move(said));
  return all;
}

}  // namespace

std::unexpected<Error> wrong_series_position() {
  return refuse(
      Errc::invalid, "book.edit",
      "The number in a series has at most 20 bytes, such as 2 or 2.5, and needs a series.",
      "book_series_position");
}

Result<std::string> read_title(std::string_view typed) {
  if (!is_utf8(typed)) return wrong_title();
  std::string title = one_line(typed);
  if (title.empty() || title.size() > kLineBytesMax) return wrong_title();
  return title;
}

Result<std::string> read_subtitle(std::string_view typed) {
  if (auto line = line_of(typed, kLineBytesMax)) return *std::move(line);
  return refuse(Errc::invalid, "book.edit", "A subtitle has at most 500 bytes.", "book_subtitle");
}

Result<std::string> read_language(std::string_view typed) {
  const std::string_view word = trim(typed);
  if (word.empty() || word == "none" || word == "und") return std::string("und");
  std::string tag = catalog::canonical_language(word);
  if (tag == "und") return wrong_language();
  return tag;
}

// Lines stay, what would steer a terminal or shows nothing goes.
Result<std::string> read_description(std::string_view typed) {
  if (is_none(typed)) return std::string();
  if (!is_utf8(typed)) return wrong_description();
  std::string text;
  for (const std::string_view line : split(typed, '\n')) {
    const std::string clean = one_line(line);
    if (clean.empty() && (text.empty() || text.ends_with("\n\n"))) continue;
    text += clean + "\n";
  }
  text = trim(text);
  if (!catalog::is_clean_text(text, catalog::kParagraphBytesMax)) return wrong_description();
  return text;
}

Result<std::vector<Contributor>> read_authors(const catalog::Work& work, std::string_view typed) {
  if (!is_utf8(typed)) return wrong_authors();
  std::vector<Contributor> all;
  for (const std::string& said : typed_lines(typed)) {
    const auto named = typed_name(said);
    if (!named) return wrong_authors();
    Contributor author = person(work, named->name, ContributorRole::author);
    if (!named->sort_name.empty()) author.sort_name = named->sort_name;
    if (is_named(all, author.name, author.role)) continue;
    all.push_back(std::move(author));
    if (all.size() > kContributorsMax) return wrong_authors();
  }
  std::ranges::copy_if(work.contributors, std::back_inserter(all),
                       [](const Contributor& one) { return !is_author(one); });
  if (all.size() > kContributorsMax) return wrong_authors();
  return all;
}

Result<std::vector<Contributor>> read_contributors(const catalog::Work& work,
                                                   std::string_view typed,
                                                   const catalog::Work& before) {
  if (!is_utf8(typed)) return wrong_contributors();
  std::vector<Contributor> all;
  std::ranges::copy_if(work.contributors, std::back_inserter(all), is_author);
  for (const std::string& said : typed_lines(typed)) {
    const std::size_t colon = said.find(':');
    if (colon == said.npos) return wrong_contributors();
    const auto role = part_of(std::string_view(said).substr(0, colon));
    const auto named = typed_name(std::string_view(said).substr(colon + 1));
    if (!role || !named) return wrong_contributors();
    Contributor other = person(before, named->name, *role);
    if (!named->sort_name.empty()) other.sort_name = named->sort_name;
    if (is_named(all, other.name, other.role)) continue;
    all.push_back(std::move(other));
    if (all.size() > kContributorsMax) return wrong_contributors();
  }
  return all;
}

Result<std::string> read_series(std::string_view typed) {
  if (auto line = line_of(typed, kLineBytesMax)) return *std::move(line);
  return refuse(Errc::invalid, "book.edit", "The name of a series has at most 500 bytes.",
                "book_series");
}

Result<std::string> read_series_position(std::string_view typed) {
  if (auto line = line_of(typed, kPositionBytesMax)) return *std::move(line);
  return wrong_series_position();
}

Result<std::vector<catalog::Subject>> read_subjects(const catalog::Work& work,
                                                    std::string_view typed) {
  if (!is_utf8(typed)) return wrong_subjects();
  const std::string_view text = is_none(typed) ? std::string_view() : trim(typed);
  std::vector<catalog::Subject> given;
  for (const std::string_view line : split(text, text.find('\n') == text.npos ? ';' : '\n')) {
    const std::string name = one_line(line);
    if (name.empty()) continue;
    if (name.size() > kSubjectBytesMax) return wrong_subjects();
    // Two codes may be called alike.
    const auto before = std::ranges::find_if(work.subjects, [&](const catalog::Subject& one) {
      return one.name == name &&
             std::ranges::find(given, one.slug, &catalog::Subject::slug) == given.end();
    });
    given.push_back({before == work.subjects.end() ? slug(name) : before->slug, name});
  }
  catalog::Work shelved;
  std::vector<std::string> left_out;
  put_subjects(shelved, given, left_out);
  if (!left_out.empty()) return wrong_subjects();
  return shelved.subjects;
}

Result<std::string> read_isbn(std::string_view typed) {
  if (is_none(typed)) return std::string();
  if (auto isbn = catalog::canonical_isbn(typed)) return *std::move(isbn);
  return refuse(Errc::invalid, "book.edit",
                "This is no ISBN of 10 or 13 digits, or one of its digits is mistyped.",
                "book_isbn");
}

Result<std::string> read_publisher(std::string_view typed) {
  if (auto line = line_of(typed, kLineBytesMax)) return *std::move(line);
  return refuse(Errc::invalid, "book.edit", "The name of a publisher has at most 500 bytes.",
                "book_publisher");
}

std::vector<SortedName> typed_sort_names(std::string_view typed, bool has_parts) {
  std::vector<SortedName> all;
  for (const std::string& said : typed_lines(typed)) {
    std::string_view name = said;
    if (has_parts) name.remove_prefix(std::min(name.find(':') + 1, name.size()));
    if (auto named = typed_name(name); named && !named->sort_name.empty())
      all.push_back(*std::move(named));
  }
  return all;
}

std::optional<std::string> typed_anew(std::string_view typed, std::string_view before) {
  if (typed == before) return std::nullopt;
  if (!is_utf8(typed)) return std::string(typed);
  const std::vector<std::string> known = typed_lines(before);
  std::string lines;
  for (std::string& said : typed_lines(typed)) {
    if (std::ranges::find(known, said) != known.end())
      said = trim(std::string_view(said).substr(0, said.find('|')));
    lines += (lines.empty() ? "" : "\n") + said;
  }
  return lines;
}

std::string typed_authors(const catalog::Work& work, SortNames names) {
  std::string lines;
  for (const Contributor& one : work.contributors)
    if (is_author(one)) lines += (lines.empty() ? "" : "\n") + with_sort_name(one, names);
  return lines;
}

std::string typed_contributors(const catalog::Work& work, SortNames names) {
  std::string lines;
  for (const Contributor& one : work.contributors)
    if (!is_author(one))
      lines += (lines.empty() ? "" : "\n") + std::string(catalog::word_of(one.role)) + ": " +
               with_sort_name(one, names);
  return lines;
}

std::string typed_subjects(const catalog::Work& work) {
  std::string lines;
  for (const catalog::Subject& one : work.subjects) lines += (lines.empty() ? "" : "\n") + one.name;
  return lines;
}

}  // namespace aan::service
