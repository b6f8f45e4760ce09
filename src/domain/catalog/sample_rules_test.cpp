#include "domain/catalog/sample_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace aan::catalog {
namespace {

TEST(SampleRules, TextWithStructureAndEmphasisIsSafe) {
  for (const char* text :
       {"", "<p>a</p>",
        "<div lang=\"ar\" dir=\"rtl\"><section><h2>x</h2><p>a<br />b</p></section></div>",
        "<p>1 &lt; 2 &amp; &quot;x&quot; &gt;</p>", "<ruby>x<rt>y</rt></ruby>", "<hr/>",
        "<ul><li>a</li></ul>"})
    EXPECT_TRUE(is_safe_sample(text)) << text;
}

TEST(SampleRules, AnythingElseIsNot) {
  for (const char* text : {"<script>x</script>",
                           "<p onclick=\"x\">a</p>",
                           "<p>a",
                           "</p>",
                           "<p>a</b>",
                           "<a href=\"x\">y</a>",
                           "<img src=\"x\"/>",
                           "<p lang=\"a b\">x</p>",
                           "<p dir=\"up\">x</p>",
                           "<p lang='en'>x</p>",
                           "<!-- x -->",
                           "<![CDATA[x]]>",
                           "<?php ?>",
                           "<p>&nbsp;</p>",
                           "<p>a & b</p>",
                           "a > b",
                           "<p/>",
                           "<br>",
                           "<P>x</P>",
                           "<p\n>x</p>",
                           "<h1>x</h1>",
                           "<style>p{}</style>",
                           "<p style=\"x\">x</p>",
                           "<svg></svg>",
                           "<p>\x01</p>",
                           "<p>\xff</p>",
                           "<",
                           "<p",
                           "<p lang=\"en",
                           "<p lang=\"en\""})
    EXPECT_FALSE(is_safe_sample(text)) << text;
}

TEST(SampleRules, DepthHasAnEnd) {
  std::string deep, end;
  for (int i = 0; i < 400; ++i) {
    deep += "<b>";
    end += "</b>";
  }
  EXPECT_FALSE(is_safe_sample(deep + "x" + end));
}

}  // namespace
}  // namespace aan::catalog
