#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "api/answer_cache.hpp"
#include "api/catalog_codec.hpp"
#include "api/json_reader.hpp"
#include "api/node_codec.hpp"
#include "embedded/api_documents.hpp"

namespace aan::api {
namespace {

namespace json = boost::json;

json::value document() { return json::parse(embedded::api_documents().front().bytes); }

// Every schema that has properties, wherever it stands.
void for_each_object(const json::value& at, const std::function<void(const json::object&)>& see) {
  if (const auto* array = at.if_array())
    for (const json::value& one : *array) for_each_object(one, see);
  const auto* object = at.if_object();
  if (object == nullptr) return;
  if (object->contains("properties") && object->contains("type")) see(*object);
  for (const auto& [key, value] : *object) for_each_object(value, see);
}

TEST(OpenApi, EveryObjectIsClosedAndNeedsOnlyWhatItHas) {
  int objects = 0;
  for_each_object(document(), [&](const json::object& schema) {
    ++objects;
    ASSERT_TRUE(schema.contains("additionalProperties"));
    EXPECT_EQ(schema.at("additionalProperties"), false);
    for (const json::value& name : schema.at("required").as_array())
      EXPECT_TRUE(schema.at("properties").as_object().contains(name.as_string())) << name;
  });
  EXPECT_GT(objects, 30);
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  const json::value all = document();
  const std::function<void(const json::value&)> look = [&](const json::value& at) {
    if (const auto* array = at.if_array())
      for (const json::value& one : *array) look(one);
    if (const auto* object = at.if_object())
      for (const auto& [key, value] : *object) {
        if (key == "$ref")
          EXPECT_NO_THROW(
              static_cast<void>(all.at_pointer(std::string(value.as_string()).substr(1))))
              << value;
        look(value);
      }
  };
  look(all);
}

TEST(OpenApi, EveryChangeNeedsAnIdempotencyKey) {
  const json::value all = document();
  for (const auto& [path, item] : all.at("paths").as_object()) {
    const auto* post = item.as_object().if_contains("post");
    // A message of a processor carries its own id.
    if (post == nullptr || path == "/api/v1/quotes" || path == "/webhooks/stripe") continue;
    // They only look; a key and an e-mail address have no place in an address.
    if (path == "/api/v1/licences/validate" || path == "/api/v1/desk/privacy.show") continue;
    EXPECT_TRUE(json::serialize(post->at("parameters")).contains("IdempotencyKey")) << path;
  }
}

TEST(PaymentMode, FollowsWhatIsOffered) {
  ports::ProviderDescription card;
  card.is_card = true;
  ports::ProviderDescription coin;
  coin.is_coin = true;
  ports::ProviderDescription play;
  play.is_sandbox = true;
  EXPECT_EQ(payment_mode({coin, card}), "primary");
  EXPECT_EQ(payment_mode({play}), "primary");
  EXPECT_EQ(payment_mode({coin}), "crypto");
  EXPECT_EQ(payment_mode({}), "none");
}

TEST(CatalogDocument, WritesPricesWithoutFloatingPoint) {
  catalog::BookDetail book;
  book.work.slug = "a-book";
  book.work.contributors.push_back({"Ines Calder", "", "", catalog::ContributorRole::author});
  book.offer.price = Money{1990, *find_asset("USD")};
  std::string text = write_catalog({{book}, 1, ""}, "http://shop");
  EXPECT_TRUE(text.contains(R"("price":19.90,"priceMoney":{"amount":"1990","currency":"USD"})"));
  EXPECT_TRUE(text.contains(R"("url":"http://shop/books/a-book")"));
  EXPECT_NO_THROW(static_cast<void>(json::parse(text)));
  book.offer.price.reset();
  text = write_catalog({{book}, 1, ""}, "http://shop");
  EXPECT_TRUE(text.contains(R"("price":null,"priceMoney":null,"currency":null)"));
}

TEST(AnswerCache, ForgetsWhatBelongsToAnEarlierCatalogue) {
  std::int64_t now = 1;
  AnswerCache cache([&] { return now; });
  EXPECT_FALSE(cache.find("a").has_value());
  cache.put("a", 1, net::Response::json("1"), 1);
  EXPECT_TRUE(cache.find("a").has_value());
  now = 2;
  EXPECT_FALSE(cache.find("a").has_value());
  cache.put("b", 2, net::Response::json("2"), 1);
  cache.put("a", 1, net::Response::json("1"), 1);
  EXPECT_TRUE(cache.find("b").has_value());
  EXPECT_FALSE(cache.find("a").has_value());
}

TEST(AnswerCache, StaysWithinItsBytes) {
  AnswerCache cache([] { return std::int64_t{1}; });
  for (int i = 0; i < 100; ++i)
    cache.put(std::to_string(i), 1, net::Response::json("x"), AnswerCache::kBytesMax / 10);
  int kept = 0;
  for (int i = 0; i < 100; ++i) kept += cache.find(std::to_string(i)) ? 1 : 0;
  EXPECT_LE(kept, 10);
  EXPECT_GE(kept, 1);
  cache.put(std::string(AnswerCache::kKeyBytesMax + 1, 'k'), 1, net::Response::json("x"), 1);
  EXPECT_FALSE(cache.find(std::string(AnswerCache::kKeyBytesMax + 1, 'k')).has_value());
}

}  // namespace
}  // namespace aan::api
