// Pages in the languages of the shop: what surrounds them, and what is filled into their texts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "domain/sales/consent.hpp"
#include "web/view/books/browse_pages.hpp"
#include "web/view/error_text.hpp"
#include "web/view/language_path.hpp"
#include "web/view/sale/country_choices.hpp"
#include "web/view/sale/stamp_page.hpp"
#include "web/view/template_text.hpp"
#include "web/view/text_pages.hpp"

namespace aan::web {
namespace {

using testing::HasSubstr;
using testing::Not;

Frame frame_in(const std::string& code) {
  Frame frame;
  frame.shop_name = "Night Shelves";
  frame.locale = code;
  frame.address = "https://shop.example";
  frame.here = frame.canonical_path = "/books?free=1";
  frame.offers_languages = true;
  return frame;
}

TEST(LanguagePath, NamesTheLanguageInFrontOfThePath) {
  EXPECT_EQ(path_in_language("de", "/books?free=1"), "/de/books?free=1");
  EXPECT_EQ(path_in_language("de", "/"), "/de");
  EXPECT_EQ(path_in_language("", "/"), "/");
  const LanguagePath split = split_language("/de/books/x");
  EXPECT_EQ(split.language, "de");
  EXPECT_EQ(split.rest, "/books/x");
  EXPECT_EQ(split_language("/de").rest, "/");
  EXPECT_EQ(split_language("/").language, "");
  EXPECT_EQ(split_language("").language, "");
}

TEST(Languages, APageSaysItsOwnAndWhereTheOthersAre) {
  Frame frame = frame_in("ar");
  frame.own_locale = "de";
  const std::string html = render(BooksPage{}, frame);
  EXPECT_THAT(html, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(html, HasSubstr("rel=\"canonical\" href=\"https://shop.example/ar/books?free=1\""));
  EXPECT_THAT(html, HasSubstr("hreflang=\"de\" href=\"https://shop.example/books?free=1\""));
  EXPECT_THAT(html, HasSubstr("hreflang=\"x-default\" href=\"https://shop.example/books?free=1\""));
  EXPECT_THAT(html, HasSubstr("hreflang=\"en\" href=\"https://shop.example/en/books?free=1\""));
  EXPECT_THAT(html, HasSubstr("value=\"ar\" lang=\"ar\" aria-current=\"true\">العربية</button>"));
  frame.canonical_path.clear();
  frame.offers_languages = false;
  EXPECT_THAT(render(BooksPage{}, frame), Not(HasSubstr("hreflang")));
  EXPECT_THAT(render(BooksPage{}, frame), Not(HasSubstr("action=\"/language\"")));
}

TEST(Languages, EachPageOfWordsIsInItsLanguage) {
  for (const std::string& code : locale_codes()) {
    const Frame frame = frame_in(code);
    for (const std::string& html :
         {render(HomePage{}, frame), render(BooksPage{}, frame), render(HelpPage{}, frame),
          render(AboutPage{}, frame), render(AboutFallbackPage{}, frame)}) {
      EXPECT_THAT(html, HasSubstr("<html lang=\"" + code + "\""));
      EXPECT_THAT(html, HasSubstr(find_locale(code).text("foot_language")));
      EXPECT_THAT(html, Not(HasSubstr("{{")));
      if (code != "en") EXPECT_THAT(html, Not(HasSubstr("Help"))) << code;
    }
  }
}

TEST(Languages, TermsAreTranslatedWhereTheyAreThoseOfEveryShop) {
  TermsPage terms;
  terms.text = default_terms("en");
  terms.version = 3;
  terms.may_be_translated = true;
  const std::string german = render(terms, frame_in("de"));
  EXPECT_THAT(german, HasSubstr("href=\"/terms/3\""));
  EXPECT_THAT(german, Not(HasSubstr("These terms are for everybody")));
  EXPECT_THAT(render(terms, frame_in("en")), Not(HasSubstr("/terms/3")));
  terms.may_be_translated = false;
  EXPECT_THAT(render(terms, frame_in("de")),
              HasSubstr("<div class=\"prose\" lang=\"en\" dir=\"ltr\">\n<p>These terms are"));
  terms.may_be_translated = true;
  terms.text = "Every sale is final.";
  Frame frame = frame_in("ar");
  frame.own_locale = "fr";
  EXPECT_THAT(render(terms, frame), HasSubstr("lang=\"fr\" dir=\"ltr\">\n<p>Every sale is final."))
      << "what a shop wrote itself stands as it is";
}

TEST(Languages, WhatIsFilledIntoATextFromTheRightIsSetApart) {
  const Locale locale = Locale::parse(
                            "locale.code = ar\nlocale.direction = rtl\n"
                            "locale.plural = arabic\na = س {word} [ع {word}]({place})")
                            .value();
  EXPECT_THAT(resolve_template("{{T_a}}", locale),
              HasSubstr("س \u2068{{WORD}}\u2069 <a href=\"{{PLACE}}\">ع \u2068{{WORD}}\u2069</a>"));
}

TEST(Languages, CountriesStandWherePeopleLookForThem) {
  const auto place = [](const char* code, std::string_view country) {
    const auto& all = country_choices(find_locale(code));
    return std::ranges::find(all, country, &CountryChoice::code) - all.begin();
  };
  EXPECT_EQ(country_choices(find_locale("ar")).size(), country_choices(find_locale("en")).size());
  EXPECT_LT(place("de", "EG"), place("de", "BE")) << "Ägypten before Belgien";
  EXPECT_LT(place("fr", "US"), place("fr", "FR")) << "États-Unis before France";
  EXPECT_EQ(country_of_english(find_locale("es"), "Germany"), "Alemania");
  EXPECT_EQ(country_of_english(find_locale("es"), "Atlantis"), "Atlantis");
  Error error;
  error.code = Errc::conflict;
  error.reason = "not_sold_there";
  error.values = {{"title", std::string("Walden")}, {"country", std::string("Germany")}};
  EXPECT_THAT(error_text(find_locale("fr"), {409, error}).sentence, HasSubstr("Allemagne"));
}

TEST(Languages, TheClosingPageOfACopyIsWrittenFromTheRight) {
  ports::StampPage about;
  about.locale = "ar-EG";
  EXPECT_TRUE(stamp_words(about).is_from_right);
  EXPECT_EQ(stamp_words(about).language, "ar");
  about.locale = "de";
  EXPECT_FALSE(stamp_words(about).is_from_right);
}

// The words are part of what a buyer agreed to: other words are another version, in each language.
TEST(Languages, TheWordsOfTheConsentAreThoseOfItsVersion) {
  EXPECT_EQ(sales::kConsentText, 3);
  const std::map<std::string, std::string> kWords = {
      {"ar", "3981d2105e50672d1d66c153d64ee51bedf9b24b879d6f8ea2d5b9493598f9e3"},
      {"de", "69259776d1142576faa6915f84fcd4c006bb6088d6b828266c42b1913a571f82"},
      {"en", "2b5257bffc26fed9b3d05f85927b725a986bab5b710b9aa76859389ce0d91bb7"},
      {"es", "2a4ba34668ece7ab117f019264abffda168864bd05e9bfe2f715b5e78aa686cc"},
      {"fr", "5113305e003c59a50b62cd9c7e48d3553894fbf3c27cc63881b5ea3c8d9bd6e0"}};
  EXPECT_EQ(sales::kConsentTextLater, 2);
  const std::map<std::string, std::string> kWordsLater = {
      {"ar", "d3eef110edabd4bb499366b58a62f0bbf0d030f6a83300f693f9ea18aab0db45"},
      {"de", "db37913fa50d85e6610f8e33eab801338150b9cb57d8386e584ba2872b3d073a"},
      {"en", "22467ec2af83c5a3ec0996dff65ced28046423b52bff25f35d68cb3be44fd5ce"},
      {"es", "6d53499685b80467ca1ac5cd5b226409faec35efbd256e76a9ef9a17595b05e1"},
      {"fr", "57771a637e5438d806737d956f2fd784ab2f0fdcd0d3acc6e08a95f3748c0efe"}};
  EXPECT_EQ(sales::kConsentTextOutside, 4);
  const std::map<std::string, std::string> kWordsOutside = {
      {"ar", "22b0c09b5e001dbcba0f91aa737e351fe74de9b0d3c763dcda417ca1d56f86bb"},
      {"de", "cdd95b7dc3b36a90237fdaafe61c5422584de7a8da49113bf2c1f1f2d165c76b"},
      {"en", "5db5865cc89679f059613ef3e136b3f51ff6b73a385881b814b102c295815fc5"},
      {"es", "93e85f524ff89dbac2576e34eea34ea6d2ed37bc10941743c33b75bac67da4be"},
      {"fr", "c4c141e56db3ae92027ca11dd7325c265ecf7f43d7d4e402262caca63baa40ad"}};
  EXPECT_EQ(sales::kConsentTextOutsideLater, 5);
  const std::map<std::string, std::string> kWordsOutsideLater = {
      {"ar", "1ce46d4fe4dd94eb4cf5349b29846254a2001b2c34ca0f991859901f204cc387"},
      {"de", "0dd5eff6b4f76cadf5b4d7bc1fe01d9d6902546e5d75dd8880c20466ec75245f"},
      {"en", "a9b59e08e70814d0ae6139de6611ac24de3db22243d4fde06839c53467b4a158"},
      {"es", "db2df417f1ddf2604fbe19e93755a007dfeaac5cd893df49be45a66481dfd2bf"},
      {"fr", "e05ffe2a97f98a1cf50eb092ae11d1077e10fe8d0788f7bf6e20a3f1e3846321"}};
  const auto digest = [](const std::string& code, const char* key) {
    return hex(crypto::sha256(find_locale(code).text(key)));
  };
  for (const std::string& code : locale_codes()) {
    EXPECT_EQ(digest(code, "consent_label"), kWords.at(code)) << code;
    EXPECT_EQ(digest(code, "consent_label_later"), kWordsLater.at(code)) << code;
    EXPECT_EQ(digest(code, "consent_label_outside"), kWordsOutside.at(code)) << code;
    EXPECT_EQ(digest(code, "consent_label_outside_later"), kWordsOutsideLater.at(code)) << code;
  }
}

}  // namespace
}  // namespace aan::web
