#include "adapters/book_worker/kept_papers.hpp"

#include <gtest/gtest.h>

namespace aan::book_worker {
namespace {

TEST(KeptPapers, WhatWasAskedForLastStaysAndTheRestGoesOnceThereIsTooMuch) {
  KeptPapers papers(9);
  const auto kept = [&] {
    std::string names;
    for (const char* order : {"a", "b", "c", "d"})
      if (papers.find(order)) names += order;
    return names;
  };
  EXPECT_EQ(kept(), "");
  for (const char* order : {"a", "b", "c"}) papers.keep(order, "22");
  EXPECT_EQ(papers.find("a"), "22");
  papers.keep("d", "22");
  EXPECT_EQ(kept(), "acd") << "b was asked for longest ago";
  papers.keep("d", "33");
  EXPECT_EQ(papers.find("d"), "22") << "the same words are the same paper";
  EXPECT_EQ(kept(), "acd");
  papers.keep("b", "more than all may be");
  EXPECT_EQ(kept(), "acd") << "what is too large drives nothing out";
}

}  // namespace
}  // namespace aan::book_worker
