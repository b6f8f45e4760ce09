#include "service/browsing/subject_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace aan::service {
namespace {

using testing::ElementsAre;

catalog::SubjectCount words(const std::string& name, std::int64_t works) {
  return {{slug(name), name}, works};
}

std::vector<std::string> labels(const std::vector<SubjectNode>& nodes) {
  std::vector<std::string> out;
  for (const SubjectNode& one : nodes)
    out.push_back(one.label + " " + std::to_string(one.works) + "/" + std::to_string(one.narrower));
  return out;
}

TEST(SubjectTree, HeadingsStandBelowWhatTheyBeginWith) {
  const SubjectTree tree({words("Fiction", 6), words("United States -- History -- Civil War", 2),
                          words("United States -- History", 4), words("United States -- Maps", 1)});
  EXPECT_THAT(labels(tree.top(SubjectKind::words)), ElementsAre("Fiction 6/0", "United States 0/2"))
      << "no book is about the United States alone";
  EXPECT_THAT(labels(tree.narrower("united-states")), ElementsAre("History 4/1", "Maps 1/0"));
  EXPECT_THAT(labels(tree.broader("united-states-history-civil-war")),
              ElementsAre("United States 0/2", "History 4/1"));
  EXPECT_FALSE(tree.find("history"));
  EXPECT_THAT(labels(tree.narrower("")), ElementsAre());
}

TEST(SubjectTree, ItIsTheSameHeadingWithBlanksAroundTheDashesOrWithout) {
  const SubjectTree tree({words("Africa--Fiction", 1), words("Europeans--Africa--Fiction", 1),
                          words("Africa -- Maps", 2), words("Self-hosting", 1)});
  EXPECT_THAT(labels(tree.top(SubjectKind::words)),
              ElementsAre("Africa 0/2", "Europeans 0/1", "Self-hosting 1/0"));
  EXPECT_THAT(labels(tree.narrower("africa")), ElementsAre("Fiction 1/0", "Maps 2/0"));
  EXPECT_THAT(labels(tree.broader("europeans-africa-fiction")),
              ElementsAre("Europeans 0/1", "Africa 0/1"));
}

TEST(SubjectTree, OddHeadingsAreHarmless) {
  const std::string same(90, 'a');
  const SubjectTree tree({words(same + " -- b", 1),
                          words(" -- ", 1),
                          words("x -- x -- x", 1),
                          {{"", ""}, 1},
                          words("-- --", 2)});
  EXPECT_EQ(tree.find(slug(same))->works, 1);
  EXPECT_EQ(tree.broader("x-x-x").size(), 2U);
}

TEST(SubjectTree, WhatStandsBelowBeginsWithTheSameSlug) {
  EXPECT_EQ(SubjectTree::prefix_below("united-states"), "united-states-");
  EXPECT_EQ(SubjectTree::prefix_below("thema-f"), "thema-f");
  EXPECT_EQ(SubjectTree::prefix_below("bisac-fic000000"), "bisac-fic");
  EXPECT_EQ(SubjectTree::prefix_below("bisac-fic027000"), "bisac-fic027");
}

TEST(SubjectTree, CodesStandBelowTheCodesThatTheyBeginWith) {
  const SubjectTree tree({{{"thema-f", "Fiction"}, 3},
                          {{"thema-fba", "Modern fiction"}, 2},
                          {{"thema-nh", "NH"}, 1},
                          {{"bisac-fic000000", "FICTION / General"}, 3},
                          {{"bisac-fic027000", "FICTION / Romance"}, 2},
                          {{"bisac-fic027010", "FICTION / Romance / Adult"}, 1},
                          {{"bisac-odd", "Odd"}, 1}});
  EXPECT_THAT(labels(tree.top(SubjectKind::thema)), ElementsAre("Fiction 3/1", "NH 1/0"));
  EXPECT_THAT(labels(tree.narrower("thema-f")), ElementsAre("Modern fiction 2/0"));
  EXPECT_THAT(labels(tree.top(SubjectKind::bisac)),
              ElementsAre("FICTION / General 3/1", "Odd 1/0"));
  EXPECT_THAT(labels(tree.broader("bisac-fic027010")),
              ElementsAre("FICTION / General 3/1", "FICTION / Romance 2/1"));
}

}  // namespace
}  // namespace aan::service
