#include "web/view/books/accessibility.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aan::web {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

catalog::AccessibilityFacts stated() {
  catalog::AccessibilityFacts facts;
  facts.stated = true;
  return facts;
}

AccessibilityStatements of(const catalog::AccessibilityFacts& facts, bool is_fixed = false) {
  return accessibility_statements(facts, is_fixed, find_locale("en"));
}

TEST(Accessibility, IsSaidToBeUnknownWhenNothingIsStated) {
  const auto out = of({});
  EXPECT_THAT(out.summary, ElementsAre("No information is available: the book says nothing about "
                                       "its accessibility."));
  EXPECT_THAT(out.groups, IsEmpty());
}

TEST(Accessibility, TextAloneIsReadable) {
  auto facts = stated();
  facts.access_modes = {"textual", "visual"};
  facts.access_modes_sufficient = {"textual"};
  EXPECT_THAT(of(facts).summary, Contains("Readable in read aloud or dynamic braille"));
}

TEST(Accessibility, TextWithPicturesThatAreNeededIsNotFullyReadable) {
  auto facts = stated();
  facts.access_modes = {"textual", "visual"};
  facts.access_modes_sufficient = {"textual,visual"};
  EXPECT_THAT(of(facts).summary, Contains("Not fully readable in read aloud or dynamic braille"));
}

TEST(Accessibility, PicturesAloneAreNotReadable) {
  auto facts = stated();
  facts.access_modes = {"visual"};
  EXPECT_THAT(of(facts).summary, Contains("Not readable in read aloud or dynamic braille"));
}

TEST(Accessibility, FixedPagesCannotBeModifiedWhateverTheBookClaims) {
  auto facts = stated();
  facts.features = {"displayTransformability"};
  EXPECT_THAT(of(facts, true).summary, Contains("Appearance cannot be modified"));
  EXPECT_THAT(of(facts, false).summary, Contains("Appearance can be modified"));
}

TEST(Accessibility, LevelsOfConformanceAreNotMixedUp) {
  const auto level = [](const char* claim) {
    auto facts = stated();
    facts.conforms_to = {claim};
    return of(facts).groups[1].statements.front();
  };
  EXPECT_EQ(level("EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
            "This publication meets accepted accessibility standards");
  EXPECT_EQ(level("EPUB Accessibility 1.1 - WCAG 2.1 Level AAA"),
            "This publication exceeds accepted accessibility standards");
  EXPECT_EQ(level("http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-a"),
            "This publication meets minimum accessibility standards");
  EXPECT_EQ(level("our own rules"),
            "Conformance to accepted standards for accessibility of this publication cannot be "
            "determined");
}

TEST(Accessibility, HazardsAreNamedOrDeniedOrUnknown) {
  const auto hazards = [](std::vector<std::string> said) {
    auto facts = stated();
    facts.hazards = std::move(said);
    for (const auto& group : of(facts).groups)
      if (group.name == "Hazards") return group.statements;
    return std::vector<std::string>();
  };
  EXPECT_THAT(hazards({"none"}), ElementsAre("No hazards"));
  EXPECT_THAT(hazards({"noFlashingHazard", "noSoundHazard", "noMotionSimulationHazard"}),
              ElementsAre("No hazards"));
  EXPECT_THAT(hazards({"flashing", "noSoundHazard"}), ElementsAre("Flashing content"));
  EXPECT_THAT(hazards({"unknown"}), ElementsAre("The presence of hazards is unknown"));
  EXPECT_THAT(hazards({}), ElementsAre("No information is available"));
}

}  // namespace
}  // namespace aan::web
