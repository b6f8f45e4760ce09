#include "adapters/pay_stripe/stripe_rights.hpp"

#include <array>

namespace aan::pay_stripe {
namespace {

struct Question {
  std::string_view path;
  std::string_view what;
  std::string_view to_tick;
};

constexpr std::array<Question, 5> kQuestions = {{
    {"/v1/payment_intents?limit=1", "read payments", "PaymentIntents: Read"},
    {"/v1/charges?limit=1", "read charges", "Charges: Read"},
    {"/v1/disputes?limit=1", "read disputes", "Disputes: Read"},
    {"/v1/balance", "read fees", "Balance: Read"},
    {"/v1/events?limit=1", "read events", "Events: Read"},
}};

// "Having the 'rak_dispute_read' permission would allow this request to continue."
std::string stripes_name_in(std::string_view said) {
  const auto begin = said.find("'rak_");
  if (begin == said.npos) return "";
  const auto end = said.find('\'', begin + 1);
  return end == said.npos ? "" : std::string(said.substr(begin + 1, end - begin - 1));
}

// Refunds are looked for before one is asked for; whoever may write them may read them too.
Result<> ask_refunds(const StripeApi& api, Timestamp now) {
  Form form;
  form.put("payment_intent", "pi_doctor");
  const auto asked = api.post("/v1/refunds", form, "doctor:" + std::to_string(now.us) + ":refund");
  if (!asked && asked.error().reason != "resource_missing") return std::unexpected(asked.error());
  const auto listed = api.get("/v1/refunds?limit=1");
  return listed ? Result<>{} : Result<>(std::unexpected(listed.error()));
}

}  // namespace

Result<std::vector<LackingRight>> lacking_rights(const StripeApi& api, Timestamp now) {
  std::vector<LackingRight> lacking;
  const auto judge = [&](const Result<>& answer, std::string_view what,
                         std::string_view to_tick) -> Result<> {
    if (answer) return {};
    if (answer.error().code != Errc::forbidden) return answer;
    lacking.push_back({what, to_tick, stripes_name_in(answer.error().detail)});
    return {};
  };
  AAN_TRY(judge(ask_refunds(api, now), "give money back", "Refunds: Write"));
  for (const Question& one : kQuestions) {
    const auto answer = api.get(one.path);
    AAN_TRY(judge(answer ? Result<>{} : Result<>(std::unexpected(answer.error())), one.what,
                  one.to_tick));
  }
  return lacking;
}

}  // namespace aan::pay_stripe
