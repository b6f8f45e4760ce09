#include "domain/catalog/isbn.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

TEST(Isbn, IsCanonicalInThirteenDigitsHoweverItIsWritten) {
  for (const char* text : {"9780306406157", "978-0-306-40615-7", "urn:isbn:9780306406157",
                           "ISBN 978 0 306 40615 7", "0-306-40615-2", "isbn:0306406152"})
    EXPECT_EQ(canonical_isbn(text), "9780306406157") << text;
}

TEST(Isbn, TenAsXIsACheckDigit) {
  EXPECT_EQ(canonical_isbn("080442957X"), "9780804429573");
  EXPECT_EQ(canonical_isbn("080442957x"), "9780804429573");
}

TEST(Isbn, WrongCheckDigitOrPrefixIsNone) {
  for (const char* text :
       {"9780306406158", "0306406153", "9770306406150", "978030640615", "X306406152", "",
        "https://standardebooks.org/ebooks/x", "9780306406157a"})
    EXPECT_EQ(canonical_isbn(text), std::nullopt) << text;
}

}  // namespace
}  // namespace aan::catalog
