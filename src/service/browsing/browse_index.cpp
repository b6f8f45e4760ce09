#include "service/browsing/browse_index.hpp"

#include <algorithm>
#include <iterator>

namespace aan::service {
namespace {

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

Result<SubjectTree> view_subjects(const Room& room, std::string_view under) {
  SubjectTree tree({});
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    std::vector<catalog::SubjectCount> subjects = AAN_TRY(at.catalog().subjects());
    if (!under.empty())
      std::ranges::move(AAN_TRY(at.catalog().subjects_from(SubjectTree::prefix_below(under))),
                        std::back_inserter(subjects));
    tree = SubjectTree(subjects);
    return count_below(at.catalog(), tree,
                       under.empty() ? tree.top(SubjectKind::words) : tree.narrower(under));
  }));
  return tree;
}

Result<> count_below(const ports::CatalogStore& catalog, SubjectTree& tree,
                     const std::vector<SubjectNode>& nodes) {
  for (const SubjectNode& one : nodes)
    if (one.works == 0 && one.narrower > 0)
      tree.set_below(one.slug, AAN_TRY(catalog.works_below({one.slug, one.name})));
  return {};
}

Result<ports::NamePage> view_names(const Room& room, const ports::NameQuery& query) {
  return ask<ports::NamePage>(room, [&](const ports::CatalogStore& at) { return at.names(query); });
}

Result<std::vector<std::string>> view_letters(const Room& room, ports::ShelfKind kind) {
  return ask<std::vector<std::string>>(
      room, [&](const ports::CatalogStore& at) { return at.first_letters(kind); });
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
