#include "web/view/books/linked_text.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

using Pieces = std::vector<TextPiece>;

TEST(LinkedText, LinksOfMarkdownAreLinks) {
  EXPECT_EQ(linked_text("Free: [CC0 1.0](https://cc.example/zero/) for all."),
            (Pieces{{"Free: ", ""}, {"CC0 1.0", "https://cc.example/zero/"}, {" for all.", ""}}));
  EXPECT_EQ(linked_text("[a](https://a.example)[b](http://b.example)"),
            (Pieces{{"a", "https://a.example"}, {"b", "http://b.example"}}));
}

TEST(LinkedText, WhatLeadsNowhereOnTheWebStaysText) {
  for (const char* text :
       {"All rights reserved.", "[a](javascript:alert(1))", "[a](/desk)", "[a](https://a.example",
        "[](https://a.example)", "a](https://a.example)", "[a](https://a.example/ \"x\")"})
    EXPECT_EQ(linked_text(text), (Pieces{{text, ""}})) << text;
  EXPECT_EQ(linked_text(""), Pieces{});
}

}  // namespace
}  // namespace aan::web
