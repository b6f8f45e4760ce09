#include "service/browsing/browse_index.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kAuthorsOfAPage = 100;

// What one question to the catalogue answers.
template <class Answer, class Ask>
Result<Answer> ask(const Room& room, Ask question) {
  Answer answer;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    answer = AAN_TRY(question(at.catalog()));
    return {};
  }));
  return answer;
}

}  // namespace

Result<SubjectTree> view_subjects(const Room& room) {
  return SubjectTree(AAN_TRY(ask<std::vector<catalog::SubjectCount>>(
      room, [](const ports::CatalogStore& at) { return at.subjects(); })));
}

Result<ports::ContributorPage> view_authors(const Room& room, std::string_view from,
                                            std::string_view behind) {
  return ask<ports::ContributorPage>(room, [&](const ports::CatalogStore& at) {
    return at.contributors(from, behind, kAuthorsOfAPage);
  });
}

Result<std::vector<ports::PublisherCount>> view_publishers(const Room& room) {
  return ask<std::vector<ports::PublisherCount>>(
      room, [](const ports::CatalogStore& at) { return at.publishers(); });
}

Result<std::vector<catalog::LanguageCount>> view_languages(const Room& room) {
  return ask<std::vector<catalog::LanguageCount>>(
      room, [](const ports::CatalogStore& at) { return at.languages(); });
}

Result<std::vector<ports::FormatCount>> view_formats(const Room& room) {
  return ask<std::vector<ports::FormatCount>>(
      room, [](const ports::CatalogStore& at) { return at.formats(); });
}

}  // namespace aan::service
