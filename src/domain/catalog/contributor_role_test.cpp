#include "domain/catalog/contributor_role.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace aan::catalog {
namespace {

TEST(ContributorRole, EveryPartComesBackByItsCodeAndItsWord) {
  std::set<std::string_view> codes;
  for (const ContributorRole role : contributor_roles()) {
    EXPECT_EQ(contributor_role(code_of(role)), role) << code_of(role);
    EXPECT_EQ(role_of_word(word_of(role)), role) << word_of(role);
    codes.insert(code_of(role));
  }
  EXPECT_EQ(codes.size(), contributor_roles().size());
  EXPECT_EQ(contributor_roles().front(), ContributorRole::author);
  EXPECT_EQ(contributor_roles().back(), ContributorRole::other);
  EXPECT_EQ(role_of_word(" Cover "), ContributorRole::cover);
  EXPECT_EQ(role_of_word("Foreword"), ContributorRole::introduction);
  EXPECT_FALSE(role_of_word("cook"));
  EXPECT_EQ(contributor_role("bkp"), ContributorRole::other);
  EXPECT_EQ(contributor_role(""), ContributorRole::other);
}

TEST(ContributorRole, FinerRelatorsAreThePartThatTheyAreOf) {
  EXPECT_EQ(contributor_role("wfw"), ContributorRole::introduction);
  EXPECT_EQ(contributor_role("waw"), ContributorRole::afterword);
}

TEST(ContributorRole, OnixHasACodeOfItsOwnForAllButPencilersAndTranscribers) {
  for (const ContributorRole role : contributor_roles()) {
    const ContributorRole back = role_of_onix(onix_code_of(role));
    EXPECT_EQ(back, role == ContributorRole::penciler      ? ContributorRole::illustrator
                    : role == ContributorRole::transcriber ? ContributorRole::other
                                                           : role)
        << word_of(role);
  }
  EXPECT_EQ(role_of_onix("A23"), ContributorRole::introduction);
  EXPECT_EQ(role_of_onix("B13"), ContributorRole::editor);
  EXPECT_EQ(role_of_onix("Q00"), ContributorRole::other);
}

}  // namespace
}  // namespace aan::catalog
