#include "adapters/tax_vies/vies_codec.hpp"

#include <gtest/gtest.h>

namespace aan::tax_vies {
namespace {

const tax::TaxNumber kNumber = *tax::parse_tax_number("FRXX123456789");

TEST(Vies, AQuestionNamesBothNumbers) {
  EXPECT_EQ(write_question(kNumber, *tax::parse_tax_number("EL123456789")),
            R"({"countryCode":"FR","vatNumber":"XX123456789","requesterMemberStateCode":"EL",)"
            R"("requesterNumber":"123456789"})");
}

TEST(Vies, AYesWithItsReferenceAndANoAreAnswers) {
  const auto yes = parse_answer(
      R"({"countryCode":"FR","vatNumber":"XX123456789","requestDate":"2026-11-26T10:00:00Z",
          "valid":true,"requestIdentifier":"WAPIAAAAX1","name":"X"})",
      kNumber);
  ASSERT_TRUE(yes);
  EXPECT_TRUE(yes->is_valid);
  EXPECT_EQ(yes->reference, "WAPIAAAAX1");
  EXPECT_EQ(yes->said_on, "2026-11-26T10:00:00Z");
  const auto no =
      parse_answer(R"({"countryCode":"FR","vatNumber":"XX123456789","valid":false})", kNumber);
  ASSERT_TRUE(no);
  EXPECT_FALSE(no->is_valid);
}

TEST(Vies, WhateverElseItSaysIsNoAnswer) {
  EXPECT_EQ(parse_answer(R"({"actionSucceed":false,"errorWrappers":[{"error":"MS_UNAVAILABLE"}]})",
                         kNumber)
                .error()
                .code,
            Errc::unavailable);
  for (const char* text :
       {"", "<html>", "[]", "{}", R"({"valid":"true"})",
        R"({"countryCode":"FR","vatNumber":"XX123456789","valid":true})",
        R"({"countryCode":"FR","vatNumber":"XX123456780","valid":true,"requestIdentifier":"x"})",
        R"({"countryCode":"DE","vatNumber":"XX123456789","valid":true,"requestIdentifier":"x"})"})
    EXPECT_EQ(parse_answer(text, kNumber).error().code, Errc::upstream_malformed) << text;
}

}  // namespace
}  // namespace aan::tax_vies
