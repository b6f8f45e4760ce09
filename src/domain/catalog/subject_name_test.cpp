#include "domain/catalog/subject_name.hpp"

#include "base/text.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

Subject named(std::string name) { return {slug(name), name}; }

TEST(SubjectName, WaysToWriteANameAreOneSubjectWhateverTheirSlugs) {
  EXPECT_TRUE(is_one_subject(named("Hawai'i"), named("Hawai\u2018i")));
  EXPECT_TRUE(is_one_subject(named("中国 历史"), named("中国历史")));
  EXPECT_TRUE(is_one_subject({"hawaii-2", "Hawai'i"}, named("Hawai\u2018i"))) << "told apart";
  EXPECT_TRUE(is_one_subject({"", "Ponds"}, named("ponds")));
  EXPECT_FALSE(is_one_subject(named("C++"), named("C#"))) << "one slug";
  EXPECT_FALSE(is_one_subject(named("\u0301"), named("\u0302"))) << "nothing to know them by";
}

TEST(SubjectName, ACodeIsOneWhateverItIsCalledAndNoneOfThoseWords) {
  EXPECT_TRUE(is_one_subject({"thema-fba", "Fiction"}, {"thema-fba", "Belletristik"}));
  EXPECT_FALSE(is_one_subject({"thema-fba", "Fiction"}, {"bisac-fic000000", "Fiction"}));
  EXPECT_FALSE(is_one_subject({"thema-fba", "Fiction"}, named("Fiction")));
}

}  // namespace
}  // namespace aan::catalog
