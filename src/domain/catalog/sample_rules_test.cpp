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

TEST(SampleRules, TheTextOfABookHasPicturesAndWaysOfOurNamesAlone) {
  constexpr std::string_view kGood =
      "<div lang=\"en\"><section id=\"s3\"><h2 id=\"t1\">A</h2><p><img src=\"p4\" alt=\"A &amp; "
      "b\"/>, <a href=\"#t12\">see</a> <a href=\"#s3\">there</a></p></section></div>";
  EXPECT_TRUE(is_safe_book_text(kGood));
  EXPECT_FALSE(is_safe_sample(kGood)) << "a sample has none";
  for (const char* bad :
       {"<p><img src=\"p4\" alt=\"\" onerror=\"x\"/></p>",
        "<p><img src=\"https://h/x\" alt=\"\"/></p>", "<p><img src=\"p\" alt=\"\"/></p>",
        "<p><img src=\"p4/../x\" alt=\"\"/></p>", "<p><img src=\"p4\" alt=\"&bomb;\"/></p>",
        "<p><a href=\"javascript:x\">a</a></p>", "<p><a href=\"#x\">a</a></p>",
        "<p><a href=\"//h/x\">a</a></p>", "<p id=\"main\">a</p>", "<p><a name=\"t1\">a</a></p>",
        "<p><img src=\"p4\" alt=\"\"></img></p>", "<p><script>a</script></p>",
        "<p style=\"x\">a</p>", "<p href=\"#t1\">a</p>", "<iframe src=\"p4\"></iframe>",
        "<form id=\"t1\"></form>"})
    EXPECT_FALSE(is_safe_book_text(bad)) << bad;
}

TEST(SampleRules, DepthHasAnEnd) {
  std::string deep, end;
  for (int i = 0; i < 400; ++i) {
    deep += "<b>";
    end += "</b>";
  }
  EXPECT_FALSE(is_safe_sample(deep + "x" + end));
}

TEST(SampleRules, ATagHasAnEnd) {
  const auto text = [](int count) {
    std::string tag = "<p";
    for (int i = 0; i < count; ++i) tag += " lang=\"en\"";
    return tag + ">x</p>";
  };
  EXPECT_TRUE(is_safe_sample(text(8)));
  EXPECT_FALSE(is_safe_sample(text(9)));
  EXPECT_FALSE(is_safe_book_text("<p><img alt=\"" + std::string(20'000, 'a') + "\"/></p>"));
}

}  // namespace
}  // namespace aan::catalog
