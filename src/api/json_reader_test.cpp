#include "api/json_reader.hpp"

#include <gtest/gtest.h>

namespace aan::api {
namespace {

using namespace std::string_literals;

std::string reason(std::string_view text) {
  const auto read = read_json(text);
  return read ? "" : read.error().safe;
}

TEST(JsonReader, ReadsWhatIsAllowed) {
  const auto value = read_json(R"( {"a":[1,-2,true,null,"é\u00e9\ud83d\ude00"],"b":{}} )");
  ASSERT_TRUE(value.has_value());
  const JsonValue::Object& object = *value->object();
  ASSERT_EQ(object.size(), 2U);
  EXPECT_EQ(object[0].name, "a");
  const JsonValue::Array& array = *object[0].value.array();
  ASSERT_EQ(array.size(), 5U);
  EXPECT_EQ(std::get<std::int64_t>(array[1].value), -2);
  EXPECT_TRUE(array[3].is_null());
  EXPECT_EQ(*array[4].text(), "éé😀");
  EXPECT_TRUE(object[1].value.object()->empty());
}

TEST(JsonReader, TakesTheWholeRangeOf64BitsWithASign) {
  EXPECT_TRUE(read_json("[9223372036854775807,-9223372036854775808]").has_value());
  EXPECT_FALSE(read_json("[9223372036854775808]").has_value());
  EXPECT_FALSE(read_json("[-9223372036854775809]").has_value());
  EXPECT_FALSE(read_json("[99999999999999999999999999]").has_value());
}

TEST(JsonReader, RefusesFloatingPointInEveryDress) {
  for (const char* text : {"[1.0]", "[1e2]", "[0.1]", "[1E400]", "[-0.0]", "[NaN]", "[Infinity]"})
    EXPECT_FALSE(read_json(text).has_value()) << text;
}

TEST(JsonReader, RefusesAMemberTwiceAndNamesIt) {
  EXPECT_NE(reason(R"({"a":1,"b":2,"a":1})").find("\"a\""), std::string::npos);
  EXPECT_FALSE(read_json(R"({"a":1,"\u0061":1})").has_value());
  EXPECT_FALSE(read_json(R"({"x":{"":1,"":2}})").has_value());
  EXPECT_TRUE(read_json(R"({"a":{"a":1},"b":{"a":1}})").has_value());
}

TEST(JsonReader, RefusesWhatIsNotJson) {
  for (const std::string& text : {"{"s,
                                  "}"s,
                                  "[1,]"s,
                                  "{\"a\":1,}"s,
                                  "{a:1}"s,
                                  "{'a':1}"s,
                                  "[1 2]"s,
                                  "// x\n{}"s,
                                  "{}x"s,
                                  "{} {}"s,
                                  "[01]"s,
                                  "[+1]"s,
                                  "[.5]"s,
                                  "[\"\t\"]"s,
                                  "[\"\\x\"]"s,
                                  "[\"\\ud800\"]"s,
                                  "[\"\\udc00\\ud800\"]"s,
                                  "tru"s,
                                  "\xEF\xBB\xBF{}"s,
                                  "[\"\xC3\x28\"]"s,
                                  "[\"\xED\xA0\x80\"]"s,
                                  "[\"\xC0\xAF\"]"s,
                                  "{}\0"s,
                                  "[\"\\u0000\"]"s,
                                  "{\"\\u0000\":1}"s,
                                  ""s,
                                  "  \n"s})
    EXPECT_FALSE(read_json(text).has_value()) << text;
}

TEST(JsonReader, StopsAtTheLimitOfDepthWithoutRecursion) {
  const std::size_t deep = kJsonDepthMax;
  EXPECT_TRUE(read_json(std::string(deep, '[') + std::string(deep, ']')).has_value());
  EXPECT_FALSE(read_json(std::string(deep + 1, '[') + std::string(deep + 1, ']')).has_value());
  EXPECT_FALSE(read_json(std::string(100'000, '[')).has_value());
  std::string objects;
  for (int i = 0; i < 10'000; ++i) objects += R"({"a":)";
  EXPECT_FALSE(read_json(objects).has_value());
}

TEST(JsonReader, StopsAtItsOtherLimits) {
  EXPECT_EQ(read_json(std::string(kJsonBytesMax + 1, ' ')).error().code, Errc::too_large);
  std::string members = "{";
  for (std::size_t i = 0; i <= kJsonObjectMembersMax; ++i)
    members += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":1";
  EXPECT_FALSE(read_json(members + "}").has_value());
  std::string values = "[";
  for (std::size_t i = 0; i <= kJsonValuesMax; ++i) values += i == 0 ? "1" : ",1";
  EXPECT_FALSE(read_json(values + "]").has_value());
  const std::string text = "[\"" + std::string(200'000, 'x') + "\"]";
  EXPECT_TRUE(read_json(text).has_value());
}

TEST(JsonReader, SurvivesEveryCutOfADocument) {
  const std::string whole = R"({"items":[{"book":"é\u00e9"}],"n":-12,"t":true,"x":null})";
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(read_json(whole.substr(0, size)).has_value()) << size;
  EXPECT_TRUE(read_json(whole).has_value());
}

}  // namespace
}  // namespace aan::api
