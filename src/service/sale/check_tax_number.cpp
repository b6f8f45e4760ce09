#include "service/sale/check_tax_number.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

namespace aan::service {
namespace {

constexpr Duration kYesRememberedFor = Duration::minutes(15);
constexpr Duration kNoRememberedFor = Duration::minutes(2);
constexpr std::size_t kRememberedMax = 1000;
constexpr int kAskingMax = 4;  ///< at once: orders are placed by the same threads
constexpr std::string_view kAll = "all";

}  // namespace

void CheckTaxNumber::keep(const std::string& number, const NumberOutcome& outcome, Timestamp now) {
  const std::scoped_lock lock(kept_mutex_);
  if (kept_.size() >= kRememberedMax) kept_.clear();
  const bool is_yes = outcome.standing == NumberStanding::confirmed;
  kept_[number] = {outcome, now + (is_yes ? kYesRememberedFor : kNoRememberedFor)};
}

bool CheckTaxNumber::take_turn(const std::string& sender) {
  if (senders_.wait_of(sender) || all_.wait_of(kAll)) return false;
  senders_.count_miss(sender);
  all_.count_miss(kAll);
  return true;
}

Result<NumberOutcome> CheckTaxNumber::look(const std::string& typed, const std::string& country,
                                           bool may_ask, const std::string& sender) {
  if (trim(typed).empty()) return NumberOutcome{};
  const tax::TaxNumber number = AAN_TRY(tax::parse_tax_number(typed));
  if (number.country != country)
    return refuse(Errc::invalid, "tax.number", "This VAT number is of another country.",
                  "tax_number_country");
  const Timestamp now = clock_.wall();
  {
    const std::scoped_lock lock(kept_mutex_);
    const auto known = kept_.find(number.text());
    if (known != kept_.end() && now < known->second.until) return known->second.outcome;
  }
  if (service_ == nullptr || !may_ask) return NumberOutcome{NumberStanding::no_answer, {}};
  const int others = asking_.fetch_add(1);
  const bool may = others < kAskingMax && take_turn(sender);
  const Result<ports::TaxNumberAnswer> answer =
      may ? service_->check(number) : fail(Errc::limited, "tax.number", "asked too often");
  asking_.fetch_sub(1);
  if (!answer) {
    log::warn("tax.no_answer", {{"why", answer.error().to_string()}});
    return NumberOutcome{NumberStanding::no_answer, {}};
  }
  NumberOutcome outcome{NumberStanding::unknown, {}};
  if (answer->is_valid)
    outcome = {NumberStanding::confirmed,
               ConfirmedNumber{number.text(), answer->reference, answer->said_on}};
  keep(number.text(), outcome, now);
  return outcome;
}

}  // namespace aan::service
