#include "domain/catalog/text_headings.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

TEST(TextHeadings, BeginAtTheSecondLevelAndSkipNone) {
  EXPECT_EQ(fitted_headings("<h3 lang=\"ar\">a</h3><p>b</p><h5>c</h5><h3>d</h3>"),
            "<h2 lang=\"ar\">a</h2><p>b</p><h3>c</h3><h2>d</h2>");
  EXPECT_EQ(fitted_headings("<h4>a</h4><h2>b</h2><h6>c</h6><h6>d</h6>"),
            "<h2>a</h2><h2>b</h2><h3>c</h3><h3>d</h3>");
}

TEST(TextHeadings, ThatFitAreLeftAlone) {
  for (const char* markup : {"<h2>a</h2><h3>b</h3><h3>c</h3><h2>d</h2>", "<p>no heading</p><hr/>",
                             "<h2>a</h2><h3>b</h3><h4>c</h4><h5>d</h5><h6>e</h6>", "", "<", "<h"})
    EXPECT_EQ(fitted_headings(markup), markup);
}

}  // namespace
}  // namespace aan::catalog
