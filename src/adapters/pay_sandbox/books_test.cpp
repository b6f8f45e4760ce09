#include "adapters/pay_sandbox/books.hpp"

#include <gtest/gtest.h>

#include "adapters/pay_sandbox/books_json.hpp"

namespace aan::pay_sandbox {
namespace {

TEST(SandboxBooks, OneTextForEachSession) {
  Session session{"ref", {"test_1"}, {500, *find_asset("EUR")}, {7}, true, Timestamp{5}, {},
                  {},    {}};
  session.movements = {{"play-1", 500, {3}}};
  session.acts = {{"key", 0, 1, 2, false}, {"k2", 1, 0, 1, true}};
  session.refunds = {{"key", "back-1", "play-1", 100}};
  const std::string text = encode(session);
  EXPECT_EQ(parse_session(text).value(), session);
  EXPECT_EQ(parse_session(text + " ").error().code, Errc::corrupt);
  for (std::size_t i = 0; i < text.size(); ++i) EXPECT_FALSE(parse_session(text.substr(0, i)));
  std::string twice = text;
  twice.insert(1, "\"ref\":\"ref\",");
  EXPECT_FALSE(parse_session(twice)) << "a repeated field";
  std::string unknown = text;
  unknown.insert(1, "\"more\":1,");
  EXPECT_FALSE(parse_session(unknown)) << "an unknown field";
  session.acts[0].movements = 2;
  EXPECT_FALSE(parse_session(encode(session))) << "more movements than there are";
}

}  // namespace
}  // namespace aan::pay_sandbox
