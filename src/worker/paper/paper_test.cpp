#include "worker/paper/paper.hpp"

#include <gtest/gtest.h>

namespace aan::worker::paper {
namespace {

Order invoice(std::size_t rows) {
  Order order;
  order.title = "Invoice INV-000042";
  order.from = {"Calder & Daughters", "4 Bakery Lane", "VAT DE123456789"};
  order.to = {"Mirjam Holt", "Håkon’s gate 7"};
  order.to_head = "For";
  order.facts = {{"Date", "26 November 2026", ""}};
  order.head = {"What", "", "Amount"};
  for (std::size_t i = 0; i < rows; ++i) order.rows.push_back({"Walden", "Henry Thoreau", "€4.99"});
  order.sums = {{"VAT 7 %", "", "€0.33"}, {"Total", "", "€4.99"}};
  order.notes = {"Paid."};
  order.page = "Page {number} of {count}";
  order.made_at = "2026-11-26T12:00:00Z";
  return order;
}

class Paper : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = draw::Fonts::load();
    ASSERT_TRUE(loaded) << loaded.error().detail;
    fonts_ = std::make_unique<draw::Fonts>(*std::move(loaded));
  }
  std::unique_ptr<draw::Fonts> fonts_;
};

TEST_F(Paper, IsAPdfAndTheSameOrderGivesTheSameBytes) {
  const auto pdf = write_pdf(*fonts_, invoice(3));
  ASSERT_TRUE(pdf);
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  EXPECT_EQ(write_pdf(*fonts_, invoice(3)), *pdf);
}

TEST_F(Paper, LongOnesGoOnOnFurtherPages) {
  const auto one = write_pdf(*fonts_, invoice(3));
  const auto many = write_pdf(*fonts_, invoice(50));
  ASSERT_TRUE(one && many);
  EXPECT_TRUE(one->contains("/Count 1"));
  EXPECT_TRUE(many->contains("/Count 3") || many->contains("/Count 2"));
}

TEST_F(Paper, OneThatIsNotRealIsMarkedOnEveryPage) {
  Order marked = invoice(3);
  marked.mark = {"PLAY MONEY", "All amounts are play money.", ""};
  const auto pdf = write_pdf(*fonts_, marked);
  ASSERT_TRUE(pdf);
  EXPECT_NE(*pdf, *write_pdf(*fonts_, invoice(3)));
  EXPECT_TRUE(pdf->contains("/Count 1"));
}

// The same words stand elsewhere: each column and each line from the right.
TEST_F(Paper, OneInALanguageFromTheRightIsMirrored) {
  Order latin = invoice(2);
  latin.language = "de";
  Order arabic = latin;
  arabic.language = "ar";
  const auto from_left = write_pdf(*fonts_, latin);
  const auto from_right = write_pdf(*fonts_, arabic);
  ASSERT_TRUE(from_left && from_right);
  EXPECT_NE(*from_left, *from_right);
}

TEST(PaperOrder, WhatSaysNothingOrTooMuchIsRefused) {
  catalog::FrameWriter none;
  EXPECT_EQ(parse_order(std::move(none).finish()).error().code, Errc::invalid);
  catalog::FrameWriter long_text;
  long_text.put(catalog::FieldTag::paper_title, std::string(kTextBytesMax + 1, 'x'));
  EXPECT_EQ(parse_order(std::move(long_text).finish()).error().code, Errc::invalid);
  catalog::FrameWriter many;
  many.put(catalog::FieldTag::paper_title, "t");
  for (std::size_t i = 0; i <= kPartsMax; ++i) many.put(catalog::FieldTag::paper_row, "x");
  EXPECT_EQ(parse_order(std::move(many).finish()).error().code, Errc::invalid);
  catalog::FrameWriter good;
  good.put(catalog::FieldTag::paper_title, "t");
  good.put(catalog::FieldTag::paper_row, "Walden\x1fThoreau\x1f€4.99");
  const auto order = parse_order(std::move(good).finish());
  ASSERT_TRUE(order);
  EXPECT_EQ(order->rows[0].detail, "Thoreau");
  EXPECT_EQ(order->rows[0].amount, "€4.99");
}

}  // namespace
}  // namespace aan::worker::paper
