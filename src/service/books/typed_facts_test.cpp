#include "service/books/typed_facts.hpp"

#include <gtest/gtest.h>

namespace aan::service {
namespace {

using catalog::ContributorRole;

catalog::Work work() {
  catalog::Work it;
  it.contributors = {{"Ada Author", "Author, Ada", "ada-author", ContributorRole::author},
                     {"Jo Penn", "Penn, Jo", "jo-penn", ContributorRole::translator}};
  it.subjects = {{"thema-fba", "Fiction"}, {"bisac-fic000000", "Fiction"}, {"ponds", "Ponds"}};
  return it;
}

std::string reason(const auto& result) {
  return result.has_value() ? "taken" : result.error().reason;
}

TEST(TypedFacts, PeopleBesideTheAuthorsAreTypedWithTheirPart) {
  const auto all =
      read_contributors(work(), " Translator : Jo Penn\nnarrator: Ann: Lee; editor: X", work());
  ASSERT_TRUE(all);
  catalog::Work now;
  now.contributors = *all;
  EXPECT_EQ(typed_authors(now), "Ada Author") << "they stay";
  EXPECT_EQ(typed_contributors(now), "translator: Jo Penn\nnarrator: Ann: Lee\neditor: X");
  EXPECT_EQ(all->at(1).sort_name, "Penn, Jo") << "as before";
  for (const char* wrong :
       {"Jo Penn", "author: Jo Penn", "cook: Jo Penn", "editor:", "editor: \xff"})
    EXPECT_EQ(reason(read_contributors(work(), wrong, work())), "book_contributors") << wrong;
  EXPECT_EQ(read_contributors(work(), "none", work())->size(), 1U);
}

TEST(TypedFacts, APersonIsNamedOnceInWhateverCapitals) {
  EXPECT_EQ(read_authors({}, "Ada Author; ADA author\nJo Penn")->size(), 2U);
  EXPECT_EQ(read_contributors({}, "editor: Jo Penn; editor: jo penn; cover: Jo Penn", {})->size(),
            2U);
  std::string many;
  for (int i = 0; i < 41; ++i) many += "Author " + std::to_string(i) + "\n";
  EXPECT_EQ(reason(read_authors({}, many)), "book_authors");
}

TEST(TypedFacts, EveryPartCanBeTypedAndARefusalNamesThemAll) {
  const std::string said = read_contributors(work(), "cook: Jo", work()).error().safe;
  for (const ContributorRole role : catalog::contributor_roles()) {
    if (role == ContributorRole::author) continue;
    const std::string word(catalog::word_of(role));
    const auto all = read_contributors({}, word + ": Jo Penn", {});
    ASSERT_TRUE(all) << word;
    EXPECT_EQ(all->at(0).role, role);
    EXPECT_NE(said.find(" " + word), said.npos) << word;
  }
}

TEST(TypedFacts, WhosePartIsCorrectedKeepsTheirSortingName) {
  const auto editor = read_contributors(work(), "editor: Jo Penn\neditor: Jo Other", work());
  ASSERT_TRUE(editor);
  EXPECT_EQ(editor->at(1).sort_name, "Penn, Jo");
  EXPECT_EQ(editor->at(2).sort_name, "Jo Other") << "none is guessed";
  EXPECT_EQ(read_authors(work(), "Jo Penn")->at(0).sort_name, "Penn, Jo");
  // Author and translator change places in one form.
  catalog::Work now = work();
  now.contributors = *read_authors(now, "Jo Penn");
  now.contributors = *read_contributors(now, "translator: Ada Author", work());
  ASSERT_EQ(now.contributors.size(), 2U);
  EXPECT_EQ(now.contributors[0].sort_name, "Penn, Jo");
  EXPECT_EQ(now.contributors[1].sort_name, "Author, Ada");
}

TEST(TypedFacts, WhatANameIsSortedByStandsBehindABar) {
  catalog::Work now = work();
  now.contributors =
      *read_authors(now, "Ursula K. Le Guin | Le Guin, Ursula K.; Ada Author|; Plato | Plato");
  ASSERT_EQ(now.contributors.size(), 4U);
  EXPECT_EQ(now.contributors[0].name, "Ursula K. Le Guin");
  EXPECT_EQ(now.contributors[0].sort_name, "Le Guin, Ursula K.");
  EXPECT_EQ(now.contributors[1].sort_name, "Author, Ada") << "as now";
  EXPECT_EQ(typed_authors(now), "Ursula K. Le Guin\nAda Author\nPlato");
  const std::string shown = typed_authors(now, SortNames::shown);
  EXPECT_EQ(shown, "Ursula K. Le Guin | Le Guin, Ursula K.\nAda Author | Author, Ada\nPlato");
  EXPECT_EQ(typed_sort_names(shown, false).size(), 2U);
  EXPECT_EQ(typed_sort_names("Editor: X | Y", false).at(0).name, "Editor: X");
  now.contributors = *read_contributors(now, "editor: Jo Penn | Penn-Smith, Jo", work());
  EXPECT_EQ(now.contributors.back().sort_name, "Penn-Smith, Jo");
  const std::string others = typed_contributors(now, SortNames::shown);
  EXPECT_EQ(others, "editor: Jo Penn | Penn-Smith, Jo");
  EXPECT_EQ(typed_sort_names(others, true).at(0).name, "Jo Penn");
  EXPECT_EQ(reason(read_authors(work(), "| Guin")), "book_authors");
  EXPECT_EQ(reason(read_authors(work(), "A | " + std::string(501, 'x'))), "book_authors");
}

TEST(TypedFacts, WhatAFormWasOpenedWithIsNotTyped) {
  EXPECT_EQ(typed_anew("A B | B, A", "A B | B, A"), std::nullopt);
  EXPECT_EQ(typed_anew("A B | B, A\nC D | D, C", "A B | B, A"), "A B\nC D | D, C");
  EXPECT_EQ(typed_anew("A B | B", "A B | B, A\nC"), "A B | B");
  EXPECT_EQ(typed_anew("", "A B | B, A"), "");
  EXPECT_EQ(typed_anew("\xff", "A"), "\xff") << "refused, later";
}

TEST(TypedFacts, OneMayWriteABookAndReadIt) {
  catalog::Work it = work();
  it.contributors = *read_contributors(it, "narrator: Ada Author", it);
  EXPECT_EQ(typed_contributors(it), "narrator: Ada Author");
  EXPECT_EQ(read_authors(it, "Ada Author")->size(), 2U);
}

TEST(TypedFacts, SubjectsKeepTheirShelvesAndMayHaveSemicolonsOnLinesOfTheirOwn) {
  const auto kept = read_subjects(work(), "Fiction\nFiction\nLakes; inland");
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 3U);
  EXPECT_EQ(kept->at(0).slug, "thema-fba");
  EXPECT_EQ(kept->at(1).slug, "bisac-fic000000") << "two codes that are called alike";
  EXPECT_EQ(kept->at(2).name, "Lakes; inland");
  EXPECT_EQ(read_subjects(work(), "Ponds; Lakes")->size(), 2U);
  EXPECT_TRUE(read_subjects(work(), " none ")->empty());
  std::string many;
  for (int i = 0; i < 21; ++i) many += "Subject " + std::to_string(i) + "\n";
  EXPECT_EQ(reason(read_subjects(work(), many)), "book_subjects");
  EXPECT_EQ(reason(read_subjects(work(), std::string(201, 'x'))), "book_subjects");
}

TEST(TypedFacts, AnIsbnIsKeptAs13DigitsAndItsCheckDigitCounts) {
  EXPECT_EQ(read_isbn("ISBN 0-306-40615-2").value(), "9780306406157");
  EXPECT_EQ(read_isbn("none").value(), "");
  EXPECT_EQ(reason(read_isbn("9780306406158")), "book_isbn");
  EXPECT_EQ(reason(read_isbn("walden")), "book_isbn");
}

TEST(TypedFacts, LinesHaveTheirLengths) {
  EXPECT_EQ(read_series(" Ponds  of\n the World ").value(), "Ponds of the World");
  EXPECT_EQ(reason(read_series(std::string(501, 'x'))), "book_series");
  EXPECT_EQ(reason(read_series_position(std::string(21, '1'))), "book_series_position");
  EXPECT_EQ(reason(read_publisher(std::string(501, 'x'))), "book_publisher");
}

}  // namespace
}  // namespace aan::service
