#include "web/view/markdown.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

std::string html(std::string_view text) { return markdown(text).markup(); }

TEST(Markdown, WritesHeadingsParagraphsAndLists) {
  EXPECT_EQ(html("# One\ntext\nmore\n\nnext"), "<h2>One</h2>\n<p>text more</p>\n<p>next</p>\n");
  EXPECT_EQ(html("- a\n- b\n  goes on\n\n1. x\n2. y"),
            "<ul>\n<li>a</li>\n<li>b goes on</li>\n</ul>\n<ol>\n<li>x</li>\n<li>y</li>\n</ol>\n");
  EXPECT_EQ(html("text\n- a"), "<p>text</p>\n<ul>\n<li>a</li>\n</ul>\n");
  EXPECT_EQ(html("> said"), "<blockquote><p>said</p></blockquote>\n");
}

TEST(Markdown, WritesEmphasisCodeAndLinks) {
  EXPECT_EQ(html("*a* **b** `c*`"), "<p><em>a</em> <strong>b</strong> <code>c*</code></p>\n");
  EXPECT_EQ(html("[terms](/terms)"), "<p><a href=\"/terms\">terms</a></p>\n");
  EXPECT_EQ(html("2 * 3 * 4"), "<p>2 * 3 * 4</p>\n");
}

TEST(Markdown, ALineBreaksWhereItSaysSoOrWhereLinesAreKept) {
  EXPECT_EQ(html("one\ntwo"), "<p>one two</p>\n");
  EXPECT_EQ(html("one  \ntwo\\\nthree"), "<p>one<br>\ntwo<br>\nthree</p>\n");
  const auto kept = [](std::string_view text) {
    return markdown(text, MarkdownLines::kept).markup();
  };
  EXPECT_EQ(kept("Ines Calder\r\n4 Bakery Lane\n\nHarbour *Town*"),
            "<p>Ines Calder<br>\n4 Bakery Lane</p>\n<p>Harbour <em>Town</em></p>\n");
  EXPECT_EQ(kept("- one\n  more\n- two"), "<ul>\n<li>one<br>\nmore</li>\n<li>two</li>\n</ul>\n");
  EXPECT_EQ(kept("[x](https://a\n.example)").find("<a"), std::string::npos);
}

TEST(Markdown, WritesRules) {
  EXPECT_EQ(html("one\n---\ntwo\r\n* * *\r\n___"), "<p>one</p>\n<hr>\n<p>two</p>\n<hr>\n<hr>\n");
  EXPECT_EQ(html("- a\n-----\n- b"), "<ul>\n<li>a</li>\n</ul>\n<hr>\n<ul>\n<li>b</li>\n</ul>\n");
  for (const char* none : {"--", "-*-", "--- x", "**a**"})
    EXPECT_EQ(html(none).find("<hr>"), std::string::npos) << none;
}

TEST(Markdown, WritesTables) {
  EXPECT_EQ(html("Fees\n| Land | *Days* |\r\n|:---|---:|\r\n| DE | 2 |\n| A \\| B <i> |\n\nBehind"),
            "<p>Fees</p>\n<div class=\"sideways\" tabindex=\"0\" role=\"group\" "
            "aria-label=\"Land, Days\">\n<table>\n<thead>\n<tr><th scope=\"col\">Land</th><th "
            "scope=\"col\" "
            "class=\"end\"><em>Days</em></th></tr>\n</thead>\n<tbody>\n"
            "<tr><td>DE</td><td class=\"end\">2</td></tr>\n"
            "<tr><td>A | B &lt;i&gt;</td><td colspan=\"1\"></td></tr>\n</tbody>\n</table>\n</div>\n"
            "<p>Behind</p>\n");
  const auto row = [](const std::string& cell, int columns) {
    std::string cells = "|";
    for (int i = 0; i < columns; ++i) cells += cell + "|";
    return cells + "\n";
  };
  EXPECT_TRUE(html(row("a", 20) + row("-", 20)).contains("<table>"));
  EXPECT_FALSE(html(row("a", 21) + row("-", 21)).contains("<table>"));
  std::string empty = row("a", 20) + row("-", 20);
  for (int i = 0; i < 30'000; ++i) empty += "|\n";
  EXPECT_LT(html(empty).size(), 30 * empty.size()) << "columns are not multiplied by rows";
  EXPECT_NE(html("a | b\n:-:|-\n1 | 2 | 3").find("<th scope=\"col\" class=\"middle\">a</th>"),
            std::string::npos);
  EXPECT_EQ(html("a | b\n:-:|-\n1 | 2 | 3").find(">3<"), std::string::npos) << "no third column";
  for (const char* none :
       {"a | b", "a | b\nc | d", "a | b\n---", "a\n|-|-|", "|-|\n|", "a|b\n--:-|-"})
    EXPECT_EQ(html(none).find("<table>"), std::string::npos) << none;
}

TEST(Markdown, NamesATableByItsHead) {
  EXPECT_NE(html("a \"b\" <i> | [**c**](/d) | \n-|-\n1 | 2")
                .find("role=\"group\" aria-label=\"a &quot;b&quot; &lt;i&gt;, c\">"),
            std::string::npos);
  EXPECT_TRUE(html("| | |\n|-|-|\n|1|2|").starts_with("<div class=\"sideways\" tabindex=\"0\">"));
}

TEST(Markdown, KeepsHtmlAsText) {
  EXPECT_EQ(html("<b>x</b> & \"y\""), "<p>&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;</p>\n");
}

TEST(Markdown, RefusesTargetsThatRunOrLeadAstray) {
  for (const char* bad : {"javascript:alert(1)", "//evil.example", "data:text/html,x",
                          "JAVASCRIPT:x", "/\\evil.example", "vbscript:x", "ht tps://x"}) {
    const std::string text = std::string("[x](") + bad + ")";
    EXPECT_EQ(html(text).find("<a"), std::string::npos) << text;
  }
  EXPECT_EQ(html("[x](https://a/\"onclick=\")").find("onclick=\""), std::string::npos);
}

TEST(Markdown, SurvivesUnclosedMarks) {
  for (const char* odd : {"*", "**", "`", "[", "[x](", "***", "# ", "-", "1.", "[[[[*`"})
    EXPECT_FALSE(html(std::string("a ") + odd).empty()) << odd;
  EXPECT_EQ(html(""), "");
}

}  // namespace
}  // namespace aan::web
