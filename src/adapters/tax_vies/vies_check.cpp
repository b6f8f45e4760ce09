#include "adapters/tax_vies/vies_check.hpp"

#include "adapters/tax_vies/vies_codec.hpp"

namespace aan::tax_vies {
namespace {

// A buyer waits for it; whoever gets no answer pays the tax.
constexpr Duration kDeadline = Duration::seconds(6);
constexpr std::size_t kAnswerBytesMax = 64U << 10;
constexpr int kServerFault = 500;

}  // namespace

ViesCheck::ViesCheck(ViesOptions options)
    : options_(std::move(options)),
      client_(std::make_unique<net::outbound::HttpClient>(net::outbound::OutboundOptions{
          .reach = net::outbound::reach_of_service(options_.base_url)})) {}

ViesCheck::~ViesCheck() = default;

Result<ports::TaxNumberAnswer> ViesCheck::check(const tax::TaxNumber& number) {
  net::outbound::OutboundRequest request;
  request.method = "POST";
  request.url = options_.base_url + "/check-vat-number";
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  request.body = write_question(number, options_.asker);
  request.deadline = kDeadline;
  request.answer_bytes_max = kAnswerBytesMax;
  const auto answer = client_->send(request);
  if (!answer) return fail(Errc::unavailable, "vies", answer.error().to_string());
  if (answer->status >= kServerFault || answer->status == 429)
    return fail(Errc::unavailable, "vies", "status " + std::to_string(answer->status));
  return parse_answer(answer->body, number);
}

}  // namespace aan::tax_vies
