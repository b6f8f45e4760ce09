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

Result<std::vector<NameLetter>> letters(const ports::CatalogStore& catalog, ports::ShelfKind kind) {
  return letters_of(AAN_TRY(catalog.first_letters(kind)));
}

}  // namespace

Result<SubjectsView> view_subjects(const Room& room, std::string_view under) {
  SubjectsView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    std::vector<catalog::SubjectCount> subjects = AAN_TRY(at.catalog().subjects());
    if (!under.empty())
      std::ranges::move(AAN_TRY(at.catalog().subjects_from(SubjectTree::prefix_below(under))),
                        std::back_inserter(subjects));
    view.tree = SubjectTree(subjects);
    if (under.empty()) view.letters = AAN_TRY(letters(at.catalog(), ports::ShelfKind::subject));
    return count_below(
        at.catalog(), view.tree,
        under.empty() ? view.tree.top(SubjectKind::words) : view.tree.narrower(under));
  }));
  return view;
}

Result<> count_below(const ports::CatalogStore& catalog, SubjectTree& tree,
                     const std::vector<SubjectNode>& nodes) {
  std::vector<catalog::Subject> headings;
  for (const SubjectNode& one : nodes)
    if (one.works == 0 && one.narrower > 0) headings.push_back({one.slug, one.name});
  if (headings.empty()) return {};
  const std::vector<std::int64_t> works = AAN_TRY(catalog.works_below(headings));
  for (std::size_t i = 0; i < headings.size(); ++i) tree.set_below(headings[i].slug, works.at(i));
  return {};
}

Result<NamesView> view_names(const Room& room, const ports::NameQuery& query, LettersStand stand) {
  return ask<NamesView>(room, [&](const ports::CatalogStore& at) -> Result<NamesView> {
    NamesView view{AAN_TRY(at.names(query)), {}};
    const bool is_whole = query.from.empty() && query.behind.empty() && view.page.next.empty();
    if (stand == LettersStand::in_front && (!query.behind.empty() || view.page.next.empty()))
      return view;
    if (is_whole) return view;
    view.letters = AAN_TRY(letters(at, query.kind));
    if (stand == LettersStand::beside) return view;
    std::erase_if(view.letters, [](const NameLetter& one) {
      return one.group == NameLetter::Group::digits || one.first.empty();
    });
    view.letters = query.from.empty() ? one_way_a_script(view.letters)
                                      : ways_into_script(view.letters, query.from);
    if (view.letters.empty()) return view;
    ports::NameQuery fewer = query;
    fewer.limit = std::max<std::int64_t>(1, fewer.limit - std::ssize(view.letters));
    view.page = AAN_TRY(at.names(fewer));
    return view;
  });
}

Result<PublishersView> view_publisher_index(const Room& room) {
  return ask<PublishersView>(room, [](const ports::CatalogStore& at) -> Result<PublishersView> {
    return PublishersView{AAN_TRY(at.publishers()),
                          AAN_TRY(letters(at, ports::ShelfKind::publisher))};
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
