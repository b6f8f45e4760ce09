#include <fcntl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/reader.hpp"

namespace aan::worker::epub {
namespace {

std::filesystem::path data_folder() {
  if (const char* given = std::getenv("AAN_TEST_DATA")) return given;
  const char* root = std::getenv("AAN_SOURCE_DIR");
  return std::filesystem::path(root == nullptr ? "." : root) / "../shared/data";
}

class RealBooks : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(data_folder() / "epub"))
      GTEST_SKIP() << "no real EPUBs: AAN_TEST_DATA does not name a folder with epub/";
  }
  static EpubFacts read(const std::filesystem::path& path) {
    auto archive = Archive::from_descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    EXPECT_TRUE(archive) << path;
    auto facts = read_epub(*archive);
    EXPECT_TRUE(facts) << path << facts.error().to_string();
    return std::move(*facts);
  }
  static EpubFacts read_named(const std::string& name) {
    return read(data_folder() / "epub" / (name + ".epub"));
  }
};

TEST_F(RealBooks, AllOfThemAreReadWithWhatAShopNeeds) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data_folder() / "epub")) {
    if (entry.path().extension() != ".epub") continue;
    ++count;
    const EpubFacts facts = read(entry.path());
    const auto& record = facts.record;
    EXPECT_FALSE(record.title.empty()) << entry.path();
    EXPECT_FALSE(record.contributors.empty()) << entry.path();
    EXPECT_NE(record.language, "und") << entry.path();
    EXPECT_FALSE(record.identifier.empty()) << entry.path();
    EXPECT_FALSE(record.contents.empty()) << entry.path();
    EXPECT_GT(record.words, 100U) << entry.path();
    EXPECT_FALSE(facts.covers.empty()) << entry.path();
    EXPECT_TRUE(catalog::is_safe_sample(facts.sample_html)) << entry.path();
    EXPECT_EQ(facts.sample_html.empty(), entry.path().stem() == "idpf_sous-le-vent")
        << entry.path();
    EXPECT_TRUE(facts.warnings.empty()) << entry.path();
    EXPECT_TRUE(catalog::parse_book_record(catalog::encode_book_record(record))) << entry.path();
  }
  EXPECT_EQ(count, 28);
}

TEST_F(RealBooks, ANovelHasItsFactsInTheRightFields) {
  const auto record = read_named("se_jane-austen_pride-and-prejudice").record;
  EXPECT_EQ(record.title, "Pride and Prejudice");
  EXPECT_EQ(record.language, "en-GB");
  EXPECT_EQ(record.contributors.at(0).name, "Jane Austen");
  EXPECT_EQ(record.contributors.at(0).sort_name, "Austen, Jane");
  EXPECT_EQ(record.publisher, "Standard Ebooks");
  EXPECT_EQ(record.published, "2014-05-25");
  EXPECT_EQ(record.series, "") << "lists of best novels are no series";
  EXPECT_EQ(record.subjects.size(), 10U) << "seven, and the sets that it is in";
  EXPECT_EQ(record.accessibility.certified_by, "Standard Ebooks");
  EXPECT_EQ(record.accessibility.conforms_to.at(0), "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
  EXPECT_NEAR(static_cast<double>(record.words), 121970, 2000) << "the publisher's own count";
}

TEST_F(RealBooks, SeriesSubtitleAndTranslatorAreFound) {
  const auto holmes = read_named("se_arthur-conan-doyle_the-adventures-of-sherlock-holmes").record;
  EXPECT_EQ(holmes.series + " " + holmes.series_position, "Sherlock Holmes 3");
  EXPECT_EQ(read_named("se_herman-melville_moby-dick").record.subtitle, "Or, The Whale");
  const auto meditations = read_named("se_marcus-aurelius_meditations_george-long").record;
  EXPECT_TRUE(std::ranges::any_of(meditations.contributors, [](const auto& c) {
    return c.name == "George Long" && c.role == catalog::ContributorRole::translator;
  }));
}

TEST_F(RealBooks, AnArabicSampleReadsFromTheRight) {
  const auto facts = read_named("idpf_regime-anticancer-arabic");
  EXPECT_EQ(facts.record.language, "ar");
  EXPECT_NE(facts.sample_html.find("dir=\"rtl\""), std::string::npos);
}

TEST_F(RealBooks, FixedLayoutAndScriptsAreSeen) {
  EXPECT_TRUE(read_named("idpf_cole-voyage-of-life-tol").record.fixed_layout);
  EXPECT_TRUE(read_named("idpf_trees").record.has_scripts);
  EXPECT_FALSE(read_named("se_bram-stoker_dracula").record.has_scripts);
}

}  // namespace
}  // namespace aan::worker::epub
