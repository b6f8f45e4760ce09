#include "adapters/tax_vies/vies_codec.hpp"

#include <boost/json.hpp>

namespace aan::tax_vies {
namespace {

namespace json = boost::json;

constexpr std::size_t kTextBytesMax = 200;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "vies", why);
}

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string() || value->get_string().size() > kTextBytesMax)
    return {};
  return std::string(value->get_string().c_str());
}

// {"actionSucceed": false, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}
std::string error_in(const json::object& object) {
  const json::value* wrappers = object.if_contains("errorWrappers");
  if (wrappers == nullptr || !wrappers->is_array() || wrappers->get_array().empty()) return {};
  const json::value& first = wrappers->get_array().front();
  const std::string word = first.is_object() ? text_in(first.get_object(), "error") : "";
  return word.empty() ? "an error without a name" : word;
}

}  // namespace

std::string write_question(const tax::TaxNumber& number, const tax::TaxNumber& asker) {
  return json::serialize(json::object{{"countryCode", number.prefix},
                                      {"vatNumber", number.rest},
                                      {"requesterMemberStateCode", asker.prefix},
                                      {"requesterNumber", asker.rest}});
}

Result<ports::TaxNumberAnswer> parse_answer(std::string_view text, const tax::TaxNumber& number) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) return malformed("no JSON object");
  const json::object& object = value.get_object();
  if (const std::string word = error_in(object); !word.empty())
    return fail(Errc::unavailable, "vies", word);
  const json::value* valid = object.if_contains("valid");
  if (valid == nullptr || !valid->is_bool()) return malformed("no word about the number");
  if (text_in(object, "countryCode") != number.prefix ||
      text_in(object, "vatNumber") != number.rest)
    return malformed("an answer about another number");
  ports::TaxNumberAnswer answer;
  answer.is_valid = valid->get_bool();
  answer.reference = text_in(object, "requestIdentifier");
  answer.said_on = text_in(object, "requestDate");
  if (answer.is_valid && answer.reference.empty()) return malformed("a yes without a reference");
  return answer;
}

}  // namespace aan::tax_vies
