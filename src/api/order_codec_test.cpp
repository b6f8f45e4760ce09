#include "api/order_codec.hpp"

#include <gtest/gtest.h>

#include "api/json_reader.hpp"

namespace aan::api {
namespace {

std::vector<std::string> pointers(const Problem& problem) {
  std::vector<std::string> out;
  for (const Finding& one : problem.findings) out.push_back(one.pointer);
  return out;
}

std::vector<std::string> wrong(std::string_view body) {
  const auto read = read_order_request(body);
  return read ? std::vector<std::string>{} : pointers(read.error());
}

TEST(OrderRequest, ReadsOffersAndBooks) {
  const auto order = read_order_request(
      R"({"items":[{"offer_id":"x"},{"book":"a-book"}],"method":"sandbox","receipt_name":"Ines",)"
      R"("locale":"pt-BR"})");
  ASSERT_TRUE(order.has_value());
  ASSERT_EQ(order->items.size(), 2U);
  EXPECT_EQ(order->items[0].offer_id, "x");
  EXPECT_EQ(order->items[1].book, "a-book");
  EXPECT_EQ(order->items[1].pointer, "/items/1");
  EXPECT_EQ(order->method, "sandbox");
  EXPECT_EQ(order->receipt_name, "Ines");
  EXPECT_EQ(order->locale, "pt-BR");
}

TEST(OrderRequest, NamesEveryMistakeAtOnce) {
  const std::vector<std::string> all = {"/items/0/price", "/items/0", "/method", "/locale",
                                        "/a~1b~0c"};
  EXPECT_EQ(wrong(R"({"items":[{"price":1}],"method":1,"locale":"--","a/b~c":0})"), all);
}

TEST(OrderRequest, RefusesAmountsAndWrongShapes) {
  EXPECT_EQ(wrong(R"({"items":[{"book":"a","offer_id":"b"}]})"),
            std::vector<std::string>{"/items/0"});
  EXPECT_EQ(wrong(R"({"items":[{"book":"a"}],"total":{"amount":"1","currency":"USD"}})"),
            std::vector<std::string>{"/total"});
  EXPECT_EQ(wrong("[]"), std::vector<std::string>{""});
  EXPECT_EQ(wrong("{}"), std::vector<std::string>{"/items"});
  EXPECT_EQ(wrong(R"({"items":"a"})"), std::vector<std::string>{"/items"});
  EXPECT_EQ(wrong(R"({"items":[3]})"), std::vector<std::string>{"/items/0"});
  EXPECT_EQ(wrong(R"({"items":[],"receipt_name":")" + std::string(121, 'x') + "\"}"),
            std::vector<std::string>{"/receipt_name"});
}

TEST(OrderRequest, LimitsTheNumberOfBooks) {
  std::string many = R"({"items":[{"book":"a"})";
  for (int i = 0; i < 50; ++i) many += R"(,{"book":"a"})";
  EXPECT_EQ(wrong(many + "]}"), std::vector<std::string>{"/items"});
}

TEST(OrderRequest, AnEmptyBodySaysNothing) {
  EXPECT_TRUE(read_nothing("").has_value());
  EXPECT_TRUE(read_nothing(" {} ").has_value());
  EXPECT_FALSE(read_nothing(R"({"a":1})").has_value());
  EXPECT_EQ(*read_one_text(R"({"method":"card"})", "method"), "card");
  EXPECT_FALSE(read_one_text(R"({"method":" "})", "method").has_value());
}

service::OrderView bought() {
  const Asset usd = *find_asset("USD");
  service::OrderView view;
  view.order.id.value = "abcd_00000000000000000000000000";
  view.order.reference = "7K2M-93QD";
  sales::Quote& quote = view.order.quote;
  quote.subtotal = quote.total = quote.proceeds = Money{1999, usd};
  quote.discount = quote.tax = Money{0, usd};
  view.captured = Money{1999, usd};
  view.refund_due = Money{0, usd};
  service::OrderLineView line;
  line.line.quoted.title = "A \"book\" </script>\n";
  line.line.quoted.price = quote.total;
  service::OrderFile file;
  file.file.sha256 = std::string(32, '\xab');
  file.grant.id.value = "abcd_11111111111111111111111111";
  file.refusal = sales::DownloadRefusal::exhausted;
  line.files.push_back(file);
  view.lines.push_back(line);
  service::AttemptView attempt;
  attempt.intent.due = attempt.received = attempt.settled = Money{1999, usd};
  attempt.intent.prompt_url = "/sandbox/x";
  attempt.can_be_paid = true;
  view.attempts.push_back(attempt);
  return view;
}

TEST(OrderDocument, SaysAmountsInMinorUnitsAndLinksInFull) {
  const std::string json = write_order(bought(), {"https://shop.example", "TOKEN"});
  const auto holds = [&](std::string_view text) { return json.contains(text); };
  EXPECT_TRUE(holds(R"("total":{"amount":"1999","currency":"USD"})"));
  EXPECT_TRUE(holds(R"("url":"https://shop.example/orders/TOKEN")"));
  EXPECT_TRUE(holds(R"("pay_url":"https://shop.example/sandbox/x")"));
  EXPECT_TRUE(holds(R"("refusal":"exhausted")"));
  EXPECT_TRUE(holds(R"("paid_at":null)"));
  EXPECT_TRUE(holds(R"("title":"A \"book\" </script>\n")"));
  EXPECT_TRUE(holds("\"sha256\":\"abababab"));
  EXPECT_FALSE(holds("proceeds"));
  EXPECT_FALSE(holds("processor_fee"));
  EXPECT_TRUE(read_json(json).has_value());
}

TEST(OrderDocument, SaysWhatKeepsItFromBeingPaid) {
  const OrderLink link{"https://shop.example", "TOKEN"};
  EXPECT_TRUE(write_order(bought(), link).contains(R"("pay_stop":null)"));
  EXPECT_TRUE(write_order(bought(), link, {}, {}, payment::PayStop::none_offered)
                  .contains(R"("pay_stop":"none_offered")"));
}

TEST(OrderDocument, TellsOfAVoucherAndLeadsToNoPageThatIsOver) {
  service::OrderView view = bought();
  view.attempts[0].can_be_paid = false;
  view.attempts[0].intent.is_voucher = true;
  view.attempts[0].intent.voucher_until = Timestamp::from_unix_seconds(1'795'000'000);
  const std::string json = write_order(view, {"http://a", "T"});
  EXPECT_TRUE(json.contains(R"("pay_url":null,"failed":false)")) << json;
  EXPECT_TRUE(json.contains(R"("voucher":true,"voucher_until":"2026-11-18T)")) << json;
}

TEST(OrderDocument, SaysHowWhatIsOwedComesBackAsTheOrdersPageDoes) {
  service::OrderView view = bought();
  const OrderLink link{"https://shop.example", "TOKEN"};
  const auto says = [&](const std::string& claim, std::string_view text) {
    return write_order(view, link, {}, claim).contains(text);
  };
  EXPECT_TRUE(says("", R"("refund_way":null,"claim":null)"));
  view.refund_due.amount = 500;
  EXPECT_TRUE(says("", R"("refund_way":"same_way","claim":null)"));
  EXPECT_TRUE(says("R-7K2M-93QD", R"("refund_way":"claim","claim":"R-7K2M-93QD")"));
  payment::Refund refund;
  refund.amount = view.refund_due;
  refund.state = payment::RefundState::failed;
  view.refunds = {refund};
  EXPECT_TRUE(says("", R"("refund_way":"failed","claim":null)"));
  EXPECT_TRUE(says("R-7K2M-93QD", R"("refund_way":"claim")")) << "a claim says more";
}

TEST(OrderDocument, SaysWhatGoesBackAndNamesNoProvider) {
  service::OrderView view = bought();
  payment::Refund refund;
  refund.id.value = "abcd_33333333333333333333333333";
  refund.provider = refund.network_ref = "of nobody's business";
  refund.amount = {500, *find_asset("USD")};
  refund.state = payment::RefundState::settled;
  refund.reason = payment::RefundReason::requested;
  view.refunds = {refund};
  view.fees = {{"card", "fee of nobody's business", {}, {}, refund.amount, {}}};
  const std::string json = write_order(view, {"https://shop.example", "TOKEN"});
  EXPECT_TRUE(json.contains(R"("amount":{"amount":"500","currency":"USD"},"state":"settled")"));
  EXPECT_TRUE(json.contains(R"("reason":"requested")"));
  EXPECT_FALSE(json.contains("nobody's business"));
}

TEST(OrderDocument, HasNoPlaceToPayOnceNoAttemptIsOpen) {
  service::OrderView view = bought();
  view.attempts[0].can_be_paid = false;
  EXPECT_TRUE(
      write_order(view, {"http://a", "T"}).contains(R"("pay_url":null,"pay_stop":null,"lines")"));
}

TEST(OrderDocument, FindsOneGrant) {
  const service::OrderView view = bought();
  EXPECT_TRUE(write_grant(view, {"abcd_11111111111111111111111111"})->starts_with("{\"download\""));
  EXPECT_FALSE(write_grant(view, {"abcd_22222222222222222222222222"}).has_value());
}

}  // namespace
}  // namespace aan::api
