#include "adapters/store_sql/engine/copy_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace aan::store_sql {
namespace {

using Fields = std::vector<std::optional<std::string>>;

std::string line_of(const Fields& fields) {
  std::string line;
  bool is_first = true;
  for (const auto& field : fields) {
    append_field(line, field ? std::optional<std::string_view>(*field) : std::nullopt, is_first);
    is_first = false;
  }
  return line;
}

TEST(CopyText, IsWhatPostgresqlWrites) {
  EXPECT_EQ(line_of({"a\tb", std::nullopt, "", "c\nd\\e", "\\N"}),
            "a\\tb\t\\N\t\tc\\nd\\\\e\t\\\\N");
}

TEST(CopyText, NothingAndTheEmptyTextAreNotTheSame) {
  EXPECT_EQ(parse_fields("\\N\t"), (Fields{std::nullopt, ""}));
  EXPECT_EQ(parse_fields("\\\\N"), (Fields{"\\N"}));
}

TEST(CopyText, RefusesWhatIsNotWrittenSo) {
  for (const char* line : {"a\\", "\\x", "a\tb\\q", "\\N1", "\\101"})
    EXPECT_FALSE(parse_fields(line)) << line;
}

RC_GTEST_PROP(CopyText, GivesBackEveryField, ()) {
  const auto fields = *rc::gen::nonEmpty(rc::gen::container<std::vector<rc::Maybe<std::string>>>(
      rc::gen::maybe(rc::gen::arbitrary<std::string>())));
  Fields in;
  for (const auto& field : fields)
    in.push_back(field ? std::optional<std::string>(*field) : std::nullopt);
  const std::string line = line_of(in);
  RC_ASSERT(line.find('\n') == std::string::npos);
  RC_ASSERT(parse_fields(line) == in);
}

}  // namespace
}  // namespace aan::store_sql
