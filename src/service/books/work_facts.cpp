#include "service/books/work_facts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/subject_name.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kSubjectsMax = 20;
constexpr std::size_t kToldBytesMax = 60;

// The beginning of a line that is too long, up to the end of a word.
std::string whole_words(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  const std::string_view near = utf8_prefix(text, bytes);
  if (text[near.size()] == ' ') return std::string(near);
  const std::size_t blank = near.rfind(' ');  // there is none in one word, or in some scripts
  return std::string(blank == near.npos ? near : trim(near.substr(0, blank)));
}

// `what` begins the remark: "Its title".
std::string line_of(std::string_view text, std::string_view what, std::vector<std::string>& notes,
                    std::size_t bytes = kLineBytesMax) {
  constexpr std::size_t kToldBytes = 40;
  std::string line = whole_words(text, bytes);
  if (line.size() < text.size()) {
    const std::size_t near = line.size() - std::min(line.size(), kToldBytes);
    const std::size_t blank = line.find(' ', near);
    notes.push_back(
        std::string(what) + " was cut: it is longer than " + std::to_string(bytes) + " bytes" +
        (blank == line.npos ? "" : ", and ends with “" + line.substr(blank + 1) + "”") + ".");
  }
  return line;
}

std::string told(std::string_view name) { return std::string(utf8_prefix(name, kToldBytesMax)); }

void put_contributors(catalog::Work& work, const std::vector<catalog::ContributorFact>& given,
                      std::vector<std::string>& notes) {
  for (const catalog::ContributorFact& one : given) {
    const std::string name = line_of(one.name, "A name", notes);
    if (is_named(work.contributors, name, one.role)) continue;
    if (work.contributors.size() >= kContributorsMax) {
      notes.push_back("It names more than " + std::to_string(kContributorsMax) + " people: “" +
                      told(name) + "” and who follows were left out.");
      break;
    }
    work.contributors.push_back(
        {name, one.sort_name.empty() ? name : one.sort_name, slug(name), one.role});
  }
}

}  // namespace

bool is_named(std::span<const catalog::Contributor> all, std::string_view name,
              catalog::ContributorRole role) {
  return std::ranges::any_of(all, [&](const catalog::Contributor& one) {
    return one.role == role && (one.name == name || folded_name(one.name) == folded_name(name));
  });
}

std::string kept_description(std::string_view said, std::vector<std::string>& notes) {
  static_assert(catalog::kParagraphBytesMax == 20'000);
  if (said.size() <= catalog::kParagraphBytesMax) return std::string(said);
  notes.emplace_back("Its description was cut: it is longer than 20,000 bytes.");
  return std::string(trim(utf8_prefix(said, catalog::kParagraphBytesMax)));
}

void put_record(catalog::Work& work, const catalog::BookRecord& record,
                std::vector<std::string>& notes) {
  work.title = line_of(record.title, "Its title", notes);
  work.slug = slug(work.title);
  work.subtitle = line_of(record.subtitle, "Its subtitle", notes);
  work.description = kept_description(record.description, notes);
  work.series = line_of(record.series, "The name of its series", notes);
  work.series_position = std::string(utf8_prefix(record.series_position, 20));
  put_contributors(work, record.contributors, notes);
}

std::vector<std::size_t> put_subjects(catalog::Work& work,
                                      std::span<const catalog::Subject> subjects,
                                      std::vector<std::string>& notes) {
  std::vector<std::size_t> taken;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    // "C++" and "C#" are two, whatever their slugs; a code is one, whatever it is called.
    const catalog::Subject given{subjects[i].slug, whole_words(subjects[i].name, kSubjectBytesMax)};
    if (std::ranges::any_of(work.subjects, [&](const catalog::Subject& one) {
          return catalog::is_one_subject(one, given);
        }))
      continue;
    if (work.subjects.size() >= kSubjectsMax) {
      notes.push_back("It has more than " + std::to_string(kSubjectsMax) + " subjects: “" +
                      told(subjects[i].name) + "” and what follows were left out.");
      break;
    }
    work.subjects.push_back(
        {subjects[i].slug, line_of(subjects[i].name, "A subject", notes, kSubjectBytesMax)});
    taken.push_back(i);
  }
  return taken;
}

}  // namespace aan::service
